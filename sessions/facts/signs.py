"""What a result, an answer or an adverse event says of bladder, liver and memory."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from patients.eligibility import result_kinds
from patients.models import MeasureAnswer, MeasureResponse, TestResult
from sessions.models import AdverseEvent, Term

ICSI, URINARY, COGNITION = "ICSI", "URINARY", "COGNITION"
#: Of the bladder check: either, even once, pauses.
PAIN_OR_BLOOD = ("PAIN", "BLOOD")
#: Of the memory check: its comparison with the time before treatment, from "a little worse".
COMPARED, WORSE_FROM = "CHANGE", 2
COGNITION_TESTS, IN_T = result_kinds.COGNITION, "COGNITION_T"
LIVER = ("ALT", "AST")
#: With these a smaller rise of the liver tests counts.
LIVER_TERMS = frozenset({Term.ABDOMINAL_PAIN, Term.BILIARY_EVENT})
SETTLED = ("RESOLVED", "RESOLVED_SEQUELAE")


def answers(response_id: UUID, items: tuple[str, ...]) -> dict[str, int]:
    """Some answers of one questionnaire."""
    rows = MeasureAnswer.objects.filter(response=response_id, item__in=items)
    return {row.item: row.value for row in rows.plain("item", "value")}


def first_total(records: list[UUID], code: str, *, but: UUID, on: datetime) -> int | None:
    """The person's first exact score of that questionnaire, before this one."""
    rows = (
        MeasureResponse.objects.complete()
        .of(code)
        .filter(patient__in=records, total__isnull=False, prorated=False, completed_at__lte=on)
        .exclude(pk=but)
        .order_by("answered_on", "completed_at", "pk")
    )
    first = rows.first()
    return None if first is None else first.total


def says_worse(response_id: UUID) -> bool:
    """Whether this memory check says: worse than before treatment."""
    return answers(response_id, (COMPARED,)).get(COMPARED, 0) >= WORSE_FROM


def newest_memory_check(records: list[UUID]) -> UUID | None:
    """The memory check the person answered last."""
    rows = MeasureResponse.objects.complete().of(COGNITION).filter(patient__in=records)
    newest = rows.order_by("-answered_on", "-completed_at", "-pk").first()
    return None if newest is None else newest.pk


def cognition_tests(records: list[UUID]) -> dict[str, list[TestResult]]:
    """The standing results of each test, the first one first."""
    rows = TestResult.objects.done().of(*COGNITION_TESTS).filter(patient__in=records)
    found: dict[str, list[TestResult]] = {}
    for row in rows.order_by("taken_at", "pk"):
        found.setdefault(row.kind, []).append(row)
    return found


def has_liver_symptoms(records: list[UUID]) -> bool:
    """A belly or bile complaint that has not settled."""
    rows = AdverseEvent.objects.standing().filter(
        patient__in=records, term__in=sorted(LIVER_TERMS)
    )
    return bool(rows.exclude(outcome__in=SETTLED).exists())


def newest_liver(records: list[UUID]) -> list[TestResult]:
    """The newest ALT and AST of the person."""
    rows = TestResult.objects.done().of(*LIVER).filter(patient__in=records)
    newest: dict[str, TestResult] = {}
    for row in rows.order_by("-taken_at", "-pk"):
        newest.setdefault(row.kind, row)
    return [newest[kind] for kind in LIVER if kind in newest]
