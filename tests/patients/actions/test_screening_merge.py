"""Two people write on one sheet: what one touched is kept, what both touched is kept twice and asked."""

import threading

import pytest

from clinic.core.errors import DomainError, InvalidInput
from patients.actions import finding_clash, screening
from patients.actions.screening_findings import Found
from patients.eligibility.assessment import FindingStatus
from patients.eligibility.merging import merge
from patients.models import FindingClash, Screening, ScreeningFinding
from patients.policies.screening import ScreeningBlocked
from tests.patients.actions.test_course_races import at_once


def found(status, evidence="", note=""):
    return Found(FindingStatus(status), evidence, note)


def rows(sheet):
    found = ScreeningFinding.objects.filter(screening=sheet).order_by("code")
    return {row.code: (row.status, row.evidence) for row in found}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "write", "ask"),
    [
        ("a", "b", "a", {"k": "b"}, {}),  # I alone
        ("a", "a", "b", {}, {}),  # they alone
        ("a", "b", "b", {}, {}),  # both, the same
        ("a", "b", "c", {}, {"k": "b"}),  # both, differently
        (None, "b", None, {"k": "b"}, {}),  # a new row, mine
        (None, "b", "c", {}, {"k": "b"}),  # a new row, both
        ("a", "b", None, {}, {"k": "b"}),  # they emptied what I changed
    ],
)
def test_three_versions_of_a_row(base, mine, theirs, write, ask):
    def sheet(value):
        return {} if value is None else {"k": value}

    merged = merge(sheet(base), sheet(mine), sheet(theirs))
    assert (merged.write, merged.ask) == (write, ask)


@pytest.mark.django_db
def test_rows_that_one_person_touched_are_kept_whoever_saves_last(walk):
    sheet = walk.screening()
    for person, code in ((walk.nurse, "X04"), (walk.prescriber, "X05")):
        screening.record_findings(
            sheet, findings={code: found("ABSENT")}, base={}, by=person, at=walk.at
        )
    assert rows(sheet) == {"X04": ("ABSENT", ""), "X05": ("ABSENT", "")}
    assert not FindingClash.objects.exists()


@pytest.mark.django_db
def test_a_row_that_both_touched_is_kept_twice_and_asked(walk):
    """Without the clash the later one's words are gone, or the earlier one's: red."""
    sheet = walk.screening()
    mine, theirs = found("ABSENT", "Asked today"), found("ACTIVE", "Seen today")
    screening.record_findings(
        sheet, findings={"X05": theirs}, base={}, by=walk.prescriber, at=walk.at
    )
    screening.record_findings(
        sheet,
        findings={"X05": mine, "X06": found("ABSENT")},
        base={},
        by=walk.nurse,
        at=walk.at,
    )
    assert rows(sheet) == {"X05": ("ACTIVE", "Seen today"), "X06": ("ABSENT", "")}
    clash = FindingClash.objects.get(screening=sheet)
    assert (clash.code, clash.status, clash.evidence, clash.typed_by) == (
        "X05",
        "ABSENT",
        "Asked today",
        walk.nurse,
    )
    from tests.patients.conftest import ABSENT

    rest = {code: one for code, one in ABSENT.items() if code != "X05"}
    screening.record_findings(sheet, findings=rest, by=walk.nurse, at=walk.at)
    with pytest.raises(ScreeningBlocked, match="different things"):
        screening.complete(sheet, by=walk.nurse, at=walk.at)
    with pytest.raises(InvalidInput):
        finding_clash.settle(clash, keep="BOTH", by=walk.nurse, at=walk.at)
    finding_clash.settle(clash, keep="TYPED", by=walk.prescriber, at=walk.at)
    assert rows(sheet)["X05"] == ("ABSENT", "Asked today")
    with pytest.raises(DomainError, match="chosen already"):
        finding_clash.settle(clash, keep="STANDING", by=walk.nurse, at=walk.at)
    assert screening.complete(sheet, by=walk.nurse, at=walk.at).status == "COMPLETE"


@pytest.mark.django_db
def test_what_stood_there_stays_when_it_is_chosen(walk):
    sheet = walk.screening()
    for person, status in ((walk.prescriber, "ACTIVE"), (walk.nurse, "ABSENT")):
        screening.record_findings(
            sheet, findings={"X05": found(status)}, base={}, by=person, at=walk.at
        )
    clash = FindingClash.objects.get(screening=sheet)
    finding_clash.settle(clash, keep="STANDING", by=walk.nurse, at=walk.at)
    assert rows(sheet) == {"X05": ("ACTIVE", "")}


@pytest.mark.django_db
def test_the_summary_is_merged_like_a_row_and_line_ends_are_no_change(walk):
    sheet = walk.screening()
    write = {"findings": {}, "at": walk.at}
    screening.record_findings(
        sheet, summary="One\nTwo", base={}, base_summary="", by=walk.nurse, **write
    )
    screening.record_findings(
        sheet,
        summary="One\r\nTwo",
        base={},
        base_summary="One\nTwo",
        by=walk.prescriber,
        **write,
    )
    assert not FindingClash.objects.exists()
    screening.record_findings(
        sheet, summary="Three", base={}, base_summary="", by=walk.prescriber, **write
    )
    clash = FindingClash.objects.get(screening=sheet)
    assert (clash.code, clash.note) == ("SUM", "Three")
    finding_clash.settle(clash, keep="TYPED", by=walk.nurse, at=walk.at)
    assert Screening.objects.get(pk=sheet.pk).summary == "Three"


@pytest.mark.django_db(transaction=True)
def test_two_who_save_in_the_same_instant_lose_nothing(walk, monkeypatch):
    """Two connections, both in ``record_findings`` before either writes.

    Without the lock in ``edit`` both read the empty sheet, both write row X05, and one of them is refused by
    the one-row-an-exclusion constraint with everything it typed: red.
    """
    sheet = walk.screening()
    both = threading.Barrier(2)
    real = screening.record_findings.body

    def slow(*args, **kwargs):
        both.wait(timeout=20)
        return real(*args, **kwargs)

    monkeypatch.setattr(screening.record_findings, "body", slow)

    def save(person, code, status):
        findings = {"X05": found(status, f"By {status}"), code: found("ABSENT")}
        return lambda: screening.record_findings(
            sheet, findings=findings, base={}, by=person, at=walk.at
        )

    outcomes = at_once(save(walk.nurse, "X06", "ABSENT"), save(walk.prescriber, "X07", "ACTIVE"))
    assert [type(each) for each in outcomes] == [Screening, Screening], outcomes
    stands = rows(sheet)
    clash = FindingClash.objects.get(screening=sheet)
    assert set(stands) == {"X05", "X06", "X07"}
    assert {stands["X05"], (clash.status, clash.evidence)} == {
        ("ABSENT", "By ABSENT"),
        ("ACTIVE", "By ACTIVE"),
    }


def test_a_row_nobody_knows_is_refused_also_where_two_versions_of_it_are_sent(walk, signed_policy):
    """Control: without the check the database's own refusal is a broken page."""
    sheet = walk.screening()
    with pytest.raises(InvalidInput, match="no exclusion called X99"):
        screening.record_findings(
            sheet,
            findings={"X99": found("ABSENT")},
            base={"X99": found("ACTIVE")},
            by=walk.nurse,
            at=walk.at,
        )
