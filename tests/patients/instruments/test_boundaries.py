"""Every questionnaire at the ends of its bands, cut-offs and groups, and what a missing answer does to each."""

import pytest

from patients.instruments.audit_c import AUDIT_C
from patients.instruments.cadss import CADSS_6, CADSS_23
from patients.instruments.catalogue import INSTRUMENTS
from patients.instruments.cognition import COGNITION
from patients.instruments.dast10 import DAST10
from patients.instruments.definition import Scoring, from_json
from patients.instruments.external import BDI_II, HAM_D, MADRS
from patients.instruments.icsi import ICPI, ICSI
from patients.instruments.mdq import MDQ
from patients.instruments.meq30 import MEQ30
from patients.instruments.own_scales import ANXIETY, MOOD, SIDE_EFFECTS
from patients.instruments.pcl5 import PCL5
from patients.instruments.qids import QIDS
from patients.instruments.scoring import Entry, highest_total
from patients.instruments.suicide_risk import SUICIDE_SCREEN
from patients.instruments.urinary import URINARY, URINARY_SINGLE
from patients.instruments.who5 import WHO5
from tests.patients.instruments.answers import adding_up_to, everywhere, met, read

SUMMED = [i for i in INSTRUMENTS if i.scoring is not Scoring.SUICIDE_RISK]


@pytest.mark.parametrize(
    ("instrument", "highest"),
    [
        (PCL5, 80),
        (AUDIT_C, 12),
        (WHO5, 100),
        (QIDS, 27),
        (DAST10, 10),
        (CADSS_6, 24),
        (CADSS_23, 92),
        (ICSI, 20),
        (ICPI, 16),
        (URINARY, 15),
        (URINARY_SINGLE, 1),
        (COGNITION, 20),
        (MOOD, 10),
        (ANXIETY, 10),
        (SIDE_EFFECTS, 10),
        (MADRS, 60),
        (HAM_D, 52),
        (BDI_II, 63),
        (MDQ, None),
        (MEQ30, None),
        (SUICIDE_SCREEN, None),
    ],
    ids=lambda value: getattr(value, "code", str(value)),
)
def test_the_range_is_the_published_one(instrument, highest):
    assert highest_total(instrument) == highest


@pytest.mark.parametrize("instrument", SUMMED, ids=lambda i: i.code)
def test_nothing_answered_has_no_total_and_nothing_found(instrument):
    for entry in (Entry.SCREEN, Entry.PAPER):
        result = read(instrument, {}, entry=entry)
        assert (result.total, result.prorated, result.band) == (None, False, None)
        assert result.positive is None
        assert result.missing


@pytest.mark.parametrize("instrument", SUMMED, ids=lambda i: i.code)
def test_bands_leave_no_total_out_and_hold_none_twice(instrument):
    if not instrument.bands:
        return
    for total in range(highest_total(instrument) + 1):
        assert len([b for b in instrument.bands if b.lowest <= total <= b.highest]) == 1
    assert instrument.band(highest_total(instrument) + 1) is None


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda i: i.code)
def test_every_definition_survives_being_stored(instrument):
    assert from_json(instrument.as_json()) == instrument
    for item in instrument.items:
        assert not item.allows(item.highest + 1)
        assert not item.allows(True)


def test_the_first_two_kept_their_checksums():
    """New properties may come; what an old version says must not change with them. Control: writing
    out properties that have their usual value makes both red."""
    stored = {i.code: i.checksum()[:12] for i in INSTRUMENTS if i.code in ("PHQ-9", "GAD-7")}
    assert stored == {"PHQ-9": "18b4e1184aa0", "GAD-7": "d597febf1b20"}


WORDED = {
    "PHQ-9", "GAD-7", "PCL-5", "WHO-5", "AUDIT-C", "MOOD", "ANXIETY", "SIDE_EFFECTS", "URINARY",
    "URINARY-1", "COGNITION", "MADRS", "HAM-D", "BDI-II",
}  # fmt: skip


def test_only_wording_that_may_be_shown_ships():
    """Control: one question of a licensed form typed into its file makes this red."""
    assert {i.code for i in INSTRUMENTS if i.is_worded} == WORDED
    for instrument in INSTRUMENTS:
        if instrument.code not in WORDED:
            assert not any(item.text for item in instrument.items), instrument.code
            texts = {choice.text for item in instrument.items for choice in item.choices}
            assert texts <= {"", "No", "Yes"}, instrument.code


# --- PCL-5 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("total", "band"), [(0, "BELOW"), (30, "BELOW"), (31, "PROBABLE")])
def test_pcl5_cutoff_by_total(total, band):
    result = read(PCL5, adding_up_to(PCL5, total))
    assert (result.total, result.band.code) == (total, band)


