"""Whose pages these are, and what they still have to do. Read in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.http import Http404

from clinic.accounts.models import User
from clinic.policy.models import PolicyVersion
from clinic.scheduling import outlook
from clinic.scheduling.models import Appointment, Escort, Offer, WaitlistEntry
from consent.models import Consent
from patients.models import (
    Course,
    CourseStep,
    InstrumentDefinition,
    MeasureDue,
    MeasureResponse,
    Patient,
)


@dataclass(frozen=True)
class Fasting:
    """Until when the patient may eat and drink before a dosing visit, by the clinic's signed policy."""

    food_until: datetime
    water_until: datetime


@dataclass(frozen=True)
class Questions:
    """A questionnaire to answer: begun already, or to begin."""

    code: str
    count: int
    response: MeasureResponse | None


@dataclass(frozen=True)
class NextStep:
    """Everything the one card and the list under it say."""

    patient: Patient
    visit: Appointment | None
    escort: Escort | None
    needs_escort: bool
    forms: list[Consent]
    questions: list[Questions]
    fasting: Fasting | None
    done: int
    total: int
    clear: bool
    course: Course | None
    offer: Offer | None = None
    waits: WaitlistEntry | None = None

    @property
    def hours(self) -> int | None:
        """How long to plan for, in whole hours."""
        if self.visit is None:
            return None
        return max(1, round((self.visit.ends_at - self.visit.starts_at) / timedelta(hours=1)))

    @property
    def at(self) -> int:
        """Which step this is, from 1, never past the last."""
        return min(self.done + 1, self.total)

    @property
    def has_list(self) -> bool:
        return bool(self.needs_escort or self.forms or self.questions or self.fasting)

    @property
    def left(self) -> int:
        """How many things are still on the list."""
        return len(self.forms) + len(self.questions) + int(self.needs_escort and not self.escort)


def patient_of(user: User) -> Patient:
    """The person whose account this is, or 404: a staff account has no pages here."""
    own = user.patient_id()
    if own is None:
        raise Http404
    patient = Patient.objects.visible_to(user).filter(pk=own).select_related("site").first()
    if patient is None:
        raise Http404
    return patient


def next_visit(patient: Patient, user: User, now: datetime) -> Appointment | None:
    return (
        Appointment.objects.visible_to(user)
        .filter(patient=patient, ends_at__gt=now, left_at=None)
        .filter(status__in=["BOOKED", "CONFIRMED", "ARRIVED"])
        .with_people()
        .order_by("starts_at")
        .first()
    )


def next_step(user: User, now: datetime) -> NextStep:
    patient = patient_of(user)
    visit = next_visit(patient, user, now)
    course = Course.objects.visible_to(user).filter(patient=patient).open().first()
    steps = list(
        CourseStep.objects.visible_to(user)
        .filter(course=course, kind__in=["PREPARATION", "DOSING", "INTEGRATION"])
        .exclude(status=CourseStep.Status.DROPPED)
    ) if course else []  # fmt: skip
    dosing = visit is not None and visit.kind == "DOSING"
    return NextStep(
        patient=patient,
        visit=visit,
        escort=_escort(visit, user) if dosing else None,
        needs_escort=dosing,
        forms=list(
            Consent.objects.visible_to(user)
            .filter(patient=patient)
            .unsigned()
            .select_related("form")
            .order_by("issued_at", "id")
        ),
        questions=_questions(patient, user, patient.site.today(now)),
        fasting=fasting(visit.site_id, visit.route, visit.starts_at, now)
        if visit and dosing
        else None,
        done=sum(step.status == CourseStep.Status.DONE for step in steps),
        total=len(steps),
        clear=visit is not None and (not dosing or not outlook.blockers([visit], now)),
        course=course,
        offer=Offer.objects.visible_to(user)
        .running()
        .filter(patient=patient, expires_at__gt=now)
        .order_by("expires_at")
        .first(),
        waits=_waits(visit, user) if visit else None,
    )


def _waits(visit: Appointment, user: User) -> WaitlistEntry | None:
    """Their place in the line for an earlier time of this visit."""
    line = WaitlistEntry.objects.visible_to(user).in_line()
    return line.filter(visit_id=visit.visit_id).first()


def _escort(visit: Appointment | None, user: User) -> Escort | None:
    return Escort.objects.visible_to(user).current().filter(appointment=visit).first()


def _questions(patient: Patient, user: User, today: date) -> list[Questions]:
    """What is due now of what a patient answers alone, and what was begun; nothing else. Three queries."""
    due = MeasureDue.objects.visible_to(user).filter(patient=patient).for_patient().now(today)
    codes = list(dict.fromkeys(row.code for row in due.soonest_first()))
    own = MeasureResponse.objects.visible_to(user).filter(patient=patient, status="OPEN")
    begun = {row.instrument.code: row for row in own.select_related("instrument")}
    codes += [code for code in begun if code not in codes]
    known = InstrumentDefinition.objects.visible_to(user).filter(code__in=codes, staff_only=False)
    english = [d.instrument for d in known.current() if d.language == "en"]
    counts = {each.code: len(each.items) for each in english if each.is_worded}
    return [Questions(code, counts[code], begun.get(code)) for code in codes if code in counts]


def fasting(site_id: UUID, route: str, starts_at: datetime, now: datetime) -> Fasting | None:
    """The last meal and the last water before a dosing visit, by the policy in force now."""
    version = PolicyVersion.objects.in_force(site_id, now)
    terms = version.policy.routes.get(route) if version else None
    if terms is None:
        return None
    return Fasting(
        starts_at - _hours(terms.solids_fatty_hours),
        starts_at - _hours(terms.liquids_hours),
    )


def _hours(hours: Decimal) -> timedelta:
    return timedelta(minutes=float(hours) * 60)
