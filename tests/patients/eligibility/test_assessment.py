"""Unknown is never absent; a hard stop has no note that opens it; a relative one needs a reason."""

from datetime import date, timedelta

import pytest

from patients.eligibility.assessment import (
    EligibilityPolicy,
    Finding,
    FindingStatus,
    UnknownExclusion,
    Why,
    age_on,
    assess,
    is_old_enough,
    is_valid,
    valid_until,
)
from patients.eligibility.exclusion import ABSOLUTE, BY_CODE, CATALOGUE, RELATIVE, Level

POLICY = EligibilityPolicy()
DAY = date(2026, 3, 2)
REASON = "Stable for a year on treatment."


def all_absent_but(*changed):
    rows = {e.code: Finding(e.code, FindingStatus.ABSENT) for e in CATALOGUE}
    rows.update({finding.code: finding for finding in changed})
    return rows.values()


def why(*changed):
    assessment = assess(all_absent_but(*changed), POLICY)
    return {block.exclusion.code: block.why for block in assessment.blocks}


def test_the_catalogue_is_the_whole_list():
    assert [e.code for e in ABSOLUTE] == [f"X{n:02}" for n in range(1, 19)]
    assert [e.code for e in RELATIVE] == [f"R{n:02}" for n in range(1, 17)]
    assert {e.level for e in ABSOLUTE} == {Level.HARD}
    assert {e.level for e in RELATIVE} == {Level.RX}
    assert all(e.label and "[" in e.source for e in CATALOGUE)


def test_everything_absent_is_clear():
    assessment = assess(all_absent_but(), POLICY)
    assert assessment.is_clear
    assert assessment.is_answered


def test_nothing_asked_blocks_on_every_row():
    assessment = assess([], POLICY)
    assert len(assessment.blocks) == len(CATALOGUE) == 34
    assert {block.why for block in assessment.blocks} == {Why.NOT_ASKED}
    assert not assessment.is_answered


@pytest.mark.parametrize("code", list(BY_CODE))
def test_unknown_blocks_on_every_row(code):
    """Without the UNKNOWN branch an unknown row reads as absent and all 34 cases go red."""
    assert why(Finding(code, FindingStatus.UNKNOWN)) == {code: Why.UNKNOWN}


@pytest.mark.parametrize("code", list(BY_CODE))
def test_one_row_never_asked_blocks(code):
    rows = [finding for finding in all_absent_but() if finding.code != code]
    blocks = assess(rows, POLICY).blocks
    assert [(b.exclusion.code, b.why) for b in blocks] == [(code, Why.NOT_ASKED)]


@pytest.mark.parametrize("code", [e.code for e in ABSOLUTE])
def test_no_note_opens_a_hard_stop(code):
    finding = Finding(code, FindingStatus.ACTIVE, "Seen in the record", REASON, DAY)
    assert why(finding) == {code: Why.PRESENT}


@pytest.mark.parametrize("code", [e.code for e in RELATIVE])
def test_a_dated_reason_answers_a_relative_exclusion(code):
    assert why(Finding(code, FindingStatus.ACTIVE, "", REASON, DAY)) == {}
    assert why(Finding(code, FindingStatus.ACTIVE, "", REASON, None)) == {code: Why.NOTE_MISSING}


@pytest.mark.parametrize(("length", "enough"), [(0, False), (19, False), (20, True)])
def test_a_reason_has_twenty_characters(length, enough):
    note = "a" * length + "   "
    blocked = why(Finding("R01", FindingStatus.ACTIVE, "", note, DAY))
    assert blocked == ({} if enough else {"R01": Why.NOTE_MISSING})


def test_resolved_needs_evidence():
    assert why(Finding("X12", FindingStatus.RESOLVED)) == {"X12": Why.EVIDENCE_MISSING}
    assert why(Finding("X12", FindingStatus.RESOLVED, "Urine screens clear, 2 years")) == {}


@pytest.mark.parametrize("code", ["X03", "X07", "X18"])
def test_what_is_true_for_life_does_not_resolve(code):
    finding = Finding(code, FindingStatus.RESOLVED, "Long ago")
    assert why(finding) == {code: Why.NEVER_RESOLVES}


def test_hard_stops_come_first():
    blocks = assess(
        all_absent_but(
            Finding("R01", FindingStatus.UNKNOWN), Finding("X17", FindingStatus.UNKNOWN)
        ),
        POLICY,
    ).blocks
    assert [(b.exclusion.code, b.level) for b in blocks] == [
        ("X17", Level.HARD),
        ("R01", Level.RX),
    ]


def test_a_row_outside_the_catalogue_is_refused():
    with pytest.raises(UnknownExclusion):
        assess([Finding("X99", FindingStatus.ABSENT)], POLICY)


def test_a_row_found_twice_is_refused():
    rows = [Finding("X01", FindingStatus.ACTIVE), Finding("X01", FindingStatus.ABSENT)]
    with pytest.raises(ValueError, match="twice"):
        assess(rows, POLICY)


@pytest.mark.parametrize(("days", "valid"), [(-1, False), (0, True), (90, True), (91, False)])
def test_a_signature_counts_for_ninety_days(days, valid):
    assert is_valid(DAY, DAY + timedelta(days=days), POLICY) is valid


def test_the_clinic_sets_the_term():
    assert valid_until(DAY, EligibilityPolicy(validity_days=30)) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2008, 3, 2), date(2026, 3, 1), 17),
        (date(2008, 3, 2), date(2026, 3, 2), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_in_whole_years(born, on, age):
    assert age_on(born, on) == age
    assert is_old_enough(born, on, POLICY) is (age >= 18)
