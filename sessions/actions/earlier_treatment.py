"""Writing down treatment elsewhere, and signs that drug is asked for too often or goes missing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from patients.actions import course as courses
from patients.models import Course, Patient
from sessions.actions import review_due
from sessions.models import EarlierTreatment, UseConcern

E = EarlierTreatment
NONE = Decimal(0)


@action(Permission.EXPOSURE_EDIT)
def record(
    patient: Patient,
    *,
    route: str,
    told_by: str,
    named: str = "",
    where: str = "",
    sessions_low: int = 1,
    sessions_high: int | None = None,
    mg_low: Decimal = NONE,
    mg_high: Decimal | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    by: User,
    at: datetime,
) -> EarlierTreatment:
    """One stretch of ketamine elsewhere, as one source tells it: base mg of the whole stretch.

    ``sessions_high`` or ``mg_high`` left out: nobody knows, and no limit is then called kept. The exposure is
    judged anew in the same transaction. Recording the same stretch from the same source twice is refused.
    """
    if patient.merged_into_id is not None:
        raise DomainError(_("This record was merged into another. Write it there."))
    _require_known(route, told_by, named)
    _require_ranges(sessions_low, sessions_high, mg_low, mg_high)
    today = patient.site.today(at)
    for field, day in (("from_on", from_on), ("until_on", until_on)):
        if day is not None and day > today:
            raise InvalidInput(_("This day lies in the future."), field=field)
    if from_on is not None and until_on is not None and until_on < from_on:
        raise InvalidInput(_("It ends before it starts."), field="until_on")
    # The person's row is the lock: two people typing in the same report wait for each other.
    Patient.objects.select_for_update(of=("self",)).get(pk=patient.pk)
    same = E.objects.true().filter(
        patient=patient, route=route, told_by=told_by, from_on=from_on, until_on=until_on
    )
    if same.filter(where__iexact=where.strip()).exists():
        raise DomainError(_("This stretch is on record already, from the same source."))
    row = E(
        patient=patient,
        site_id=patient.site_id,
        route=route,
        told_by=told_by,
        named=named.strip(),
        where=where.strip(),
        sessions_low=sessions_low,
        sessions_high=sessions_high,
        mg_low=mg_low,
        mg_high=mg_high,
        from_on=from_on,
        until_on=until_on,
        recorded_at=at,
        recorded_by=by,
        created_at=at,
    )
    row.save()
    review_due.evaluate(patient.pk, by=by, at=at)
    return row


@action(Permission.EXPOSURE_EDIT)
def mark_mistaken(
    row: EarlierTreatment, *, because: str, by: User, at: datetime
) -> EarlierTreatment:
    """It was somebody else's, or written twice: it counts no more and stays readable."""
    row = E.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.mistaken_at is not None:
        raise DomainError(_("This is marked as a mistake already."))
    if not because.strip():
        raise InvalidInput(_("Say why."), field="because")
    row.mistaken_at, row.mistaken_by, row.mistaken_because = at, by, because.strip()
    row.save()
    return row


@action(Permission.EXPOSURE_EDIT)
def report_concern(
    course: Course,
    *,
    kind: str,
    note: str,
    happened_on: date | None = None,
    by: User,
    at: datetime,
) -> UseConcern:
    """Somebody asked for a dose early or for more, a lozenge was lost, unused drug did not come back."""
    course = courses.lock(course)
    if kind not in UseConcern.Kind.values:
        raise InvalidInput(_("Choose what happened."), field="kind")
    if not note.strip():
        raise InvalidInput(_("Say what happened."), field="note")
    today = course.site.today(at)
    if happened_on is not None and happened_on > today:
        raise InvalidInput(_("This day lies in the future."), field="happened_on")
    if not course.is_open:
        raise DomainError(_("This course is over."))
    concern = UseConcern(
        course=course,
        patient_id=course.patient_id,
        site_id=course.site_id,
        kind=kind,
        note=note.strip(),
        happened_on=happened_on or today,
        recorded_at=at,
        recorded_by=by,
        created_at=at,
    )
    concern.save()
    review_due.evaluate(course.patient_id, by=by, at=at)
    return concern


def _require_known(route: str, told_by: str, named: str) -> None:
    if route not in E.Route.values:
        raise InvalidInput(_("Choose the way it was given."), field="route")
    if told_by not in E.Source.values:
        raise InvalidInput(_("Say where this is from."), field="told_by")
    if told_by != E.Source.PATIENT and not named.strip():
        raise InvalidInput(_("Name the record or report, and its day."), field="named")


def _require_ranges(
    sessions_low: int, sessions_high: int | None, mg_low: Decimal, mg_high: Decimal | None
) -> None:
    if sessions_low < 1:
        raise InvalidInput(
            _("At least one session, or there is nothing to write."), field="sessions_low"
        )
    if sessions_high is not None and sessions_high < sessions_low:
        raise InvalidInput(_("The most cannot be less than the least."), field="sessions_high")
    if mg_low < 0:
        raise InvalidInput(_("An amount cannot be below zero."), field="mg_low")
    if mg_high is not None and (mg_high < mg_low or mg_high <= 0):
        raise InvalidInput(
            _(
                "The most cannot be less than the least, or nothing. Leave it empty if nobody knows."
            ),
            field="mg_high",
        )
