"""What is on record about a patient, gathered for the suggestions: facts, tests, answers. No writes."""

from __future__ import annotations

from datetime import datetime

from clinic.sites.models import Site
from patients.eligibility.known import Kind, Known, KnownFact
from patients.models import Allergy, Condition, Medication, Patient
from patients.models.fact import Fact
from patients.policies.known_tests import tests_of

KINDS: dict[type[Fact], Kind] = {
    Condition: Kind.CONDITION,
    Medication: Kind.MEDICATION,
    Allergy: Kind.ALLERGY,
}


def known_about(patient: Patient, site: Site, at: datetime) -> Known:
    """Confirmed, not mistaken, on any site: a condition does not stop at the door."""
    facts = tuple(
        as_known(row)
        for model in KINDS
        for row in model._default_manager.filter(
            patient=patient, mistaken_at=None, confirmed_at__lte=at
        ).order_by("confirmed_at", "pk")
    )
    today = site.today(at)
    tests = tests_of(patient, today, at)
    return Known(today, patient.birth_date, facts, tests)


def as_known(fact: Fact) -> KnownFact:
    """A confirmed fact as the pure rules read it."""
    return KnownFact(
        kind=KINDS[type(fact)],
        id=str(fact.pk),
        text=fact.name,
        recorded_at=fact.confirmed_at,
        code=fact.code,
        system=fact.code_system,
        since=fact.started_on,
        until=fact.ended_on,
        is_current=fact.ended_on is None and not fact.is_past,
    )
