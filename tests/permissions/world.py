"""One clinic with at least one row of everything, and somebody in each role, told by the demo's stories."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from clinic.accounts.actions import staff
from clinic.accounts.models import User
from clinic.accounts.roles import Capability, Role
from clinic.accounts.system import PRINTER, SETUP
from clinic.core.actor import acting_as
from clinic.core.ids import uuid7
from clinic.demo.chapters import Chapter
from clinic.demo.diary import Diary
from clinic.demo.opening import House, open_clinic
from clinic.demo.plots import Plot, Stage, Today
from clinic.fhir.actions.referral import import_bundle
from clinic.policy.models import PolicyVersion
from clinic.printing.actions import downtime
from clinic.scheduling.actions import (
    calendar_feed,
    group,
    leave,
    opening_exception,
    room,
    working_pattern,
)
from clinic.scheduling.actions.working_pattern import WeekRule
from clinic.scheduling.models import Appointment, FreedTime, Offer, Skip, WaitlistEntry
from clinic.scheduling.models.calendar_feed import new_secret
from integration.actions import goal
from patients.actions import (
    contact,
    fact,
    interaction,
    measure,
    medication_hold,
    safety_plan,
    screening,
)
from patients.eligibility.assessment import FindingStatus
from patients.models import InteractionCheck, Patient, SafetyPlan, Screening
from sessions.actions import adverse_event, earlier_treatment
from sessions.models import DosingSession
from tests.people import hire, open_site

RUNNING = Plot(1, "thistledown", "IV_6", Stage.ACTIVE, 1, 4, Today.RUNNING)
DECLINED = Plot(4, "thistledown", "IV_6", Stage.INELIGIBLE)
OWN = Plot(
    2, "thistledown", "WEEKLY_IM_4", Stage.ACTIVE, 1, 1, Today.TALK, email="patient@demo.example"
)


@dataclass
class World:
    """``people`` by the matrix's letters; ``mine`` is the patient whose account X signs in to."""

    house: House
    people: dict[str, User] = field(default_factory=dict)
    mine: Patient | None = None
    running: DosingSession | None = None


def build(now: datetime) -> World:
    """Two patients at one site; everything else the routes need."""
    houses = open_clinic(now)
    house = houses["thistledown"]
    diary = Diary(house)
    chapters = [Chapter.laid_out(plot, house, diary, now) for plot in (RUNNING, OWN, DECLINED)]
    for chapter in chapters:
        chapter.roster()
        chapter.tell()
    running, own, _declined = (chapter.story for chapter in chapters)
    world = World(house, mine=own.patient)
    world.running = DosingSession.objects.get(patient=running.patient, status="DOSING")
    world.people = {
        "D": house.people["front"],
        "N": house.people["nurse"],
        "P": house.people["clinician"],
        "T": running.therapist,
        "M": house.people["manager"],
        "A": house.people["auditor"],
        "X": User.objects.get(email="patient@demo.example"),
        "outsider": _outsider(),
    }
    _rest(world, running, now)
    return world


def _outsider() -> User:
    """Every role at another site, none here: must not be told that anything exists."""
    away = open_site("elsewhere", "America/New_York", "US-NY")
    person = hire(away, Role.PRESCRIBER, "Orin Elsewhere", capabilities=list(Capability))
    for role in (Role.FRONT_DESK, Role.THERAPIST, Role.MANAGER):
        staff.invite(
            away,
            email=person.email,
            name=person.name,
            role=role,
            by=SETUP,
            at=datetime(2026, 1, 1, tzinfo=person.created_at.tzinfo),
        )
    return person


def _calendar(house: House, therapist: User, now: datetime) -> None:
    """A day with other hours, a working week, a leave and a group visit, all a month ahead."""
    here, nurse = house.site, house.people["nurse"]
    told = {"by": SETUP, "at": now}
    opens = datetime.combine(here.today(now) + timedelta(days=28), time(9), tzinfo=here.zone)
    opening_exception.set_exception(
        here, on=opens.date(), name="Open day", opens=time(8), closes=time(18), **told
    )
    ends = opens + timedelta(hours=3)
    leave.grant(here, staff=nurse, starts_at=opens, ends_at=ends, kind="TRAINING", **told)
    week = [WeekRule(day, time(8), time(18)) for day in range(7)]
    working_pattern.set_week(
        here,
        staff=therapist,
        role="THERAPIST",
        rules=week,
        from_on=here.today(now) + timedelta(days=20),
        **told,
    )
    circle = room.open_room(here, name="Circle", kind="GROUP", seats=4, **told)
    group.open_group(here, room=circle, staff=[(therapist, "THERAPIST")], starts_at=opens, **told)


def _feeds_and_paper(world: World, now: datetime) -> None:
    """A feed of a nurse and one of the patient; a pack for today."""
    site = world.house.site
    for letter, whose in (("N", "STAFF"), ("X", "PATIENT")):
        person = world.people[letter]
        person.forget_roles()
        calendar_feed.make_feed(
            site, name="phone", whose=whose, secret=new_secret(), by=person, at=now
        )
    downtime.make_pack(site, day=site.today(now), by=PRINTER, at=now)


