"""A course to plan questionnaires for, on plain facts, and what the plan says of one of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

from clinic.policy.terms import MeasureTerms
from patients.measures.facts import Answer, Asked, CourseFacts, Dose, Visit
from patients.measures.planning import plan

TERMS = MeasureTerms()
DAY = date(2026, 10, 1)
ASKED = {
    "PHQ-9": Asked(recall_days=14),
    "GAD-7": Asked(recall_days=14),
    "SUICIDE_SCREEN": Asked(staff_only=True),
    "URINARY": Asked(recall_days=30),
    "COGNITION": Asked(recall_days=7),
}
_ids = count(1)


def day(number):
    return DAY + timedelta(days=number)


def noon(number, hour=12):
    return datetime.combine(day(number), datetime.min.time(), tzinfo=UTC) + timedelta(hours=hour)


def answer(code, number, hour=12):
    return Answer(UUID(int=next(_ids)), code, day(number), noon(number, hour))


def dose(number, hour=15):
    return Dose(f"V{number}", noon(number, hour), day(number))


def visit(number):
    return Visit(f"V{number}", day(number))


def course(**more):
    return CourseFacts(
        **{
            "status": "SCREENING",
            "planned_doses": 6,
            "screening_on": DAY,
            "instruments": ASKED,
            **more,
        }
    )


def active(*doses, **more):
    return course(status="ACTIVE", doses=tuple(dose(n) for n in doses), **more)


def planned(facts, terms=TERMS):
    return {due.key: due for due in plan(facts, terms, fresh_days=14)}


def of(facts, moment, code="PHQ-9", occasion=""):
    return planned(facts).get((code, moment.value, occasion))


# --- maintenance --------------------------------------------------------------------------------


def kept_up(*doses, **more):
    facts = active(0, *doses, maintenance_at=noon(40), maintenance_on=day(40), **more)
    return replace(facts, status="MAINTENANCE")
