"""The questionnaires whose wording is licensed, and the checklists of ours, at the ends of what they say."""

from decimal import Decimal

import pytest

from patients.instruments.cadss import CADSS_6, CADSS_23
from patients.instruments.cognition import COGNITION
from patients.instruments.dast10 import DAST10
from patients.instruments.definition import UnknownAnswer
from patients.instruments.external import BDI_II, HAM_D, MADRS
from patients.instruments.icsi import ICPI, ICSI
from patients.instruments.mdq import MDQ
from patients.instruments.meq30 import MEQ30
from patients.instruments.own_scales import ANXIETY, MOOD, SIDE_EFFECTS
from patients.instruments.qids import QIDS
from patients.instruments.scoring import Entry, Urgency, highest_total, safety_concern, score
from patients.instruments.urinary import URINARY, URINARY_SINGLE
from tests.patients.instruments.answers import adding_up_to, everywhere, met, read

# --- QIDS-SR16 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        ({}, 0),
        ({"1": 1, "2": 2, "3": 3, "4": 1}, 3),  # sleep is the highest of four, not their sum
        ({"6": 2, "7": 1, "8": 0, "9": 3}, 3),
        ({"15": 1, "16": 2}, 2),
        ({"5": 3, "10": 3, "11": 3, "12": 3, "13": 3, "14": 3}, 18),
        (dict.fromkeys(map(str, range(1, 17)), 3), 27),
    ],
)
def test_qids_is_nine_domains(answers, total):
    """Control: the plain sum of 16 items is 48 for the last row."""
    assert read(QIDS, everywhere(QIDS, 0) | answers).total == total


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "NONE"),
        (5, "NONE"),
        (6, "MILD"),
        (10, "MILD"),
        (11, "MODERATE"),
        (15, "MODERATE"),
        (16, "SEVERE"),
        (20, "SEVERE"),
        (21, "VERY_SEVERE"),
        (27, "VERY_SEVERE"),
    ],
)
def test_qids_bands(total, band):
    answers, left = everywhere(QIDS, 0), total
    for group in QIDS.groups:
        answers[group.items[0]] = min(3, left)
        left -= answers[group.items[0]]
    result = read(QIDS, answers)
    assert (result.total, result.band.code) == (total, band)


def test_qids_with_a_gap_has_no_total_on_paper_either():
    answers = everywhere(QIDS, 1)
    del answers["2"]
    assert read(QIDS, answers, entry=Entry.PAPER).total is None


@pytest.mark.parametrize(
    ("answer", "urgency"),
    [(0, None), (1, Urgency.WITHIN_A_DAY), (2, Urgency.SAME_DAY), (3, Urgency.SAME_DAY)],
)
def test_qids_item_twelve_calls_somebody_as_item_nine_does(answer, urgency):
    concern = safety_concern(QIDS, {"12": answer}, finished=False)
    assert (concern.urgency if concern else None) == urgency


# --- DAST-10 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yes", "total", "band", "positive"),
    [
        ({"3"}, 0, "NONE", False),
        (set(), 1, "LOW", False),  # a no to the reversed third counts one
        ({"1"}, 2, "LOW", False),
        ({"1", "2"}, 3, "MODERATE", True),
        ({"1", "2", "4", "5"}, 5, "MODERATE", True),
        ({"1", "2", "4", "5", "6"}, 6, "SUBSTANTIAL", True),
        ({"1", "2", "4", "5", "6", "7", "8"}, 8, "SUBSTANTIAL", True),
        ({"1", "2", "4", "5", "6", "7", "8", "9"}, 9, "SEVERE", True),
        ({"1", "2", "4", "5", "6", "7", "8", "9", "10"}, 10, "SEVERE", True),
        ({str(n) for n in range(1, 11)}, 9, "SEVERE", True),
    ],
)
def test_dast_counts_the_third_backwards(yes, total, band, positive):
    answers = {item.key: int(item.key in yes) for item in DAST10.items}
    result = read(DAST10, answers)
    assert (result.total, result.band.code, result.positive) == (total, band, positive)


# --- MDQ -----------------------------------------------------------------------------------------


def mdq(yes, together, problem):
    answers = {str(n): int(n <= yes) for n in range(1, 14)}
    return answers | {"14": together, "15": problem}


@pytest.mark.parametrize(
    ("yes", "together", "problem", "positive"),
    [
        (7, 1, 2, True),
        (13, 1, 3, True),
        (6, 1, 3, False),
        (7, 0, 3, False),
        (7, 1, 1, False),
        (13, 0, 0, False),
    ],
)
def test_mdq_needs_all_three_parts_and_is_no_sum(yes, together, problem, positive):
    """Thirteen yeses that never came together are negative: a sum would call it the worst score."""
    result = read(MDQ, mdq(yes, together, problem))
    assert (result.total, result.positive) == (None, positive)


