"""A dosing visit brought to where a test needs it, by walking the real actions. Times are minutes after arrival."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from typing import Any
from uuid import UUID

import pytest

from clinic.core.ids import uuid7
from clinic.demo import workup
from clinic.drug_log.actions import ledger
from clinic.drug_log.models import Product
from clinic.scheduling.actions import appointment as visits
from clinic.scheduling.actions import escort as escorts
from patients.actions import care_team, measure
from patients.actions import patient as patients
from sessions.actions import (
    check,
    clearance,
    discharge,
    dose,
    infusion,
    order,
    vital_signs,
)
from sessions.models import DosingSession
from tests.consent.conftest import Desk
from tests.integration.conftest import *  # noqa: F403 - `calendar`, `hours`
from tests.integration.conftest import Hours

# Wednesday 2026-11-25, 08:00 in Denver: the patient arrives; the visit is booked for 09:00.
ARRIVES = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
CALM = {
    "sbp": 124,
    "dbp": 78,
    "hr": 72,
    "spo2": 98,
    "rr": 14,
    "temperature": D("36.7"),
    "moaas": 5,
}
AWAKE = {**CALM, "dissociation": 0, "nausea": 0}
NO_RISK = {"Q1": 0, "Q2": 0, "Q6": 0}


@dataclass
class Chair:
    """One patient's dosing visit. Every verb takes `minute=`; the defaults tell an ordinary infusion."""

    hours: Hours
    prescriber: Any
    nurse: Any
    second: Any
    therapist: Any
    route: str = "IV"
    made: dict = field(default_factory=dict)

    @property
    def walk(self):
        return self.hours.walk

    @property
    def site(self):
        return self.walk.site

    def at(self, minute: float) -> datetime:
        return ARRIVES + timedelta(minutes=minute)

    # --- before the day ---------------------------------------------------------------------------

    def ready_course(self, code="IV_6"):
        """Screened, consented, prepared: everything but the day itself."""
        course = Desk(self.walk).consented(self.walk.eligible(self.walk.referred(code=code)))
        care_team.assign(
            course.patient,
            user=self.therapist,
            role="THERAPIST",
            by=self.walk.desk,
            at=self.walk.at,
        )
        patients.edit(
            course.patient, can_become_pregnant="YES", by=self.walk.desk, at=self.walk.at
        )
        self.walk.phq9(course.patient)
        workup.measure(course, 1, nurse=self.walk.nurse, at=self.walk.at)
        course = self.hours.prepared(course).course
        course.refresh_from_db()
        return course

    def booked(self, course=None, starts_at=None, room=None):
        course = course or self.ready_course()
        visit = self.hours.calendar.dosing(
            course,
            starts_at=starts_at or self.at(60),
            room=room or self.hours.calendar.chair,
        )
        self.escort = escorts.promise(
            visit,
            name="Esther Escort",
            phone="505-555-0199",
            adult=True,
            by=self.walk.desk,
            at=self.walk.at,
        )
        return visit

    def arrived(self, visit=None, minute=0) -> DosingSession:
        visit = visits.arrive(visit or self.booked(), by=self.walk.desk, at=self.at(minute))
        return DosingSession.objects.get(appointment=visit)

    # --- the drug -----------------------------------------------------------------------------------

    def lot(
        self,
        strength=50,
        quantity=20,
        number="DEMO-7",
        form=Product.Form.SOLUTION,
        routes=("IV", "IM"),
    ):
        key = (strength, number)
        if key not in self.made:
            product = ledger.add_product(
                name=f"Ketamine {strength}",
                form=form,
                strength=D(strength),
                container=D(10),
                routes=list(routes),
                multi_dose=True,
                by=self.nurse,
                at=self.walk.at,
            )
            line = ledger.receive(
                self.site,
                product=product,
                lot_number=number,
                expires_on=self.walk.day(400),
                quantity=D(quantity),
                party="Fictitious Supply",
                by=self.nurse,
                at=self.walk.at,
            )
            self.made[key] = line.lot
        return self.made[key]

    # --- the checks ---------------------------------------------------------------------------------

    def check(self, session, kind, minute=5, by=None, **values):
        return check.record(
            session, kind=kind, values=values, by=by or self.nurse, at=self.at(minute)
        )

    def checks(self, session, minute=5, **changed):
        """Every check of the day but reading, order and time-out. `changed` by kind; None leaves one out."""
        given = {
            "WEIGHT": {"weight": "72", "again": "72", "height_cm": "175"},
            "INTAKE": {"solids_at": self.at(-720), "fatty": True, "liquids_at": self.at(-180)},
            "PREGNANCY": {"result": "NEGATIVE"},
            "SOBRIETY": {"no_signs": True, "alcohol_long_ago": True, "cannabis_long_ago": True},
            "MENTAL_STATE": {"psychotic": False, "manic": False},
            "MEDICATIONS": {"complete": True, "ill": False},
            **changed,
        }
        for kind, values in given.items():
            if values is not None:
                self.check(session, kind, minute, **values)
        check.check_equipment(self.site, by=self.nurse, at=self.at(minute))
        self.bladder(session, minute)
        measure.record(
            session.patient,
            instrument="SUICIDE_SCREEN",
            answers=NO_RISK,
            course=session.course,
            by=self.nurse,
            at=self.at(minute),
        )
        escorts.reach(
            session.appointment.escorts.get(replaced_at=None),
            by=self.walk.desk,
            at=self.at(minute),
        )

    def bladder(self, session, minute=5, complaint=False):
        """The one bladder question of the visit."""
        return measure.record(
            session.patient,
            instrument="URINARY-1",
            answers={"1": int(complaint)},
            course=session.course,
            by=self.nurse,
            at=self.at(minute),
        )

    def vitals(self, session, minute, signs=(), client_id=None, by=None, **numbers):
        return vital_signs.record(
            session,
            client_id=client_id or uuid7(),
            numbers={**CALM, **numbers},
            signs=None if signs is None else list(signs),
            by=by or self.nurse,
            at=self.at(minute),
        )

    def order(self, session, minute=20, lot=None, **given):
        wanted = {"mg_per_kg": D("0.5"), "minutes": 40, "diluent_ml": D(50), **given}
        if self.route != "IV":
            wanted.pop("minutes")
            wanted.pop("diluent_ml")
        lot = lot or self.lot()
        return order.sign(
            session, product=lot.product, by=self.prescriber, at=self.at(minute), **wanted
        )

    def time_out(self, session, minute=25, people=None):
        first, *others = people or (self.nurse, self.prescriber)
        made = order.Order.objects.filter(session=session, kind="FIRST").latest("signed_at")
        said = {"mg": made.actual_mg, "route": made.route, "strength": made.product.strength}
        self.check(session, "TIME_OUT", minute, by=first, name_and_birth_date=True, **said)
        for other in others:
            self.check(session, "READ_BACK", minute, by=other, **said)

    def clear(self, session, minute=30):
        return clearance.clear(session, by=self.prescriber, at=self.at(minute))

    def cleared(self, session=None) -> DosingSession:
        """Everything before the dose, with nothing wrong."""
        session = session or self.arrived()
        self.checks(session)
        self.vitals(session, 15)
        self.order(session)
        self.time_out(session)
        self.clear(session)
        session.refresh_from_db()
        return session

    # --- the dose and after ---------------------------------------------------------------------------

    def start(self, session, minute=35, lot=None, client_id: UUID | None = None, by=None):
        return dose.start(
            session,
            lot=lot or self.lot(),
            client_id=client_id or uuid7(),
            by=by or self.nurse,
            at=self.at(minute),
        )

    def dosing(self) -> DosingSession:
        session = self.cleared()
        self.start(session)
        session.refresh_from_db()
        return session

    def stop(self, session, minute=75, because="", by=None):
        return infusion.stop(
            session, client_id=uuid7(), because=because, by=by or self.nurse, at=self.at(minute)
        )

    def watched(self) -> DosingSession:
        """The infusion ran its forty minutes; the patient is watched."""
        session = self.dosing()
        for minute in (45, 55, 65, 75):
            self.vitals(session, minute, moaas=4, dissociation=5)
        self.stop(session)
        session.refresh_from_db()
        return session

    def home_set(self, session, minute=135, **changed):
        """The set that lets a person go, signed by both."""
        taken = self.vitals(session, minute, **AWAKE)
        given = {
            "aldrete": [2, 2, 2, 2, 2],
            "padss": [2, 2, 2, 2, 2],
            "oriented": True,
            "steady_gait": True,
            "nausea_controlled": True,
            "can_drink": True,
            "no_suicidal_intent": True,
            "escort": session.appointment.escorts.get(replaced_at=None),
            "escort_matched": True,
            "instructions_given": True,
            "no_driving_acknowledged": True,
            **changed,
        }
        row = discharge.record(
            session, vital_signs=taken, by=self.nurse, at=self.at(minute), **given
        )
        return discharge.sign_as_therapist(row, by=self.therapist, at=self.at(minute))

    def home(self) -> DosingSession:
        session = self.watched()
        self.home_set(session)
        return discharge.discharge(session, by=self.nurse, at=self.at(136))


@pytest.fixture
def chair(hours, prescriber, nurse, second_nurse, therapist):
    return Chair(hours, prescriber, nurse, second_nurse, therapist)
