"""A suggestion blocks completing until it is taken up or dismissed; the rule says what opens a signature."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from patients.actions import fact, measure, screening, suggestion
from patients.actions.screening_rows import as_read
from patients.actions.workup import pregnancy, result, substance
from patients.eligibility.assessment import FindingStatus
from patients.models import ScreeningFinding, ScreeningSignature, SuggestionAnswer
from patients.policies import suggestion as policies
from patients.policies.screening import NewsNotRead, ScreeningBlocked

NOTE = "Seen by a cardiologist; benefit outweighs."
STROKE = {"name": "Stroke", "code": "230690007", "code_system": "http://snomed.info/sct"}


def found(status, evidence="", note=""):
    return screening.Found(FindingStatus(status), evidence, note)


def asked(sheet, walk):
    known = policies.known_for(sheet, walk.at)
    return {
        (one.suggestion.code, one.state.value): one for one in policies.standings(sheet, known)
    }


def write(sheet, walk, status, evidence=""):
    """The heart's row, by somebody who has read the sheet as it stands."""
    row = {"X09": found(status, evidence)}
    screening.record_findings(sheet, findings=row, base=as_read(sheet), by=walk.nurse, at=walk.at)


@pytest.fixture
def filled(walk):
    """Every row says absent, and a stroke is on record."""
    from tests.patients.conftest import ABSENT

    sheet = walk.screening()
    fact.confirm_condition(
        sheet.patient, started_on=date(2026, 5, 3), by=walk.nurse, at=walk.at, **STROKE
    )
    screening.record_findings(sheet, findings=ABSENT, by=walk.nurse, at=walk.at)
    return sheet


def test_absent_over_what_is_on_record_is_not_complete(filled, walk):
    """Without ``require_suggestions_answered`` the stroke is completed over in silence: red."""
    with pytest.raises(ScreeningBlocked, match="Something on record") as refusal:
        screening.complete(filled, by=walk.nurse, at=walk.at)
    assert refusal.value.details["codes"] == ["X07", "X09"]


def test_a_suggestion_is_never_a_finding(filled):
    assert ScreeningFinding.objects.get(screening=filled, code="X09").status == "ABSENT"


def test_the_words_say_what_when_and_by_which_code(filled, walk):
    one = asked(filled, walk)["X09", "OPEN"].suggestion
    assert policies.sentence(one) == "Stroke, since 3 May 2026 (SNOMED CT 230690007)"


def test_dismissed_with_a_reason_or_written_into_the_row_it_is_complete(filled, walk):
    source = asked(filled, walk)["X07", "OPEN"].suggestion.source
    with pytest.raises(InvalidInput):
        suggestion.dismiss(
            filled, code="X07", source=source, reason=" ", by=walk.nurse, at=walk.at
        )
    suggestion.dismiss(
        filled, code="X07", source=source, reason="Clot, on the scan.", by=walk.nurse, at=walk.at
    )
    later = walk.later(minutes=1)
    write(filled, later, "RESOLVED", "May 2026")
    assert set(asked(filled, later)) == {("X07", "DISMISSED"), ("X09", "TAKEN_UP")}
    assert screening.complete(filled, by=walk.nurse, at=later.at).status == "COMPLETE"
    kept = SuggestionAnswer.objects.get(screening=filled)
    assert (kept.answer, kept.reason, kept.answered_by) == (
        "DISMISSED",
        "Clot, on the scan.",
        walk.nurse,
    )


def test_taken_up_needs_a_row_that_says_so(filled, walk):
    source = asked(filled, walk)["X09", "OPEN"].suggestion.source
    with pytest.raises(DomainError, match="X09 first"):
        suggestion.take_up(filled, code="X09", source=source, by=walk.nurse, at=walk.at)


def test_only_what_was_suggested_is_answered(filled, walk):
    with pytest.raises(InvalidInput, match="no such suggestion"):
        suggestion.dismiss(
            filled, code="X18", source="condition:0", reason="No", by=walk.nurse, at=walk.at
        )
    with pytest.raises(NotAllowed):
        suggestion.dismiss(
            filled, code="X09", source="condition:0", reason="No", by=walk.desk, at=walk.at
        )


def test_a_new_fact_beside_a_row_that_says_so_already_is_asked_again(filled, walk):
    """Without the time of the row in ``stand`` a second stroke hides behind the first: red."""
    later = walk.later(minutes=1)
    write(filled, later, "ACTIVE", "May 2026")
    assert ("X09", "TAKEN_UP") in asked(filled, later)
    fact.confirm_condition(
        filled.patient, by=walk.nurse, at=walk.later(minutes=2).at, name="Heart attack"
    )
    again = walk.later(minutes=3)
    source = asked(filled, again)["X09", "OPEN"].suggestion.source
    suggestion.take_up(filled, code="X09", source=source, by=walk.nurse, at=again.at)
    assert ("X09", "OPEN") not in asked(filled, again)


def test_a_row_emptied_after_taking_up_is_asked_again(filled, walk):
    later, last = walk.later(minutes=1), walk.later(minutes=2)
    write(filled, later, "ACTIVE", "May")
    write(filled, last, "ABSENT")
    assert ("X09", "OPEN") in asked(filled, last)


# what comes on record, the rows it asks about, whether a signed screening is opened by it
def new_drug(course, walk):
    fact.confirm_medication(course.patient, name="Theophylline", by=walk.nurse, at=walk.at)


def harmless_drug(course, walk):
    fact.confirm_medication(course.patient, name="Ibuprofen", by=walk.nurse, at=walk.at)