def test_mdq_asks_about_togetherness_only_after_two():
    one = {str(n): int(n == 1) for n in range(1, 14)}
    assert MDQ.missing(one) == ()
    assert read(MDQ, one).positive is False
    assert MDQ.missing(one | {"2": 1}) == ("14", "15")
    some = {"1": 1, "2": 0}
    assert MDQ.missing(some)[-2:] == ("14", "15")  # not known yet


# --- MEQ30 ---------------------------------------------------------------------------------------


def test_meq30_each_item_belongs_to_one_factor():
    items = [key for group in MEQ30.groups for key in group.items]
    assert sorted(items, key=int) == [str(n) for n in range(1, 31)]
    assert [len(group.items) for group in MEQ30.groups] == [15, 6, 6, 3]


@pytest.mark.parametrize("short", ["MYSTICAL", "POSITIVE_MOOD", "TRANSCENDENCE", "INEFFABILITY"])
def test_meq30_is_complete_only_when_all_four_factors_are(short):
    answers = everywhere(MEQ30, 3)
    result = read(MEQ30, answers)
    assert (result.total, result.positive) == (None, True)
    one = next(group for group in MEQ30.groups if group.code == short).items[0]
    result = read(MEQ30, answers | {one: 2})
    assert result.positive is False
    assert met(result)[short] is False


def test_meq30_factors_are_means():
    result = read(MEQ30, everywhere(MEQ30, 3) | {"3": 5, "10": 4, "29": 1})
    values = {part.code: part.value for part in result.parts}
    assert round(values["INEFFABILITY"], 2) == Decimal("3.33")
    assert values["MYSTICAL"] == 3


# --- bladder, memory, our own --------------------------------------------------------------------


@pytest.mark.parametrize("instrument", [ICSI, ICPI])
@pytest.mark.parametrize(("total", "positive"), [(5, False), (6, True)])
def test_icsi_and_icpi_flag_from_six(instrument, total, positive):
    result = read(instrument, adding_up_to(instrument, total))
    assert (result.total, result.positive) == (total, positive)


@pytest.mark.parametrize(
    ("answers", "positive"),
    [
        ({}, False),
        ({"OFTEN": 3, "URGE": 3, "NIGHT": 3}, False),
        ({"PAIN": 1}, True),
        ({"BLOOD": 1}, True),
    ],
)
def test_pain_or_blood_once_is_enough(answers, positive):
    assert read(URINARY, everywhere(URINARY, 0) | answers).positive is positive


@pytest.mark.parametrize(("answer", "positive"), [(0, False), (1, True)])
def test_the_single_bladder_question(answer, positive):
    assert read(URINARY_SINGLE, {"1": answer}).positive is positive


@pytest.mark.parametrize(("change", "positive"), [(0, False), (1, False), (2, True), (3, True)])
def test_memory_is_worse_from_a_little_worse_on(change, positive):
    result = read(COGNITION, everywhere(COGNITION, 2) | {"CHANGE": change})
    assert (result.total, result.positive) == (10, positive)


@pytest.mark.parametrize("instrument", [MOOD, ANXIETY, SIDE_EFFECTS])
@pytest.mark.parametrize("value", range(11))
def test_our_scales_go_from_0_to_10(instrument, value):
    result = read(instrument, {"1": value})
    assert (result.total, result.band, result.positive) == (value, None, None)


@pytest.mark.parametrize("instrument", [CADSS_6, CADSS_23])
def test_cadss_is_a_sum_without_a_cutoff(instrument):
    result = read(instrument, everywhere(instrument))
    assert (result.total, result.band, result.positive) == (highest_total(instrument), None, None)


# --- counted elsewhere ---------------------------------------------------------------------------


@pytest.mark.parametrize("instrument", [MADRS, HAM_D, BDI_II])
def test_a_total_counted_elsewhere_is_a_number_in_its_range(instrument):
    highest = highest_total(instrument)
    for value in (0, 1, highest):
        result = score(instrument, {"TOTAL": value}, entry=Entry.EXTERNAL)
        assert (result.total, result.band, result.positive) == (value, None, None)
    for wrong in (-1, highest + 1):
        with pytest.raises(UnknownAnswer):
            score(instrument, {"TOTAL": wrong}, entry=Entry.EXTERNAL)
