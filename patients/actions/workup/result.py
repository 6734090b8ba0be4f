"""Labs and tests: written down with unit and day, marked against their range, put right, struck out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import InvalidInput
from clinic.policy.terms import ClinicalPolicy
from clinic.tasks.actions.task import complete_for_cause
from patients.actions.workup import entry
from patients.actions.workup.weight import require_believable
from patients.eligibility.measuring import is_possible, kept
from patients.eligibility.result_kinds import BY_KIND, RESULTS, Answered, Mark, Result
from patients.models import Course, TestResult
from patients.policies.workup import policy_or_shipped, usual_range


class Read(TypedDict, total=False):
    """What a result may carry. ``low`` and ``high`` are the laboratory's own range, in the typed unit.

    ``again``: the same value typed a second time, where a weight is hard to believe.
    """

    value: Decimal | None
    second: Decimal | None
    unit: str
    result: str
    low: Decimal | None
    high: Decimal | None
    detail: str
    made_by: str
    taken_at: datetime | None
    again: Decimal | None


@action(Permission.CHART_EDIT)
def record(
    course: Course, *, kind: str, by: User, at: datetime, **read: Unpack[Read]
) -> TestResult:
    """One result, taken at ``taken_at`` (now when left out)."""
    row = entry.write(_made(course, kind, read, at), course, by=by, at=at)
    if kind == TestResult.Kind.URINALYSIS:
        asked, said = urinalysis_key(course.patient_id), _("A result came in.")
        complete_for_cause.step(key=asked, outcome=said, by=by, at=at)
    return row


def urinalysis_key(patient_id: UUID) -> str:
    """The task that asks for a urine test of this patient, while one is open."""
    return f"urinalysis:{patient_id}"


@action(Permission.CHART_EDIT)
def record_sitting(
    course: Course,
    *,
    results: Mapping[str, Read],
    taken_at: datetime | None = None,
    made_by: str = "",
    by: User,
    at: datetime,
) -> list[TestResult]:
    """Several results of one sitting, all or none. A refusal names its field ``KIND-field``.

    Height before weight: a weight is easier to believe beside a height.
    """
    if not results:
        raise InvalidInput(_("Nothing was measured."))
    order = sorted(results, key=lambda kind: (kind != TestResult.Kind.HEIGHT, kind))
    return [_of_sitting(course, kind, results[kind], taken_at, made_by, by, at) for kind in order]


def _of_sitting(
    course: Course,
    kind: str,
    read: Read,
    taken_at: datetime | None,
    made_by: str,
    by: User,
    at: datetime,
) -> TestResult:
    whole: Read = {**read, "taken_at": taken_at, "made_by": made_by}
    try:
        return entry.write(_made(course, kind, whole, at), course, by=by, at=at)
    except InvalidInput as error:
        if error.field in {None, "taken_at", "made_by"}:
            raise
        raise InvalidInput(error.sentence, field=f"{kind}-{error.field}") from error


@action(Permission.CHART_EDIT)
def correct(
    row: TestResult, *, because: str, kind: str, by: User, at: datetime, **read: Unpack[Read]
) -> TestResult:
    """What was written down was wrong; this is right. The wrong one stays to be read."""
    before = entry.strike(row, because=because, by=by, at=at)
    made = _made(before.course, kind, read, at)
    return entry.write(made, before.course, corrects=before, by=by, at=at)


@action(Permission.CHART_EDIT)
def void(row: TestResult, *, because: str, by: User, at: datetime) -> TestResult:
    """Another person's result, or none at all."""
    return entry.strike(row, because=because, by=by, at=at)


def _made(course: Course, kind: str, read: Read, at: datetime) -> TestResult:
    if kind not in BY_KIND:
        raise InvalidInput(_("There is no test called %s.") % kind, field="kind")
    row = TestResult(
        kind=kind,
        detail=read.get("detail", "").strip(),
        made_by=read.get("made_by", "").strip(),
        taken_at=read.get("taken_at") or at,
    )
    if row.taken_at > at:
        raise InvalidInput(_("This lies in the future."), field="taken_at")
    if row.taken_at.date() < course.patient.birth_date:
        raise InvalidInput(_("This lies before the patient's birth."), field="taken_at")
    policy = policy_or_shipped(course.site_id, at)
    if kind == TestResult.Kind.COGNITION_T and not row.detail:
        raise InvalidInput(_("Say which test gave the score."), field="detail")
    if row.about.answered in RESULTS:
        _set_result(row, read)
    else:
        _set_value(row, read)
        _set_range(row, read, policy)
    if kind == TestResult.Kind.WEIGHT:
        value, again = read.get("value"), read.get("again")
        require_believable(row, course, policy, value=value, again=again)
    return row


def _set_result(row: TestResult, read: Read) -> None:
    if read.get("value") is not None:
        raise InvalidInput(_("This test has no number."), field="value")
    said = read.get("result", "")
    if said not in RESULTS[row.about.answered]:
        raise InvalidInput(_("Choose the result."), field="result")
    row.result = said
    if said == Result.ABNORMAL and not row.detail:
        raise InvalidInput(_("Say what was found."), field="detail")
    if said in {Result.POSITIVE, Result.ABNORMAL}:
        row.mark = Mark.ABNORMAL.value


def _set_value(row: TestResult, read: Read) -> None:
    about, value, unit = row.about, read.get("value"), read.get("unit", "")
    if read.get("result"):
        raise InvalidInput(_("This test is a number."), field="result")
    if value is None:
        raise InvalidInput(_("A number is needed."), field="value")
    if unit not in about.units:
        units = ", ".join(about.units)
        raise InvalidInput(_("Say the unit: %s.") % units, field="unit")
    row.unit, row.typed = about.unit, f"{value} {unit}"
    row.value = _possible(row, value, unit, "value")
    second = read.get("second")
    if about.answered is Answered.PRESSURE:
        if second is None:
            raise InvalidInput(_("A blood pressure has two numbers."), field="second")
        row.second, row.typed = _possible(row, second, unit, "second"), f"{value}/{second} {unit}"
        if row.second >= row.value:
            raise InvalidInput(_("The higher number, systolic, comes first."), field="value")
    elif second is not None:
        raise InvalidInput(_("Only a blood pressure has two numbers."), field="second")


def _possible(row: TestResult, value: Decimal, unit: str, field: str) -> Decimal:
    about = row.about
    found = kept(about, value, unit)
    if not is_possible(about, found):
        raise InvalidInput(
            _("%(value)s %(unit)s cannot be: %(low)s to %(high)s %(kept)s. Is the unit right?")
            % {
                "value": value,
                "unit": unit,
                "low": about.low,
                "high": about.high,
                "kept": about.unit,
            },
            field=field,
        )
    return found


def _set_range(row: TestResult, read: Read, policy: ClinicalPolicy) -> None:
    """The laboratory's own range where it is typed, else the policy's; and on which side the value lies."""
    unit, about = read.get("unit", ""), row.about
    low, high = read.get("low"), read.get("high")
    if low is not None and high is not None and low >= high:
        raise InvalidInput(_("The range begins below its end."), field="low")
    if low is None and high is None:
        row.low, row.high = usual_range(row.kind, policy)
    else:
        row.low = None if low is None else kept(about, low, unit)
        row.high = None if high is None else kept(about, high, unit)
    value = row.value
    if value is None:
        return
    if row.high is not None and value > row.high:
        row.mark = Mark.HIGH.value
    elif row.low is not None and value < row.low:
        row.mark = Mark.LOW.value
    if row.second is not None and row.second > policy.gate.dbp_proceed_max:
        row.mark = Mark.HIGH.value
