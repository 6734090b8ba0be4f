"""The visit at which nothing is wrong, with one thing changed: an earlier dose, a plan, a risk, a reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sessions.gate import Level
from sessions.gate.facts import (
    ExclusionFact,
    FlagFact,
    PastDose,
    PhaseFact,
    ReadingFact,
    SafetyPlanFact,
    SessionFacts,
)
from sessions.gate.plan_facts import MaintenanceFact
from tests.sessions.gate.visit import (
    ADDENDUM,
    ADDENDUM_FORM,
    FORM,
    NOW,
    READING,
    READY,
    ago,
    consent,
    with_,
)

D = Decimal
HARD, RX, WARN, INFO = Level.HARD, Level.RX, Level.WARN, Level.INFO
LONG_AGO = tuple(
    replace(c, signed_at=ago(days=95), capacity_attested_at=ago(days=95)) for c in READY.consents
)


def newer(replaces_from: datetime | None) -> SessionFacts:
    """A version 4 in effect since four days, which makes version 3 out of date from that instant."""
    form = replace(
        FORM, id=UUID(int=32), edition=4, effective_from=ago(days=4), replaces_from=replaces_from
    )
    return replace(READY, consent_forms=(*READY.consent_forms, form))


def flagged(level: str, note: str | None = None) -> SessionFacts:
    """The rules have one thing to say about one medication."""
    flag = FlagFact("RULE", level, "A title", "A message.", ("substance",), ("medication",), note)
    return with_(READY, medications__flags=(flag,))


def past(
    hours: float, session: str = "before", discharged: bool = True, **fields: Any
) -> PastDose:
    start = ago(hours=hours)
    end = start + timedelta(hours=2) if discharged else None
    return replace(
        PastDose(session, READY.course_id, "IV", start, start, end, D(36), D(72)), **fields
    )


def dosed_before(*doses: PastDose) -> SessionFacts:
    earlier = replace(READY, past_doses=doses, course_status="ACTIVE")
    return with_(earlier, baseline__answered_at=ago(days=10))


def maintained(
    interval: int, *doses: PastDose, review_in: int | None = 30, signed: bool = True
) -> SessionFacts:
    """In maintenance by a plan: so many days between sessions, its review in so many days, its addendum signed."""
    day = None if review_in is None else NOW.date() + timedelta(days=review_in)
    facts = with_(dosed_before(*doses), baseline__answered_at=ago(days=20)) if doses else READY
    return replace(
        facts,
        course_status="MAINTENANCE",
        maintenance=True,
        plan=MaintenanceFact(interval, day),
        consents=(*facts.consents, ADDENDUM) if signed else facts.consents,
        consent_forms=(*facts.consent_forms, ADDENDUM_FORM),
    )


def dosed_since_bladder() -> SessionFacts:
    """Answered two days ago, dosed yesterday."""
    earlier = with_(READY, bladder__asked_at=ago(days=2))
    return replace(earlier, past_doses=dosed_before(past(24)).past_doses)


def moderate(**since: float) -> SessionFacts:
    """A moderate risk on the latest screen, and a safety plan gone through so long ago."""
    plan = SafetyPlanFact("plan", ago(**since))
    return with_(READY, suicide_screen__risk="MODERATE", safety_plan=plan)


def planned(given: int, *, of: int, since: datetime | None = None) -> SessionFacts:
    """So many doses of this course, 50 days apart, the last one 50 days ago; ``of`` are allowed since ``since``."""
    doses = tuple(past(1200 * n) for n in range(1, given + 1))
    facts = replace(dosed_before(*doses), phase=PhaseFact(READY.course_id, of, since))
    return with_(facts, baseline__answered_at=ago(hours=1200 * given + 24))


def two_readings(first: tuple[int, int], second: tuple[int, int], gap: float) -> SessionFacts:
    later = replace(READING, sbp=second[0], dbp=second[1])
    earlier = replace(
        READING, sbp=first[0], dbp=first[1], taken_at=READING.taken_at - timedelta(minutes=gap)
    )
    return replace(READY, readings=(ReadingFact("first", earlier), ReadingFact("second", later)))


def signed_in_session(hours_after_start: float) -> SessionFacts:
    dose = past(72)
    signed = dose.started_at + timedelta(hours=hours_after_start)
    return consent(dosed_before(dose), signed_at=signed, capacity_attested_at=signed)


def order(**fields: Any) -> SessionFacts:
    return with_(READY, **{f"order__{name}": value for name, value in fields.items()})


# A young heart and a lozenge: nothing asks for an ECG or for the airway.
BY_MOUTH = replace(
    READY, route="SL_RDT", exclusions=tuple(e for e in READY.exclusions if e.code != "X08")
)


# (guard, what is wrong, facts, level or None where it passes)
def relative(status: str, noted_at: datetime | None = None) -> SessionFacts:
    """One relative exclusion as it stands, beside the two that READY has answered."""
    row = ExclusionFact("r04", "R04", status, "RX", noted_at)
    return replace(READY, exclusions=(*READY.exclusions, row))
