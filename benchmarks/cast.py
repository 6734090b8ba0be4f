"""A clinic for a benchmark, made through the real actions: site, people with papers, policy, rooms, hours, patients.

Imports Django's models: only after `django.setup()`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from clinic.accounts.actions import site as sites
from clinic.accounts.actions import staff
from clinic.accounts.models import Licence, User
from clinic.accounts.roles import Capability, Role
from clinic.accounts.system import SETUP
from clinic.demo import workup
from clinic.outbox.actions import contact_point
from clinic.policy.actions import version as policies
from clinic.scheduling.actions import opening_hours, roster_shift
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.models import Room
from clinic.sites.models import Site
from patients.actions import course as courses
from patients.actions import patient as patients
from patients.actions import protocol, screening
from patients.eligibility.assessment import FindingStatus
from patients.eligibility.exclusion import CATALOGUE
from patients.models import Course, Patient, Protocol

# A Monday at midnight in Denver: days of the benchmark begin here.
OPENS = datetime(2027, 1, 4, 7, 0, tzinfo=UTC)
AT = OPENS - timedelta(days=10)
LONG_AGO = AT - timedelta(days=100)
DAY = timedelta(days=1)
ABSENT = {each.code: screening.Found(FindingStatus.ABSENT) for each in CATALOGUE}
PAPERS = {
    Role.PRESCRIBER: (Licence.Kind.PRESCRIBER, Licence.Kind.DEA, Licence.Kind.ACLS),
    Role.NURSE: (Licence.Kind.NURSE, Licence.Kind.BLS, Licence.Kind.ACLS),
    Role.THERAPIST: (Licence.Kind.THERAPIST,),
}
# Over all sites of a run: they share one database, and a licence is on record once.
_papers = count(1)


@dataclass
class Clinic:
    """One site that never closes, so that a benchmark may book around the clock."""

    site: Site
    manager: User
    director: User
    desk: User
    protocol: Protocol
    people: dict[str, list[User]] = field(default_factory=dict)
    chairs: list[Room] = field(default_factory=list)
    hired: int = 0

    def hire(self, role: Role, *capabilities: Capability) -> User:
        """One more person of that role, with every paper the role needs."""
        self.hired += 1
        name = f"Bench Person {self.hired}"
        user = hire(self.site, role, name, self.manager, capabilities)
        self.people.setdefault(role, []).append(user)
        return user

    def chair(self) -> Room:
        """One more chair."""
        name = f"Chair {len(self.chairs) + 1}"
        room = rooms.open_room(self.site, name=name, kind="DOSING", by=SETUP, at=LONG_AGO)
        self.chairs.append(room)
        return room

    def roster(self, user: User, role: str, days: int, first: int = 0) -> None:
        """On duty around the clock for so many days."""
        for number in range(first, first + days):
            start = OPENS + number * DAY
            roster_shift.roster(
                self.site,
                staff=user,
                role=role,
                starts_at=start,
                ends_at=start + DAY,
                by=SETUP,
                at=AT,
            )

    def patient(self, number: int) -> Patient:
        """Registered, and reachable by text and mail."""
        person = patients.register(
            self.site,
            given_name=f"Number{number}",
            family_name="Benchmark",
            birth_date=date(1980, 1, 1) + timedelta(days=number % 9000),
            by=SETUP,
            at=LONG_AGO,
        )
        for kind, address in (
            ("SMS", f"+15055550{number % 1000:03d}"),
            ("EMAIL", f"number{number}@bench.example"),
        ):
            contact_point.set_contact_point(
                site=self.site,
                patient_id=person.pk,
                kind=kind,
                address=address,
                consented=True,
                by=SETUP,
                at=LONG_AGO,
            )
        return person

    def eligible(self, patient: Patient) -> Course:
        """A course whose screening is signed: doses may be planned and booked."""
        course = courses.open_course(patient, protocol=self.protocol, by=SETUP, at=LONG_AGO)
        sheet = screening.start(course, by=self.director, at=LONG_AGO)
        workup.measure(course, 1, nurse=self.director, at=LONG_AGO)
        screening.record_findings(sheet, findings=ABSENT, by=self.director, at=LONG_AGO)
        screening.complete(sheet, by=self.director, at=LONG_AGO)
        signed = screening.sign(sheet, by=self.director, at=LONG_AGO, authenticated_at=LONG_AGO)
        return Course.objects.get(pk=signed.course_id)


def open_clinic(slug: str) -> Clinic:
    """The site with its medical director, a signed policy, the six-infusion plan, hours around the clock."""
    site = sites.open_site(
        name=f"Bench {slug}",
        neutral_name="Bench",
        slug=slug,
        timezone="America/Denver",
        jurisdiction="US-NM",
        phone="505-555-0100",
        by=SETUP,
        at=LONG_AGO,
    )
    manager = hire(site, Role.MANAGER, "Bench Manager")
    head = (Capability.MEDICAL_DIRECTOR,)
    director = hire(site, Role.PRESCRIBER, "Bench Director", manager, head)
    desk = hire(site, Role.FRONT_DESK, "Bench Desk")
    draft = policies.draft(site, by=director, at=LONG_AGO)
    policies.sign(draft, by=director, at=LONG_AGO, authenticated_at=LONG_AGO)
    plan = Protocol.objects.get(code="IV_6", number=1)
    protocol.offer(site, protocol=plan, by=SETUP, at=LONG_AGO)
    opening_hours.set_opening_hours(
        site,
        rules=[(day, time(0), time(23, 59)) for day in range(7)],
        from_on=site.today(LONG_AGO),
        by=SETUP,
        at=LONG_AGO,
    )
    return Clinic(site, manager, director, desk, plan)


def hire(
    site: Site,
    role: Role,
    name: str,
    manager: User | None = None,
    capabilities: tuple[Capability, ...] = (),
) -> User:
    """A person who works here; their licences verified by the manager."""
    user = staff.invite(
        site,
        email=f"{name.lower().replace(' ', '.')}@{site.slug}.example",
        name=name,
        role=role,
        capabilities=capabilities,
        by=SETUP,
        at=LONG_AGO,
    )
    for kind in PAPERS.get(role, ()):
        national = kind in {Licence.Kind.BLS, Licence.Kind.ACLS}
        paper = staff.record_licence(
            user,
            site=site,
            kind=kind,
            number=_number(kind),
            jurisdiction="US" if national else site.jurisdiction,
            issued_on=date(2025, 1, 1),
            expires_on=date(2028, 12, 31),
            by=SETUP,
            at=LONG_AGO,
        )
        if manager is not None:
            staff.verify_licence(paper, site=site, by=manager, at=LONG_AGO)
    return user


def _number(kind: str) -> str:
    """A licence number that no other paper of the run has; a DEA number's check digit fits."""
    number = next(_papers)
    digits = [int(digit) for digit in f"{100000 + number}"]
    if kind != Licence.Kind.DEA:
        return f"BENCH-{kind}-{number}"
    check = (digits[0] + digits[2] + digits[4] + 2 * (digits[1] + digits[3] + digits[5])) % 10
    return f"AB{100000 + number}{check}"
