"""A freed infusion tomorrow and the people who would like it, made through the real actions."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from clinic.accounts.roles import Role
from clinic.accounts.system import SETUP
from clinic.outbox.actions import contact_point
from clinic.scheduling import waitlist_clock
from clinic.scheduling.actions import appointment as appointments
from clinic.scheduling.actions import waitlist
from clinic.scheduling.models import FreedTime, Offer, Skip, WaitlistEntry
from patients.actions import care_team, course_step
from patients.actions import course as courses
from patients.actions import patient as patients
from patients.models import CourseStep
from tests.clinic.scheduling.conftest import NINE
from tests.people import hire

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# The clock asks nobody in the three minutes in which a slip can be undone.
SOON = timedelta(minutes=4)
LATER = NINE + DAY


@dataclass
class Line:
    """One site's calendar and its waitlist."""

    calendar: Any
    numbers: Any

    @property
    def walk(self):
        return self.calendar.walk

    @property
    def at(self):
        return self.walk.at

    def person(self, given="Aster", *, account=True, address=True, phone="505-555-0101"):
        """A course that is ready for its first dose, of somebody who can be asked."""
        walk, at = self.walk, self.at
        patient = walk.register(given, "Specimen", born=next(self.numbers))
        course = courses.open_course(patient, protocol=walk.plan(), by=walk.desk, at=at)
        course = courses.start_preparing(walk.consented(course), by=walk.therapist, at=at)
        care_team.assign(patient, user=walk.therapist, role="THERAPIST", by=walk.desk, at=at)
        step = CourseStep.objects.get(course=course, kind="PREPARATION", number=1)
        course_step.finish(step, done_at=at, by=SETUP, at=at)
        walk.phq9(patient)
        course = courses.mark_ready(course, by=walk.therapist, at=at)
        if account:
            user = hire(walk.site, Role.PATIENT, f"{given} Specimen", password=True)
            patients.give_account(patient, account=user, by=walk.desk, at=at)
            user.forget_roles()
        if address:
            contact_point.set_contact_point(
                site=walk.site,
                patient_id=patient.pk,
                kind="SMS",
                address=phone,
                consented=True,
                by=walk.desk,
                at=at,
            )
        course.refresh_from_db()
        return course

    def wait(self, course, *, minutes=0, visit=None, at=None, **wishes):
        """Put them on the waitlist for their next dose, so many minutes after the others."""
        step = course.steps.get(kind="DOSING", number=1)
        return waitlist.put_on(
            course.patient,
            site=self.walk.site,
            step=None if visit else step,
            visit=visit,
            by=self.walk.desk,
            at=at or self.at + minutes * MINUTE,
            **wishes,
        )

    def free(self, course=None, *, starts_at=NINE, at=None, reason="PATIENT_ASKED", **given):
        """Somebody's infusion is booked and called off: the time is free."""
        course = course or self.person("Gone", phone="505-555-0199")
        visit = self.calendar.dosing(course, starts_at=starts_at, **given)
        appointments.cancel(visit, reason=reason, by=self.walk.desk, at=at or self.at)
        return FreedTime.objects.get(appointment=visit)

    def tick(self, after=SOON):
        return waitlist_clock.tick(at=self.at + after)

    def skipped(self, entry, freed=None):
        """The codes of the newest Skip of this entry."""
        skips = Skip.objects.filter(entry=entry).order_by("round")
        newest = (skips.filter(freed_time=freed) if freed else skips).last()
        return newest.codes if newest else []


def running():
    return Offer.objects.running().order_by("created_at", "id")


def fresh(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


__all__ = [
    "DAY",
    "HOUR",
    "LATER",
    "MINUTE",
    "NINE",
    "SOON",
    "Line",
    "WaitlistEntry",
    "fresh",
    "running",
]
