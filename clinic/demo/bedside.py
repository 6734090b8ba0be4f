"""A dosing session at the bedside, from arrival to the closed record, minute by minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from clinic.accounts.models import User
from clinic.accounts.roles import Role
from clinic.core.ids import uuid7
from clinic.demo.story import Story
from clinic.drug_log.actions import ledger
from clinic.scheduling.actions import escort as escorts
from clinic.scheduling.models import Appointment, Escort
from patients.actions import measure
from patients.instruments.suicide_risk import SUICIDE_SCREEN
from patients.instruments.urinary import URINARY_SINGLE
from sessions.actions import (
    check,
    clearance,
    closing,
    discharge,
    dose,
    dosing_session,
    drug_event,
    effect,
    infusion,
    order,
    vital_signs,
)
from sessions.models import CheckKind, DosingSession, DueSet, Order, VitalSigns

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DILUENT = Decimal(50)

# What a quiet session looks like: minutes since the drug began -> systolic, diastolic, pulse.
BASE = (126, 78, 70)
RISE = {0: 0, 10: 6, 20: 12, 30: 16, 40: 15, 60: 9, 80: 5, 100: 2, 120: 1}


class NotYet(Exception):
    """The story has come to the present minute."""


@dataclass
class Bedside:
    """One patient in one chair. ``at`` moves forward with every step, up to ``now``."""

    story: Story
    visit: Appointment
    nurse: User
    at: datetime
    now: datetime
    session: DosingSession | None = None
    drug_ended: bool = False

    def tell(self, *, skipping: timedelta = timedelta(0)) -> None:
        """The whole visit, or as much of it as has happened; the last ``skipping`` goes unmeasured."""
        try:
            self.receive()
            ordered = self.prepare(str(60 + self.story.number % 30), **self._dose())
            self.clear(ordered)
            self.give(ordered)
            self.feel("FLOATING", 12, until=55)
            self.watch(min(self._started() + 130 * MINUTE, self.now - skipping))
            if skipping:
                return
            self.send_home(minute=140)
            self.close()
        except NotYet:
            return

    def _dose(self) -> dict[str, str]:
        """A starting dose for the route: just under 0.5 mg/kg, or 100 mg as tablets (domain/02 section 2.2)."""
        return {"mg": "100"} if self.visit.route.startswith("SL") else {"mg_per_kg": "0.48"}

    # --- before ----------------------------------------------------------------------------------

    def receive(self) -> None:
        """At the door: arrived, the escort reached, the session open, the drug room checked."""
        self.visit = self.story.arrive(self.visit, at=self._pass(0))
        for promised in Escort.objects.filter(appointment=self.visit):
            escorts.reach(promised, by=self.story.house.desk, at=self._pass(2))
        check.check_equipment(self.story.house.site, by=self.nurse, at=self._pass(1))
        self.session = dosing_session.open_session(self.visit, by=self.nurse, at=self._pass(1))

    def prepare(self, kg: str, *, mg_per_kg: str = "", mg: str = "") -> Order:
        """The same-day checks, each as asked, and the prescriber's order."""
        story, session = self.story, self.of()
        day = self.at
        answers: dict[str, dict[str, Any]] = {
            CheckKind.WEIGHT: {"weight": kg, "unit": "kg", "again": kg, "height_cm": "172"},
            CheckKind.INTAKE: {
                "solids_at": day - 10 * HOUR,
                "fatty": False,
                "liquids_at": day - 3 * HOUR,
            },
            CheckKind.SOBRIETY: {
                "no_signs": True,
                "alcohol_long_ago": True,
                "cannabis_long_ago": True,
            },
            CheckKind.MENTAL_STATE: {"psychotic": False, "manic": False},
            CheckKind.MEDICATIONS: {"complete": True, "ill": False},
        }
        if story.patient.can_become_pregnant != "NO":
            answers[CheckKind.PREGNANCY] = {
                "result": "NEGATIVE",
                "tested_at": day - 5 * MINUTE,
            }
        for kind, values in answers.items():
            check.record(session, kind=kind, values=values, by=self.nurse, at=self._pass(1))
        nothing_wrong = {SUICIDE_SCREEN.code: ("Q1", "Q2", "Q6"), URINARY_SINGLE.code: ("1",)}
        for instrument, asked in nothing_wrong.items():
            measure.record(
                story.patient,
                instrument=instrument,
                answers=dict.fromkeys(asked, 0),
                course=story.course,
                by=self.nurse,
                at=self._pass(1),
            )
        self.measure()
        infused = session.route == "IV"
        return order.sign(
            session,
            product=story.house.lots[session.route].product,
            mg_per_kg=Decimal(mg_per_kg) if mg_per_kg else None,
            mg=Decimal(mg) if mg else None,
            minutes=40 if infused else None,
            diluent_ml=DILUENT if infused else None,
            by=story.prescriber,
            at=self._pass(2),
        )

    def clear(self, ordered: Order) -> None:
        """Time-out, read back by a second person, and the prescriber's clearance."""
        spoken = {
            "mg": ordered.actual_mg,
            "route": ordered.route,
            "strength": ordered.product.strength,
        }
        check.record(
            self.of(),
            kind=CheckKind.TIME_OUT,
            values={"name_and_birth_date": True, **spoken},
            by=self.nurse,
            at=self._pass(2),
        )
        check.record(
            self.of(), kind=CheckKind.READ_BACK, values=spoken, by=self._other(), at=self._pass(1)
        )
        clearance.clear(self.of(), by=self.story.prescriber, at=self._pass(2))

    def give(self, ordered: Order) -> None:
        """Drawn, with a little more than the dose in the syringe, and given."""
        lot = self.story.house.lots[ordered.route]
        whole = ordered.volume + (Decimal("0.08") if lot.unit == "mL" else Decimal(0))
        dose.draw(self.of(), lot=lot, quantity=whole, by=self.nurse, at=self._pass(2))
        dose.start(self.of(), lot=lot, client_id=uuid7(), by=self.nurse, at=self._pass(1))
        self.of().refresh_from_db()

    # --- during ----------------------------------------------------------------------------------

    def watch(self, until: datetime) -> None:
        """Every set that falls due up to ``until``, and the end of the infusion or the lozenge."""
        for due in DueSet.objects.filter(session=self.of()).order_by("due_at"):
            if self.at < due.due_at <= until:
                self._end_drug_before(due.due_at)
                self.at = due.due_at
                self.measure()
        self._end_drug_before(until)

    def feel(self, code: str, minute: int, *, until: int | None = None) -> None:
        """Something the patient felt, from which minute to which."""
        at = self._started() + minute * MINUTE
        if at > self.now:
            return
        begun = effect.begin(self.of(), code=code, client_id=uuid7(), by=self.nurse, at=at)
        at = self._started() + (until or 0) * MINUTE
        if until is not None and at <= self.now:
            effect.end(begun, by=self.nurse, at=at)

    def _end_drug_before(self, at: datetime) -> None:
        """Infusions stop at minute 40, lozenges are spat out at minute 15."""
        session = self.of()
        length = {"IV": 40, "IM": 0}.get(session.route, 15)
        end = self._started() + length * MINUTE
        if self.drug_ended or not length or end > at:
            return
        self.drug_ended = True
        if session.route == "IV":
            infusion.stop(session, client_id=uuid7(), by=self.nurse, at=end)
        else:
            drug_event.end_lozenge(
                session, kind="LOZENGE_SPIT", client_id=uuid7(), by=self.nurse, at=end
            )
        session.refresh_from_db()

    def measure(self) -> VitalSigns:
        """One full set at the present minute."""
        session = self.of()
        began = session.first_drug_at
        minute = int((self.at - began) / MINUTE) if began else None
        rise = 0 if minute is None else RISE[max(m for m in RISE if m <= max(minute, 0))]
        floating = 0 if minute is None else max(0, min(7, rise // 2 - 1))
        sbp, dbp, pulse = (value + self.story.number % 5 for value in BASE)
        return vital_signs.record(
            session,
            client_id=uuid7(),
            numbers={
                "sbp": sbp + rise,
                "dbp": dbp + rise // 2,
                "hr": pulse + rise,
                "spo2": 98 - rise // 8,
                "rr": 14 - rise // 8,
                "temperature": Decimal("36.6"),
                "moaas": 5 if rise < 12 else 4,
                "dissociation": floating,
                "nausea": 0,
                "anxiety": 1,
                "pain": 0,
            },
            signs=[],
            by=self.nurse,
            at=self.at,
        )

    # --- after -----------------------------------------------------------------------------------

    def send_home(self, *, minute: int) -> None:
        """The last set, both signatures, the escort at the door."""
        self.at = self._started() + minute * MINUTE
        self._pass(0)
        last = self.measure()
        record = discharge.record(
            self.of(),
            vital_signs=last,
            aldrete=[2] * 5,
            padss=[2] * 5,
            oriented=True,
            steady_gait=True,
            nausea_controlled=True,
            can_drink=True,
            no_suicidal_intent=True,
            escort=Escort.objects.filter(appointment=self.visit).first(),
            escort_matched=True,
            instructions_given=True,
            no_driving_acknowledged=True,
            by=self.nurse,
            at=self._pass(3),
        )
        discharge.sign_as_therapist(record, by=self.story.therapist, at=self._pass(1))
        discharge.discharge(self.of(), by=self.nurse, at=self._pass(2))
        self.of().refresh_from_db()

    def close(self) -> None:
        """The rest of the syringe wasted before a second person; the record closed."""
        lot = self.story.house.lots[self.of().route]
        if lot.unit == "mL":
            line = closing.waste(
                self.of(),
                lot=lot,
                quantity=Decimal("0.08"),
                reason="Rest in the syringe.",
                by=self.nurse,
                at=self._pass(3),
            )
            ledger.witness(line, by=self._other(), at=self._pass(1))
        closing.close(self.of(), by=self.nurse, at=self._pass(2))

    # --- odds and ends ---------------------------------------------------------------------------

    def of(self) -> DosingSession:
        if self.session is None:
            raise LookupError("The session is not open yet")
        return self.session

    def _started(self) -> datetime:
        started = self.of().first_drug_at
        if started is None:
            raise LookupError("Nothing has been given yet")
        return started

    def _pass(self, minutes: int) -> datetime:
        if self.at + minutes * MINUTE > self.now:
            raise NotYet
        self.at += minutes * MINUTE
        return self.at

    def _other(self) -> User:
        """A second clinician with the witness's duty: another nurse, or the prescriber."""
        others = [u for u in self.story.house.all_of(Role.NURSE) if u != self.nurse]
        return others[0] if others else self.story.prescriber
