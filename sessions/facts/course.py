"""What stands long before the day: screening, what is new since, consent, preparation, measures, past doses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Value

from clinic.audit import reads
from clinic.core.localtime import day_bounds, local_date
from consent.models import Consent, ConsentForm
from consent.standing import ConsentFacts, FormFacts
from patients.eligibility.exclusion import CATALOGUE
from patients.eligibility.qt_drugs import lengthens_qt
from patients.measures.windows import BLADDER_QUESTION as BLADDER
from patients.models import (
    Allergy,
    Condition,
    MeasureAnswer,
    MeasureResponse,
    Medication,
    Screening,
    ScreeningFinding,
    TestResult,
)
from sessions.facts.hanging import all_of
from sessions.gate.facts import (
    BladderFact,
    ChangeFact,
    ExclusionFact,
    MeasureFact,
    PastDose,
    ScreeningFact,
    SuicideScreenFact,
    TestFact,
)
from sessions.models import DosingSession

Ids = Iterable[UUID]
SUICIDE_SCREEN = "SUICIDE_SCREEN"
EXCLUSIONS = tuple((each.code, each.level.value) for each in CATALOGUE)
BASELINES = ("PHQ-9", "GAD-7", "PCL-5")


def screenings(courses: Ids, at: datetime) -> dict[UUID, Any]:
    """The live screening of each course with its findings, and its patient's newest tests and medications."""
    findings = ScreeningFinding.objects.filter(screening=OuterRef("pk"))
    here = {"patient": OuterRef("patient_id")}
    results = TestResult.objects.done().filter(**here, recorded_at__lte=at).newest_of_each()
    medications = Medication.objects.current().filter(**here)
    rows = (
        Screening.objects.live()
        .filter(course__among=courses)
        .annotate(
            f_findings=all_of(findings, id="pk", code="code", status="status", noted="note_at"),
            f_tests=all_of(results, id="pk", kind="kind", at="taken_at"),
            f_medications=all_of(medications, name="name"),
        )
        .plain(
            "id",
            "course_id",
            "status",
            "outcome",
            "signed_at",
            "signed_by_id",
            "reopened_at",
            "f_findings",
            "f_tests",
            "f_medications",
        )
    )
    for kind in ("patients.testresult", "patients.medication"):
        reads.note_all({row.patient_id for row in rows}, kind)
    return {row.course_id: row for row in rows}


def test_facts(row: Any) -> tuple[TestFact, ...]:
    """The newest of each test. Without a screening nothing is asked for them: the screening itself is missing."""
    if row is None:
        return ()
    return tuple(
        TestFact(one["id"], one["kind"], datetime.fromisoformat(one["at"])) for one in row.f_tests
    )


def takes_qt_drug(row: Any) -> bool:
    """Whether a medication on the list lengthens QT, so that an ECG is asked."""
    return row is not None and lengthens_qt(one["name"] for one in row.f_medications)


def screening_fact(row: Any) -> ScreeningFact | None:
    """The signature under it, if there is one."""
    if row is None or row.signed_at is None or row.signed_by_id is None:
        return None
    return ScreeningFact(str(row.id), row.outcome, row.signed_at, str(row.signed_by_id))


def exclusion_facts(row: Any) -> tuple[ExclusionFact, ...] | None:
    """Every row of the catalogue: what nobody asked is unknown, not absent."""
    if row is None:
        return None
    found = {one["code"]: one for one in row.f_findings}
    return tuple(
        [
            ExclusionFact(asked["id"], code, asked["status"], level, _instant(asked["noted"]))
            if (asked := found.get(code))
            else ExclusionFact(f"{row.id}:{code}", code, "UNKNOWN", level)
            for code, level in EXCLUSIONS
        ]
    )


