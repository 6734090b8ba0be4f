"""One clinic with at least one row of everything, and somebody in each role, told by the demo's stories."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from clinic.accounts.actions import staff
from clinic.accounts.models import User
from clinic.accounts.roles import Capability, Role
from clinic.accounts.system import SETUP
from clinic.core.ids import uuid7
from clinic.demo.chapters import Chapter
from clinic.demo.diary import Diary
from clinic.demo.opening import House, open_clinic
from clinic.demo.plots import Plot, Stage, Today
from clinic.fhir.actions.referral import import_bundle
from integration.actions import goal
from patients.actions import contact, fact, measure
from patients.models import Patient
from sessions.actions import adverse_event
from sessions.models import DosingSession
from tests.people import hire, open_site

RUNNING = Plot(1, "thistledown", "IV_6", Stage.ACTIVE, 1, 4, Today.RUNNING)
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
    chapters = [Chapter.laid_out(plot, house, diary, now) for plot in (RUNNING, OWN)]
    for chapter in chapters:
        chapter.roster()
        chapter.tell()
    running, own = (chapter.story for chapter in chapters)
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


def _rest(world: World, running: Any, now: datetime) -> None:
    house, patient = world.house, running.patient
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
    goal.set_goal(running.course, words="Sleep without dread.", by=running.therapist, at=now)
    fact.confirm_allergy(
        world.mine, name="Penicillin", reaction="rash", by=house.people["clinician"], at=now
    )
    letter = Path("tests/data/referrals/r4_collection.json").read_bytes()
    import_bundle(house.site, data=letter, by=house.desk, at=now)
    adverse_event.record(
        world.running,
        term="NAUSEA",
        grade=1,
        onset_at=now - timedelta(minutes=5),
        client_id=uuid7(),
        by=house.people["nurse"],
        at=now,
    )