def _rest(world: World, running: Any, now: datetime) -> None:
    house, patient = world.house, running.patient
    _feeds_and_paper(world, now)
    _calendar(house, running.therapist, now)
    contact.add(
        patient,
        name="Robin Alsofictive",
        relationship="SIBLING",
        phone="505-555-0177",
        by=house.desk,
        at=now,
    )
    measure.record(
        patient,
        instrument="PHQ-9",
        answers={str(n): 1 for n in range(1, 10)},
        course=running.course,
        by=house.people["nurse"],
        at=now,
    )
    for person in (patient, world.mine):
        words = dict.fromkeys(SafetyPlan.NEEDED, "Call my sister.")
        safety_plan.write(person, after=0, by=house.people["nurse"], at=now, **words)
    goal.set_goal(running.course, words="Sleep without dread.", by=running.therapist, at=now)
    fact.confirm_allergy(
        world.mine, name="Penicillin", reaction="rash", by=house.people["clinician"], at=now
    )
    _medications(world, now)
    _two_versions(world, now)
    letter = Path("tests/data/referrals/r4_collection.json").read_bytes()
    import_bundle(house.site, data=letter, by=house.desk, at=now)
    with transaction.atomic(), acting_as(SETUP, at=now):
        _waitlist(world, now)
    earlier_treatment.record(
        patient,
        route="IV",
        told_by="PATIENT",
        sessions_low=2,
        sessions_high=2,
        mg_low=Decimal(80),
        mg_high=Decimal(80),
        from_on=date(2020, 1, 1),
        until_on=date(2020, 2, 1),
        by=house.people["nurse"],
        at=now,
    )
    earlier_treatment.report_concern(
        running.course,
        kind="EARLY_REQUEST",
        note="Asked by phone.",
        by=house.people["nurse"],
        at=now,
    )
    adverse_event.record(
        world.running,
        term="NAUSEA",
        grade=1,
        onset_at=now - timedelta(minutes=5),
        client_id=uuid7(),
        by=house.people["nurse"],
        at=now,
    )


def _medications(world: World, now: datetime) -> None:
    """An opioid that a prescriber answered for, and a benzodiazepine with time asked for before a dose."""
    doctor = {"by": world.house.people["clinician"], "at": now}
    held = fact.confirm_medication(world.mine, name="Diazepam 5 mg", **doctor)
    fact.confirm_medication(world.mine, name="Oxycodone 5 mg", **doctor)
    check = InteractionCheck.objects.filter(patient=world.mine).newest().first()
    opioid = next(flag for flag in check.flags if flag["rule"] == "OPIOID")
    interaction.answer(
        check, finding=opioid["finding"], reason="Low dose, after surgery.", **doctor
    )
    medication_hold.ask(held, dose_at=now + timedelta(days=7), **doctor)


def _two_versions(world: World, now: datetime) -> None:
    """The allergy opened the screening again, and two people wrote different things into one row."""
    sheet = Screening.objects.live().get(patient=world.mine)
    seen, typed = screening.Found(FindingStatus.UNKNOWN), screening.Found(FindingStatus.ACTIVE)
    screening.record_findings(
        sheet,
        findings={"X05": typed},
        base={"X05": seen},
        by=world.house.people["nurse"],
        at=now,
    )


def _waitlist(world: World, now: datetime) -> None:
    """A time that became free, offered to the patient of the matrix; the one in the chair was passed over."""
    site = world.house.site
    visit = Appointment.objects.filter(site=site, freed_time=None).order_by("pk").first()
    soon = now + timedelta(days=1)
    freed = FreedTime(
        site=site,
        appointment=visit,
        cause="CANCELLED",
        kind=visit.kind,
        route=visit.route,
        room=visit.room,
        starts_at=soon,
        ends_at=soon + timedelta(hours=1),
        zone=site.timezone,
        offer_until=soon,
        look_at=soon,
        created_at=now,
    )
    freed.save()
    line = []
    for patient, status in ((world.running.patient, "WAITING"), (world.mine, "OFFERED")):
        entry = WaitlistEntry(
            site=site, patient=patient, kind="FOLLOW_UP", status=status, created_at=now
        )
        entry.save()
        line.append(entry)
    Offer(
        site=site,
        patient=world.mine,
        freed_time=freed,
        entry=line[1],
        position=2,
        way="MESSAGE",
        policy_version=PolicyVersion.objects.in_force(site.pk, now),
        expires_at=now + timedelta(hours=1),
        created_at=now,
    ).save()
    reasons = [{"code": "own-days", "sentence": "That day does not suit them."}]
    Skip(
        site=site,
        patient=world.running.patient,
        freed_time=freed,
        entry=line[0],
        round=1,
        position=1,
        reasons=reasons,
        created_at=now,
    ).save()
