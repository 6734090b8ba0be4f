"""Patients of the tests, brought to where a test needs them by walking the real actions."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clinic.accounts.system import SETUP
from patients.actions import care_team, course_step, measure, protocol, safety_alert, screening
from patients.actions import course as courses
from patients.actions import patient as patients
from patients.actions.screening_rows import as_read
from patients.eligibility.assessment import FindingStatus
from patients.eligibility.exclusion import CATALOGUE
from patients.models import CourseStep, Protocol
from patients.policies import suggestion as suggestions
from tests.harness.house import kept

ABSENT = {e.code: screening.Found(FindingStatus.ABSENT) for e in CATALOGUE}
ZEROES = {str(n): 0 for n in range(1, 10)}


@dataclass
class Walk:
    """One clinic's people and the steps they take, at one instant unless told otherwise."""

    site: Any
    desk: Any
    nurse: Any
    prescriber: Any
    therapist: Any
    at: Any

    def register(self, given="Aster", family="Specimen", born=date(1980, 2, 14)):
        return patients.register(
            self.site,
            given_name=given,
            family_name=family,
            birth_date=born,
            by=self.desk,
            at=self.at,
        )

    def plan(self, code="IV_6"):
        plan = Protocol.objects.get(code=code, number=1)
        protocol.offer(self.site, protocol=plan, by=SETUP, at=self.at)
        return plan

    def referred(self, patient=None, code="IV_6"):
        patient = patient or self.register()
        return courses.open_course(patient, protocol=self.plan(code), by=self.desk, at=self.at)

    def screening(self, course=None):
        """A course in screening; answers with the empty screening."""
        return screening.start(course or self.referred(), by=self.nurse, at=self.at)

    def complete_screening(self, course=None, **changed):
        sheet = self.screening(course)
        findings = {**ABSENT, **changed}
        screening.record_findings(
            sheet, findings=findings, base=as_read(sheet), by=self.nurse, at=self.at
        )
        return screening.complete(sheet, by=self.nurse, at=self.at)

    def sign(self, sheet, **outcome):
        return screening.sign(
            sheet, by=self.prescriber, at=self.at, authenticated_at=self.at, **outcome
        )

    def news(self, sheet):
        """What came on record since it was signed or completed: the sources a signer has to read."""
        known = suggestions.known_for(sheet, self.at)
        return [one.source for one in suggestions.new_since(sheet, known)]

    def eligible(self, course=None):
        sheet = self.sign(self.complete_screening(course))
        sheet.course.refresh_from_db()
        return sheet.course

    def consented(self, course=None):
        course = self.eligible(course)
        return courses.mark_consented(course, by=SETUP, at=self.at)

    def preparing(self):
        return courses.start_preparing(self.consented(), by=self.therapist, at=self.at)

    def phq9(self, patient, answers=ZEROES, at=None, **kwargs):
        return measure.record(
            patient, instrument="PHQ-9", answers=answers, by=self.nurse, at=at or self.at, **kwargs
        )

    def answer_alert(self, alert, by=None, at=None):
        """Taken on, assessed and planned: from here a dose may be cleared again."""
        who = {"by": by or self.nurse, "at": at or self.at}
        safety_alert.assess(alert, assessment="Spoke with her", no_screen_because="Phone", **who)
        return safety_alert.plan(alert, plan="Sees her GP", **who)

    def prepare(self, course):
        """Everything the first dose waits for, below the gate."""
        care_team.assign(
            course.patient, user=self.therapist, role="THERAPIST", by=self.desk, at=self.at
        )
        self.finish(course, "PREPARATION", 1)
        self.phq9(course.patient)

    def finish(self, course, kind, number, at=None):
        planned = CourseStep.objects.still_planned().get(course=course, kind=kind, number=number)
        at = at or self.at
        return course_step.finish(planned, done_at=at, by=SETUP, at=at)

    def ready(self):
        course = self.preparing()
        self.prepare(course)
        return courses.mark_ready(course, by=self.therapist, at=self.at)

    def active(self):
        course = courses.activate(self.ready(), by=SETUP, at=self.at)
        self.finish(course, "DOSING", 1)
        return course

    def review_due(self):
        return courses.review_due(self.active(), by=self.prescriber, at=self.at)

    def maintained(self):
        return courses.maintain(
            self.review_due(),
            interval_days=14,
            sessions=6,
            review_on=self.day(90),
            reason="Half the score gone after six doses.",
            by=SETUP,
            at=self.at,
        )

    def paused(self, course=None, reason="PATIENT_REQUEST"):
        return courses.pause(
            course or self.active(),
            reason=reason,
            owner=self.prescriber,
            review_on=self.day(14),
            by=self.nurse,
            at=self.at,
        )

    def day(self, days):
        return self.site.today(self.at) + timedelta(days=days)

    def later(self, **span):
        """The same people, so much later."""
        return Walk(
            self.site,
            self.desk,
            self.nurse,
            self.prescriber,
            self.therapist,
            self.at + timedelta(**span),
        )


@kept
def walk(site, desk, nurse, prescriber, therapist, signed_policy, at):
    return Walk(site, desk, nurse, prescriber, therapist, at)