def pcl5(**symptoms):
    """So many symptoms of 2 in each cluster, nothing else."""
    first = {"B": 1, "C": 6, "D": 8, "E": 15}
    answers = everywhere(PCL5, 0)
    for cluster, count in symptoms.items():
        answers |= {str(first[cluster] + n): 2 for n in range(count)}
    return answers


@pytest.mark.parametrize(
    ("symptoms", "positive"),
    [
        ({"B": 1, "C": 1, "D": 2, "E": 2}, True),
        ({"B": 0, "C": 1, "D": 2, "E": 2}, False),
        ({"B": 1, "C": 0, "D": 2, "E": 2}, False),
        ({"B": 1, "C": 1, "D": 1, "E": 2}, False),
        ({"B": 1, "C": 1, "D": 2, "E": 1}, False),
        ({"B": 5, "C": 2, "D": 7, "E": 6}, True),
    ],
)
def test_pcl5_clusters_stand_beside_the_sum(symptoms, positive):
    """Six symptoms of 2 make only 12 points and yet meet the rule; the two are not the same."""
    result = read(PCL5, pcl5(**symptoms))
    assert result.positive is positive
    assert result.total == 2 * sum(symptoms.values())


def test_pcl5_a_symptom_begins_at_moderately():
    answers = {key: min(value, 1) for key, value in pcl5(B=5, C=2, D=7, E=6).items()}
    assert met(read(PCL5, answers)) == {"B": False, "C": False, "D": False, "E": False}


def test_pcl5_paper_may_lack_two_and_never_three():
    full = everywhere(PCL5, 2)
    two = {key: value for key, value in full.items() if key not in ("19", "20")}
    result = read(PCL5, two, entry=Entry.PAPER)
    assert (result.total, result.prorated, result.exact_total) == (40, True, None)
    three = {key: value for key, value in two.items() if key != "18"}
    assert read(PCL5, three, entry=Entry.PAPER).total is None
    assert read(PCL5, two).total is None  # a screen asks for every item


def test_pcl5_clusters_never_read_an_estimate():
    """Item 6 and 7 left out: cluster C may be met or not, so nothing is said. Control: counting a gap
    as "not a symptom" makes this False."""
    answers = {k: v for k, v in pcl5(B=1, D=2, E=2).items() if k not in ("6", "7")}
    result = read(PCL5, answers, entry=Entry.PAPER)
    assert (met(result)["C"], result.positive, result.prorated) == (None, None, True)
    # once another cluster is not met, the missing answers change nothing
    answers = {k: v for k, v in pcl5(B=0, D=2, E=2).items() if k not in ("6", "7")}
    assert read(PCL5, answers, entry=Entry.PAPER).positive is False
    # and what is proven stays proven
    answers = {k: v for k, v in pcl5(B=2, C=1, D=2, E=2).items() if k != "5"}
    assert read(PCL5, answers, entry=Entry.PAPER).positive is True


# --- AUDIT-C -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "sex", "positive"),
    [
        (2, "FEMALE", False),
        (3, "FEMALE", True),
        (3, "MALE", False),
        (4, "MALE", True),
        (3, "", None),  # the one total where it matters who drinks
        (3, "OTHER", None),
        (3, "UNKNOWN", None),
        (2, "", False),
        (4, "UNKNOWN", True),
        (12, "OTHER", True),
    ],
)
def test_audit_c_cutoffs_by_recorded_sex(total, sex, positive):
    answers = {"1": min(total, 4), "2": min(max(total - 4, 0), 4), "3": max(total - 8, 0)}
    result = read(AUDIT_C, answers, sex=sex)
    assert (result.total, result.positive) == (total, positive)


def test_audit_c_asks_nothing_more_of_who_never_drinks():
    assert AUDIT_C.missing({"1": 0}) == ()
    assert read(AUDIT_C, {"1": 0}, sex="FEMALE").total == 0
    # changed from weekly to never: the later answers stay kept and count for nothing
    assert read(AUDIT_C, {"1": 0, "2": 4, "3": 4}).total == 0
    assert AUDIT_C.missing({"1": 1}) == ("2", "3")


# --- WHO-5 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "total", "band"),
    [
        (0, 0, "VERY_LOW"),
        (7, 28, "VERY_LOW"),
        (8, 32, "LOW"),
        (12, 48, "LOW"),
        (13, 52, "GOOD"),
        (25, 100, "GOOD"),
    ],
)
def test_who5_is_the_raw_score_times_four(raw, total, band):
    """A published calculator takes 5 from the raw score first: 13 would be 32."""
    result = read(WHO5, adding_up_to(WHO5, raw))
    assert (result.total, result.band.code) == (total, band)


def test_who5_is_the_one_where_more_is_better():
    assert {i.code for i in INSTRUMENTS if i.higher_is_better} == {"WHO-5", "MOOD"}
