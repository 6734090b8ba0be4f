"""One patient's way through the clinic, a step at a time, each through the action a person would take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clinic.accounts.actions import staff
from clinic.accounts.models import User
from clinic.accounts.roles import Role
from clinic.accounts.system import DEMO
from clinic.demo import post, workup
from clinic.demo.cast import birth_date, name
from clinic.demo.opening import House
from clinic.outbox.actions import contact_point
from clinic.scheduling.actions import appointment as appointments
from clinic.scheduling.actions import escort as escorts
from clinic.scheduling.models import Appointment, Escort, Kind, Room
from clinic.web.doors import PASSWORD
from consent.actions import consent as consents
from consent.models import Consent
from integration.actions import note as notes
from integration.actions import therapy_session
from integration.models import PreparationTopic, ProgressNote, TherapySession
from patients.actions import care_team, fact, measure, screening
from patients.actions import course as courses
from patients.actions import patient as patients
from patients.eligibility.assessment import FindingStatus, age_on
from patients.eligibility.exclusion import CATALOGUE
from patients.eligibility.readings import OLD_AGE
from patients.models import Course, CourseStep, Patient, Protocol, Screening

HEART_SEEN = screening.Found(
    FindingStatus.ACTIVE,
    "Age. Blood pressure 128/76 at home, ECG without findings.",
    "Seen by the practice; pressure is taken every ten minutes. The depression weighs more.",
)
ABSENT = {each.code: screening.Found(FindingStatus.ABSENT) for each in CATALOGUE}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PHQ9_ITEMS = [str(n) for n in range(1, 10)]
GAD7_ITEMS = [str(n) for n in range(1, 8)]


TOPICS = dict.fromkeys(PreparationTopic.Topic.values, "Talked through; nothing left open.")


def spread(total: int, items: list[str], *, last: int | None = None) -> dict[str, int]:
    """Answers that add up to ``total``; ``last`` fixes the last item (PHQ-9's item 9)."""
    answers = dict.fromkeys(items, 0)
    free = items if last is None else items[:-1]
    left = total - (last or 0)
    while left > 0:
        for item in free:
            if left > 0 and answers[item] < 3:
                answers[item] += 1
                left -= 1
    if last is not None:
        answers[items[-1]] = last
    return answers


@dataclass
class Story:
    """A patient at a house, and who looks after them."""

    house: House
    number: int
    prescriber: User
    therapist: User
    nurse: User
    patient: Patient
    course: Course | None = None

    @classmethod
    def register(cls, house: House, number: int, *, at: datetime, email: str = "") -> Story:
        """The desk writes the person down, with a phone that is nobody's."""
        given, family = name(number)
        phone = f"505-555-{1000 + number:04d}"[:12]
        patient = patients.register(
            house.site,
            given_name=given,
            family_name=family,
            birth_date=birth_date(number),
            phone=phone,
            email=email or f"{given.lower()}.{number}@patients.example",
            sex="FEMALE" if number % 2 else "MALE",
            can_become_pregnant="YES" if number % 2 and number % 3 else "NO",
            by=house.desk,
            at=at,
        )
        therapists, prescribers, nurses = (
            house.all_of(role) for role in (Role.THERAPIST, Role.PRESCRIBER, Role.NURSE)
        )
        story = cls(
            house,
            number,
            prescribers[number % len(prescribers)],
            therapists[number % len(therapists)],
            nurses[number % len(nurses)],
            patient,
        )
        for kind, address in (("SMS", f"+1505555{1000 + number:04d}"), ("EMAIL", patient.email)):
            contact_point.set_contact_point(
                site=house.site,
                patient_id=patient.pk,
                kind=kind,
                address=address,
                consented=True,
                verified=True,
                by=house.desk,
                at=at,
            )
        return story

    def give_account(self, *, at: datetime) -> None:
        """The patient signs in to their own pages, with the demo's password."""
        site = self.house.site
        account = staff.invite(
            site,
            email=self.patient.email,
            name=self.patient.full_name,
            role=Role.PATIENT,
            by=DEMO,
            at=at,
        )
        staff.set_password(account, password=PASSWORD, by=DEMO, at=at)
        self.patient = patients.give_account(
            self.patient, account=account, by=self.house.desk, at=at
        )

    # --- before the first dose -------------------------------------------------------------------

    def refer(self, protocol: str, *, at: datetime) -> Course:
        """A course is opened: referred, with the plan it will follow."""
        plan = Protocol.objects.filter(code=protocol).order_by("-number")[0]
        self.course = courses.open_course(self.patient, protocol=plan, by=self.house.desk, at=at)
        return self.course

    def screen(self, *, at: datetime, **changed: Any) -> Screening:
        """The intake: facts of the chart, each exclusion asked, baseline scores."""
        sheet = screening.start(self.of_course(), by=self.nurse, at=at)
        fact.confirm_condition(
            self.patient, name="Major depressive disorder, recurrent", by=self.prescriber, at=at
        )
        fact.confirm_medication(self.patient, name="Sertraline 100 mg", by=self.prescriber, at=at)
        fact.confirm_no_allergies(self.patient, by=self.nurse, at=at)
        if age_on(self.patient.birth_date, sheet.site.today(at)) >= OLD_AGE:
            changed.setdefault("R02", HEART_SEEN)
        workup.gather(sheet, self.number, nurse=self.nurse, at=at)
        screening.record_findings(sheet, findings={**ABSENT, **changed}, by=self.nurse, at=at)
        return sheet

    def sign_screening(self, sheet: Screening, *, at: datetime, **outcome: Any) -> None:
        """The prescriber's answer."""
        screening.complete(sheet, by=self.nurse, at=at)
        screening.sign(sheet, by=self.prescriber, at=at, authenticated_at=at, **outcome)
        self.refresh()

    def ask(self, phq9: int, gad7: int | None, *, at: datetime, item9: int = 0) -> None:
        """Questionnaires, filled in on paper and entered by the nurse."""
        for instrument, items, total, last in (
            ("PHQ-9", PHQ9_ITEMS, phq9, item9),
            ("GAD-7", GAD7_ITEMS, gad7, None),
        ):
            if total is not None:
                measure.record(
                    self.patient,
                    instrument=instrument,
                    answers=spread(total, items, last=last),
                    course=self.course,
                    by=self.nurse,
                    at=at,
                )

    def sign_consents(self, *, at: datetime) -> None:
        """Every form read element by element, answered, capacity attested, signed at the clinic's device."""
        for form in Consent.objects.unsigned().filter(course=self.of_course()).order_by("type"):
            wording = form.form.wording
            consents.attest_capacity(
                form,
                understands=True,
                appreciates=True,
                reasons=True,
                expresses_a_choice=True,
                by=self.prescriber,
                at=at,
                authenticated_at=at,
            )
            consents.sign(
                form,
                typed_name=self.patient.full_name,
                acknowledged=[element.key for element in wording.elements],
                answers={question.key: "In my own words." for question in wording.questions},
                by=self.nurse,
                at=at,
                authenticated_at=at,
            )
        self.refresh()

    def take_on(self, *, at: datetime) -> None:
        """The therapist and the prescriber join the care team."""
        for user, role in ((self.therapist, "THERAPIST"), (self.prescriber, "PRESCRIBER")):
            care_team.assign(self.patient, user=user, role=role, by=self.house.desk, at=at)

    # --- the calendar ----------------------------------------------------------------------------

    def book(
        self,
        kind: str,
        starts_at: datetime,
        *,
        at: datetime,
        room: Room | None = None,
        step: CourseStep | None = None,
        route: str = "",
    ) -> Appointment:
        """The desk books a visit with the people it needs, all rostered that day."""
        post.post_due(self.patient.pk, until=at)
        day = self.house.site.local(starts_at).date()
        needed: dict[str, list[tuple[User, str]]] = {
            Kind.DOSING: [(self.nurse, Role.NURSE), (self.therapist, Role.THERAPIST)],
            Kind.SCREENING: [(self.prescriber, Role.PRESCRIBER)],
            Kind.REVIEW: [(self.prescriber, Role.PRESCRIBER)],
        }
        who = needed.get(kind, [(self.therapist, Role.THERAPIST)])
        for user, role in who:
            self.house.roster(user, Role(role), day, at=at)
        self.house.roster(self.prescriber, Role.PRESCRIBER, day, at=at)
        return appointments.book(
            self.patient,
            kind=kind,
            site=self.house.site,
            room=room,
            staff=who,
            starts_at=starts_at,
            course=self.course,
            step=step,
            route=route,
            by=self.house.desk,
            at=at,
        )

    def next_step(self, kind: str) -> CourseStep | None:
        """The first planned step of that kind that no visit fills yet."""
        planned = CourseStep.objects.still_planned().filter(course=self.course, kind=kind)
        filled = Appointment.objects.standing().filter(course=self.course, step__isnull=False)
        return planned.exclude(pk__in=filled.values("step")).order_by("number").first()

    def name_escort(self, visit: Appointment, *, at: datetime) -> Escort:
        return escorts.promise(
            visit,
            name="Robin Alsofictive",
            phone="505-555-0177",
            relation="sibling",
            adult=True,
            by=self.house.desk,
            at=at,
        )

    def arrive(self, visit: Appointment, *, at: datetime) -> Appointment:
        post.post_due(self.patient.pk, until=at)
        return appointments.arrive(visit, by=self.house.desk, at=at)

    # --- therapy ---------------------------------------------------------------------------------

    def talk(
        self,
        visit: Appointment,
        *,
        dose: Appointment | None = None,
        note: str = "",
        signed: bool = True,
    ) -> TherapySession:
        """A preparation or integration hour, held and signed; the note signed, or left as a draft."""
        begin = visit.starts_at
        visit = self.arrive(visit, at=begin - 5 * MINUTE)
        hour = therapy_session.start(visit, dose_appointment=dose, by=self.therapist, at=begin)
        if hour.kind == TherapySession.Kind.PREPARATION:
            therapy_session.record_topics(
                hour, topics=TOPICS, by=self.therapist, at=begin + HOUR / 2
            )
        end = begin + 55 * MINUTE
        paper = ProgressNote.objects.get(session=hour)
        if note:
            paper = notes.save_draft(
                paper, body=note, version=paper.version, by=self.therapist, at=end
            )
        therapy_session.complete(hour, by=self.therapist, at=end, authenticated_at=end)
        if signed and note:
            notes.sign(
                paper, version=paper.version, by=self.therapist, at=end, authenticated_at=end
            )
        self.refresh()
        return hour

    # --- odds and ends ---------------------------------------------------------------------------

    def of_course(self) -> Course:
        if self.course is None:
            raise LookupError("The story has no course yet")
        return self.course

    def refresh(self) -> None:
        """Read the course anew: other verbs moved it."""
        self.of_course().refresh_from_db()

    def move(self, verb: Any, *, by: User | None = None, at: datetime, **why: Any) -> None:
        """A verb of the course itself."""
        post.post_due(self.patient.pk, until=at)
        self.course = verb(self.of_course(), by=by or DEMO, at=at, **why)