def _instant(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def last_changes(patients: Ids, at: datetime) -> dict[UUID, ChangeFact]:
    """The newest diagnosis, medicine or allergy of each patient that was not a mistake."""
    ids = list(patients)
    parts = [
        model.objects.true()
        .filter(patient__among=ids, confirmed_at__lte=at)
        .order_by("patient_id", "-confirmed_at")
        .distinct("patient_id")
        .values_list("patient_id", Value(kind), "pk", "confirmed_at")
        for model, kind in (
            (Condition, "condition"),
            (Medication, "medication"),
            (Allergy, "allergy"),
        )
    ]
    newest: dict[UUID, ChangeFact] = {}
    for patient, kind, pk, confirmed in parts[0].union(*parts[1:]):
        known = newest.get(patient)
        if known is None or confirmed > known.recorded_at:
            newest[patient] = ChangeFact(str(pk), kind, confirmed)
    reads.note_all(newest, "patients.fact")
    return newest


def change_fact(row: Any, fact: ChangeFact | None) -> ChangeFact | None:
    """A reopened screening is a new fact in itself, also where the fact was struck out since."""
    if row is None or row.status != Screening.Status.REOPENED or row.reopened_at is None:
        return fact
    reopened = ChangeFact(str(row.id), "screening", row.reopened_at)
    return fact if fact is not None and fact.recorded_at > row.reopened_at else reopened


def consents(
    courses: Ids, forms: Mapping[UUID, FormFacts]
) -> dict[UUID, tuple[ConsentFacts, ...]]:
    """Every consent of each course."""
    found: dict[UUID, list[ConsentFacts]] = defaultdict(list)
    for one in Consent.objects.filter(course__among=courses).order_by("pk").facts(forms):
        found[one.course_id].append(one)
    return {course: tuple(rows) for course, rows in found.items()}


def forms() -> dict[UUID, FormFacts]:
    """Every edition ever published: few, and all are needed to know which replaces which."""
    return {form.pk: form.facts for form in ConsentForm.objects.unread().order_by("pk")}


def past_doses(patients: Ids, merged: Mapping[UUID, UUID]) -> dict[UUID, tuple[PastDose, ...]]:
    """Every session in which drug was given, of any course. ``merged``: a second record, and whose it is."""
    found: dict[UUID, list[PastDose]] = defaultdict(list)
    rows = (
        DosingSession.objects.dosed()
        .filter(patient__among=[*patients, *merged])
        .plain(
            "id",
            "course_id",
            "route",
            "first_drug_at",
            "last_drug_at",
            "left_at",
            "given_mg",
            "kg",
        )
    )
    for row in rows:
        found[merged.get(row.patient_id, row.patient_id)].append(
            PastDose(
                str(row.id),
                str(row.course_id),
                row.route,
                row.first_drug_at,
                row.last_drug_at or row.first_drug_at,
                row.left_at,
                row.given_mg,
                row.kg,
            )
        )
    return {patient: tuple(rows) for patient, rows in found.items()}


def measures(patients: Ids, at: datetime) -> dict[UUID, list[Any]]:
    """Complete questionnaires that the gate asks about, the last answered first, with the screener's answers."""
    answers = MeasureAnswer.objects.filter(
        response=OuterRef("pk"), response__instrument__code=SUICIDE_SCREEN
    )
    rows = (
        MeasureResponse.objects.complete()
        .filter(
            patient__among=patients,
            instrument__code__in=[*BASELINES, SUICIDE_SCREEN, BLADDER],
            completed_at__lte=at,
        )
        .annotate(f_answers=all_of(answers, i="item", v="value"))
        .order_by("-answered_on", "-completed_at", "-pk")
        .plain(
            "id",
            "instrument__code",
            "answered_on",
            "started_at",
            "completed_at",
            "site__timezone",
            "total",
            "risk",
            "f_answers",
        )
    )
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.patient_id].append(row)
    return found


def answered_at(row: Any) -> datetime:
    """When it was answered, no later than its day says: one copied from paper of an earlier day is as old as it may be."""
    zone = row.site__timezone
    handled: tuple[datetime, ...] = (row.completed_at, row.started_at)
    for at in handled:
        if local_date(at, zone) == row.answered_on:
            return at
    return day_bounds(row.answered_on, zone)[0]


def baseline(
    rows: Iterable[Any], instrument: str, first_dose_at: datetime | None
) -> MeasureFact | None:
    """The newest of the clinic's measure before the first dose of the course."""
    for row in rows:
        if row.instrument__code == instrument and (
            first_dose_at is None or answered_at(row) <= first_dose_at
        ):
            return MeasureFact(str(row.id), instrument, answered_at(row), row.total)
    return None


def suicide_screen(rows: Iterable[Any]) -> SuicideScreenFact | None:
    """The newest screener. A question behind the skip rule that was not asked counts as no."""
    for row in rows:
        if row.instrument__code == SUICIDE_SCREEN:
            said = {one["i"]: bool(one["v"]) for one in row.f_answers}
            return SuicideScreenFact(
                str(row.id),
                answered_at(row),
                said.get("Q3", False),
                said.get("Q4", False),
                said.get("Q5", False),
                said.get("Q6_RECENT", False),
                row.risk,
            )
    return None


def bladder(rows: Iterable[Any]) -> BladderFact | None:
    """The newest answer to the bladder question."""
    for row in rows:
        if row.instrument__code == BLADDER:
            return BladderFact(str(row.id), answered_at(row), bool(row.total))
    return None
