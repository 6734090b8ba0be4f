"""The chart of one measure: what it draws, what it tells aloud, and that nothing leaves the picture."""

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.web.figures.measure import NARROW, WIDE, DoseMark, MeasureChart, Spot, Tint, draw

D = date(2026, 3, 2)


def chart(**changed):
    facts = {
        "title": "PHQ-9 & doses",
        "description": "Scores: 19, 9.",
        "today": D + timedelta(days=40),
        "top": 27,
        "spots": [
            Spot(D - timedelta(days=6), 19, label="baseline"),
            Spot(D + timedelta(days=3), 16, "trend"),
            Spot(D + timedelta(days=10), 14, "estimate"),
            Spot(D + timedelta(days=31), 9, label="outcome"),
        ],
        "doses": [DoseMark(1, D), DoseMark(2, D + timedelta(days=14), maintenance=True)],
        "talks": [D + timedelta(days=1)],
        "tints": [Tint(0, 4, "None"), Tint(5, 27, "More <than> none")],
        "target": 9.5,
        "target_words": "half of baseline",
    }
    return MeasureChart(**{**facts, **changed})


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_it_names_and_describes_itself_and_says_its_bands_in_words(layout):
    picture = draw(chart(), layout, "m")
    root = ET.fromstring(picture)  # noqa: S314
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "m-t m-d"
    assert (root[0].text, root[1].text) == ("PHQ-9 & doses", "Scores: 19, 9.")
    told = [text.text for text in root.iter("text")]
    told.append(" ".join(told))
    for words in ("None", "More <than> none", "half of baseline", "baseline", "outcome", "Today"):
        assert words in told[-1]
    assert {"2 Mar", "16 Mar"} <= set(told)  # the dates of the doses, on the axis
    assert {"1", "2"} <= set(told)  # the doses' numbers


def test_each_kind_of_score_has_its_own_shape():
    picture = draw(chart())
    assert picture.count('<circle class="measure"') == 2
    assert picture.count('<circle class="measure-plan"') == 1
    assert picture.count('<rect class="measure-plan"') == 1
    assert (picture.count('<rect class="dose"'), picture.count('<rect class="dose-plan"')) == (
        1,
        1,
    )


def test_today_is_left_out_of_a_course_that_is_over():
    over = chart(today=D + timedelta(days=400), up_to_today=False)
    assert "Today" not in draw(over)
    assert over.days[1] == D + timedelta(days=34)


def test_no_colour_and_no_style_is_written_into_the_picture():
    assert not re.search(r"style=|fill=|stroke=|#[0-9a-f]{3}", draw(chart()))


@given(
    st.lists(st.tuples(st.integers(-300, 300), st.integers(0, 27)), max_size=12),
    st.lists(st.integers(-30, 200), max_size=30),
    st.sampled_from([WIDE, NARROW]),
)
def test_nothing_is_drawn_outside_the_picture(scores, doses, layout):
    picture = draw(
        chart(
            spots=[Spot(D + timedelta(days=day), value) for day, value in sorted(scores)],
            doses=[DoseMark(n, D + timedelta(days=d)) for n, d in enumerate(sorted(doses), 1)],
        ),
        layout,
    )
    xs = [float(x) for x in re.findall(r' c?x="([\d.-]+)"', picture)]
    ys = [float(y) for y in re.findall(r' c?y="([\d.-]+)"', picture)]
    assert all(0 <= x <= layout.width for x in xs)
    assert all(0 <= y <= layout.height for y in ys)


def test_dates_keep_their_distance():
    """Control: without the look at what is taken, thirty dates lie on each other."""
    doses = [DoseMark(n, D + timedelta(days=n)) for n in range(30)]
    picture = draw(chart(doses=doses), NARROW)
    row = re.findall(r'class="sub mid" x="([\d.]+)" y="294"', picture)
    places = sorted(float(x) for x in row)
    assert len(places) >= 3
    assert all(b - a >= 39.9 for a, b in pairwise(places))
