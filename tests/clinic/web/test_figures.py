"""Figures: everything drawn is said in words, nothing leaves the picture, no text gets out unescaped."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.web.figures import lanes, small, trace

D = date(2026, 11, 24)


def course(**changed) -> lanes.CourseLanes:
    facts = {
        "title": "Course <one>",
        "today": D,
        "starts": D - timedelta(days=30),
        "ends": D + timedelta(days=30),
        "doses": [
            lanes.Dose(1, D - timedelta(days=12), "done", "36 mg"),
            lanes.Dose(2, D + timedelta(days=2), "booked", moved_from=D),
            lanes.Dose(3, D + timedelta(days=9), "planned"),
        ],
        "hours": [lanes.Hour("Integration 1", D - timedelta(days=11), "done")],
        "bars": [
            lanes.Bar(D, D + timedelta(days=30), "Version 4 <b>not</b> signed", signed=False)
        ],
        "scores": [
            lanes.Score(D - timedelta(days=20), 21),
            lanes.Score(D - timedelta(days=10), 12),
        ],
        "scores_due": [D + timedelta(days=3)],
        "late": "late: due 22 Nov",
    }
    return lanes.CourseLanes(**{**facts, **changed})


@pytest.mark.parametrize("layout", [lanes.WIDE, lanes.NARROW])
def test_the_lanes_are_one_well_formed_picture_with_a_name_and_a_description(layout):
    root = ET.fromstring(lanes.draw(course(), layout))  # noqa: S314 - ours
    assert root.get("role") == "img"
    title, said = root[0].text, root[1].text
    assert title == "Course <one>"
    assert "given 1" in said
    assert "late: due 22 Nov" in said
    assert "21, 12" in said


def test_markup_in_a_sentence_stays_text():
    assert "<b>" not in lanes.draw(course())


def test_what_is_drawn_stands_in_the_table_too():
    facts = course()
    drawing = lanes.draw(facts)
    rows = facts.rows()
    assert len(rows) == 3 + 1 + 1 + 2 + 1
    assert ("Dosing 1", "12 Nov", "12 Nov", "36 mg") in rows
    assert ("Dosing 2", "24 Nov", "booked for 26 Nov", "") in rows
    assert ("Dosing 3", "3 Dec", "not yet", "") in rows
    assert drawing.count('class="measure"') == 2


def test_no_colour_and_no_style_is_written_into_a_picture():
    for picture in (
        lanes.draw(course()),
        trace.draw(vitals()),
        small.spark([1, 2]),
        small.dots(2, 5),
    ):
        assert not re.search(r"style=|fill=|stroke=|#[0-9a-f]{3}", picture)


@given(st.integers(-400, 400))
def test_nothing_is_drawn_outside_the_picture(days):
    drawing = lanes.draw(
        course(
            doses=[lanes.Dose(1, D + timedelta(days=days), "done", "36 mg")],
            today=D + timedelta(days=days),
        )
    )
    xs = [float(x) for x in re.findall(r' c?x="([\d.-]+)"', drawing)]
    assert all(-12 <= x <= lanes.WIDE.width for x in xs)


def vitals(**changed) -> trace.VitalsTrace:
    facts = {
        "readings": [trace.Reading(-11, 134, 82, 72), trace.Reading(30, 161, 98, 94)],
        "now": 34,
        "drug": (0, 40),
        "limit": 160,
        "due": [35, 40],
    }
    return trace.VitalsTrace(**{**facts, **changed})


def test_the_trace_says_what_it_draws():
    root = ET.fromstring(trace.draw(vitals()))  # noqa: S314
    assert "134/82 at minute -11 to 161/98 at minute 30" in root[1].text
    assert trace.draw(vitals()).count('class="due-mark"') == 2


def test_a_trace_without_a_set_says_so():
    root = ET.fromstring(trace.draw(vitals(readings=[], due=[], now=None)))  # noqa: S314
    assert root[1].text == "No set has been taken yet."


def test_a_half_taken_set_is_drawn_without_its_missing_half():
    drawing = trace.draw(vitals(readings=[trace.Reading(5, None, None, 80)]))
    assert drawing.count('class="mark"') == 0
    assert drawing.count('class="hr-dot"') == 1


def test_a_spark_reads_its_scores_aloud_and_nothing_is_drawn_for_none():
    assert 'aria-label="PHQ-9: 14, 13, 15, 19"' in small.spark([14, 13, 15, 19])
    assert small.spark([]) == ""


@given(st.integers(0, 40), st.integers(1, 30))
def test_the_dots_count_what_they_show(done, total):
    drawing = small.dots(done, total)
    shown = min(done, total)
    assert drawing.count('class="done"') == shown
    assert drawing.count('class="next"') == (1 if shown < total else 0)


def test_a_questionnaire_months_away_stands_in_the_table_and_not_in_the_picture():
    far = D + timedelta(days=180)
    facts = course(scores_due=[D + timedelta(days=3), far])
    assert lanes.draw(facts).count('class="measure-plan"') == 1
    assert any(row[:2] == ("PHQ-9", "23 May") for row in facts.rows())


def test_a_session_nobody_closed_does_not_press_its_sets_flat():
    """Control: with the present always on the axis the two sets stand on one spot."""
    drawing = trace.draw(vitals(now=8275, due=[]))
    assert 'class="now"' not in drawing
    xs = [float(x) for x in re.findall(r'class="hr-dot" cx="([\d.]+)"', drawing)]
    assert xs[1] - xs[0] > 200