def old_bleed(course, walk):
    fact.confirm_condition(
        course.patient, name="Subarachnoid haemorrhage", is_past=True, by=walk.nurse, at=walk.at
    )


def allergy(course, walk):
    fact.confirm_allergy(course.patient, name="Ketamine", by=walk.nurse, at=walk.at)


def pregnant(course, walk):
    pregnancy.record(
        course,
        answer="YES",
        now="PREGNANT",
        answered_by="PATIENT",
        by=walk.nurse,
        at=walk.at,
    )


def not_pregnant(course, walk):
    pregnancy.record(
        course, answer="YES", now="NEITHER", answered_by="PATIENT", by=walk.nurse, at=walk.at
    )


def high_liver(course, walk):
    result.record(course, kind="ALT", value=Decimal(200), unit="U/L", **_made(walk))


def usual_liver(course, walk):
    result.record(course, kind="ALT", value=Decimal(20), unit="U/L", **_made(walk))


def positive_hcg(course, walk):
    result.record(course, kind="HCG", result="POSITIVE", **_made(walk))


def high_pressure(course, walk):
    result.record(
        course,
        kind="BLOOD_PRESSURE",
        value=Decimal(170),
        second=Decimal(90),
        unit="mmHg",
        **_made(walk),
    )


def ketamine_use(course, walk):
    substance.record(course, substance="KETAMINE", use="CURRENT", by=walk.nurse, at=walk.at)


def no_ketamine(course, walk):
    substance.record(course, substance="KETAMINE", use="NEVER", by=walk.nurse, at=walk.at)


def _made(walk):
    return {"taken_at": walk.at - timedelta(minutes=5), "by": walk.nurse, "at": walk.at}


@pytest.mark.parametrize(
    ("happens", "opens", "names"),
    [
        (new_drug, True, ["medication: Theophylline", "X13"]),
        (harmless_drug, True, ["medication: Ibuprofen"]),
        (old_bleed, True, ["diagnosis: Subarachnoid haemorrhage", "X07"]),
        (allergy, True, ["allergy: Ketamine", "X03"]),
        (pregnant, True, ["pregnancy: Pregnant", "X02"]),
        (not_pregnant, False, []),
        (positive_hcg, True, ["Pregnancy test", "X02"]),
        (high_liver, True, ["ALT 200 U/L", "X11"]),
        (usual_liver, False, []),
        (high_pressure, True, ["Blood pressure 170/90 mmHg", "X08"]),
        (ketamine_use, True, ["Ketamine", "X12"]),
        (no_ketamine, False, []),
    ],
)
def test_what_comes_on_record_opens_a_signature_by_rule_and_is_named(walk, happens, opens, names):
    """Without ``reopen_for_new`` nothing is opened, without ``reopens`` everything is: red either way."""
    course = walk.eligible()
    happens(course, walk.later(hours=1))
    sheet = course.screenings.get()
    assert sheet.status == ("REOPENED" if opens else "SIGNED")
    assert all(name in sheet.reopened_because for name in names), sheet.reopened_because


def test_what_is_new_is_read_before_it_is_signed_over(walk):
    """Without ``require_read`` a prescriber signs over a drug nobody showed them: red."""
    course = walk.eligible()
    new_drug(course, walk.later(hours=1))
    later = walk.later(hours=2)
    sheet = course.screenings.get()
    with pytest.raises(NewsNotRead, match="Theophylline"):
        later.sign(sheet, outcome="INELIGIBLE", reasons=["X13"], note="To the practice")
    sources = later.news(sheet)
    with pytest.raises(ScreeningBlocked, match="X13"):
        later.sign(sheet, read=sources)
    suggestion.dismiss(
        sheet,
        code="X13",
        source=sources[0],
        reason="Stopped last week; the pharmacy confirms.",
        by=walk.prescriber,
        at=later.at,
    )
    harmless_drug(course, walk.later(hours=3))
    last = walk.later(hours=4)
    with pytest.raises(NewsNotRead, match="Ibuprofen"):
        last.sign(sheet, read=sources)
    assert last.sign(sheet, read=last.news(sheet)).status == "SIGNED"
    signature = ScreeningSignature.objects.filter(screening=sheet, is_again=True).get()
    assert [one["rows"] for one in signature.read] == [["X13"], []]


def test_a_fact_that_comes_after_completing_is_read_before_the_first_signature(walk):
    sheet = walk.complete_screening()
    fact.confirm_medication(
        sheet.patient, name="Ibuprofen", by=walk.nurse, at=walk.later(minutes=1).at
    )
    with pytest.raises(NewsNotRead):
        walk.later(minutes=2).sign(sheet)


def test_weight_and_height_speak_together(walk):
    sheet = walk.screening()
    for kind, value, unit in (
        ("HEIGHT", Decimal(170), "cm"),
        ("WEIGHT", Decimal(102), "kg"),
    ):
        result.record(sheet.course, kind=kind, value=value, unit=unit, **_made(walk))
    one = asked(sheet, walk)["R01", "OPEN"].suggestion
    assert Decimal(one.number) == Decimal("35.3")


def test_an_estimated_score_does_not_take_the_place_of_a_counted_one(walk):
    """Control: with estimates read the newer form of 20 points silences the 40 that were counted."""
    sheet = walk.screening()
    keys = [str(n) for n in range(1, 21)]
    told = {"by": walk.nurse, "at": walk.at, "instrument": "PCL-5"}
    measure.record(sheet.patient, answers=dict.fromkeys(keys, 2), **told)
    measure.record(sheet.patient, answers=dict.fromkeys(keys[2:], 1), entry="PAPER", **told)
    assert "R11" in {code for code, _state in asked(sheet, walk)}
