"""PHQ-9 and GAD-7: every band's two ends, what missing answers do, and item 9."""

import pytest

from patients.instruments.definition import UnknownAnswer, from_json
from patients.instruments.gad7 import GAD7
from patients.instruments.phq9 import PHQ9
from patients.instruments.scoring import Entry, Urgency, safety_concern, score
from patients.instruments.suicide_risk import SUICIDE_SCREEN


def answers_summing_to(instrument, total):
    """Answers to every item that add up to ``total``, highest first."""
    given = {}
    for item in instrument.items:
        value = min(3, total)
        given[item.key] = value
        total -= value
    assert total == 0
    return given


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "NONE"),
        (4, "NONE"),
        (5, "MILD"),
        (9, "MILD"),
        (10, "MODERATE"),
        (14, "MODERATE"),
        (15, "MODERATELY_SEVERE"),
        (19, "MODERATELY_SEVERE"),
        (20, "SEVERE"),
        (27, "SEVERE"),
    ],
)
def test_phq9_bands_at_both_ends(total, band):
    result = score(PHQ9, answers_summing_to(PHQ9, total), entry=Entry.SCREEN)
    assert (result.total, result.band.code, result.prorated) == (total, band, False)


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "NONE"),
        (4, "NONE"),
        (5, "MILD"),
        (9, "MILD"),
        (10, "MODERATE"),
        (14, "MODERATE"),
        (15, "SEVERE"),
        (21, "SEVERE"),
    ],
)
def test_gad7_bands_at_both_ends(total, band):
    result = score(GAD7, answers_summing_to(GAD7, total), entry=Entry.SCREEN)
    assert (result.total, result.band.code) == (total, band)


@pytest.mark.parametrize("instrument", [PHQ9, GAD7])
def test_bands_cover_every_total_once(instrument):
    highest = 3 * len(instrument.items)
    for total in range(highest + 1):
        holding = [b for b in instrument.bands if b.lowest <= total <= b.highest]
        assert len(holding) == 1
    assert instrument.band(highest + 1) is None


def test_a_screen_form_with_a_gap_has_no_total():
    answers = answers_summing_to(PHQ9, 12)
    del answers["3"]
    result = score(PHQ9, answers, entry=Entry.SCREEN)
    assert (result.total, result.band, result.missing) == (None, None, ("3",))


@pytest.mark.parametrize(
    ("instrument", "given", "expected"),
    [
        # eight answers of 1: mean 1, nine items
        (PHQ9, 1, 9),
        (GAD7, 1, 7),
        (PHQ9, 3, 27),
        (GAD7, 0, 0),
    ],
)
def test_paper_with_one_gap_is_prorated_and_says_so(instrument, given, expected):
    answers = {item.key: given for item in instrument.items[:-1]}
    result = score(instrument, answers, entry=Entry.PAPER)
    assert (result.total, result.prorated) == (expected, True)
    assert result.exact_total is None


@pytest.mark.parametrize(("total_of_eight", "expected"), [(3, 3), (4, 5), (12, 14), (13, 15)])
def test_proration_rounds_half_up(total_of_eight, expected):
    """4 of 8 is 4.5 of 9, and becomes 5; bankers' rounding would make it 4."""
    answers = answers_summing_to(PHQ9, total_of_eight)
    del answers["9"]
    assert score(PHQ9, answers, entry=Entry.PAPER).total == expected


def test_paper_with_two_gaps_has_no_total():
    answers = {item.key: 1 for item in PHQ9.items[:-2]}
    assert score(PHQ9, answers, entry=Entry.PAPER).total is None


@pytest.mark.parametrize("wrong", [{"10": 1}, {"1": 4}, {"1": -1}, {"1": True}])
def test_an_answer_the_form_does_not_offer_is_refused(wrong):
    with pytest.raises(UnknownAnswer):
        score(PHQ9, wrong, entry=Entry.SCREEN)


def test_the_suicide_screen_is_never_summed():
    with pytest.raises(ValueError, match="not summed"):
        score(SUICIDE_SCREEN, {}, entry=Entry.SCREEN)


@pytest.mark.parametrize(
    ("answer", "urgency"),
    [
        (0, None),
        (1, Urgency.WITHIN_A_DAY),
        (2, Urgency.SAME_DAY),
        (3, Urgency.SAME_DAY),
    ],
)
def test_item_nine_counts_whatever_the_total(answer, urgency):
    answers = dict.fromkeys([item.key for item in PHQ9.items], 0) | {"9": answer}
    concern = safety_concern(PHQ9, answers, finished=True)
    assert (concern.urgency if concern else None) == urgency


def test_item_nine_counts_on_an_unfinished_form():
    assert safety_concern(PHQ9, {"9": 1}, finished=False).urgency is Urgency.WITHIN_A_DAY
    assert safety_concern(PHQ9, {"1": 3}, finished=False) is None


def test_item_nine_left_out_is_treated_as_positive():
    """The guard is the ``answer is None`` branch: without it a paper form with item 9 blank,
    prorated to a mild 5, raises no concern and this goes red."""
    answers = answers_summing_to(PHQ9, 4)
    del answers["9"]
    assert score(PHQ9, answers, entry=Entry.PAPER).total == 5
    concern = safety_concern(PHQ9, answers, finished=True)
    assert (concern.answer, concern.urgency) == (None, Urgency.SAME_DAY)


def test_gad7_has_no_safety_item():
    answers = answers_summing_to(GAD7, 21)
    assert safety_concern(GAD7, answers, finished=True) is None


def test_the_zero_choice_says_not_at_all():
    """One published GAD-7 copy says "Not at all sure"; that is an error [S69]."""
    for item in (*PHQ9.items, *GAD7.items):
        assert item.choices[0].text == "Not at all"


@pytest.mark.parametrize("instrument", [PHQ9, GAD7, SUICIDE_SCREEN])
def test_a_definition_survives_being_stored(instrument):
    back = from_json(instrument.as_json())
    assert back == instrument
    assert back.checksum() == instrument.checksum()


def test_one_changed_word_is_another_checksum():
    plain = PHQ9.as_json()
    plain["items"][0]["text"] += "."
    assert from_json(plain).checksum() != PHQ9.checksum()
