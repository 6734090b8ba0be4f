"""What progress is read from: answers, doses, hours, and the numbers a policy sets. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from clinic.policy.terms import ClinicalPolicy
from patients.instruments.definition import Instrument


@dataclass(frozen=True, slots=True)
class Answer:
    """One finished questionnaire. ``on`` is the site's day it speaks of, ``at`` when it was handed in.

    ``item`` is the single answer its change rule watches (item 9 of the PHQ-9), None when it was left out.
    """

    id: UUID
    on: date
    at: datetime
    total: int | None
    prorated: bool = False
    paper: bool = False
    band: str = ""
    overlaps_previous: bool = False
    item: int | None = None

    @property
    def exact(self) -> int | None:
        """The total rules may read: never an estimate."""
        return None if self.prorated else self.total


@dataclass(frozen=True, slots=True)
class Dose:
    """One dosing session in which drug was given: how much in all, and by which route."""

    number: int
    on: date
    at: datetime
    maintenance: bool = False
    mg: Decimal | None = None
    route: str = ""

    def is_before(self, answer: Answer) -> bool:
        """Whether the dose came first. Paper of the same day was filled in before it: nobody answers under the drug."""
        if self.on != answer.on:
            return self.on < answer.on
        return not answer.paper and self.at < answer.at


@dataclass(frozen=True, slots=True)
class Talk:
    """An integration hour that was held and signed."""

    on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """One questionnaire of a course: what it is, and every finished answer to it."""

    instrument: Instrument
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers of a site's policy that progress is judged by, as plain values."""

    primary: str
    baseline_days: int
    endpoint_from_days: int
    endpoint_until_days: int
    worse_points: int
    worse_item_points: int
    early_doses: int
    early_percent: int
    stop_doses: int
    stop_percent: int
    unmeasured_days: int
    unmeasured_maintenance_days: int


def bounds_of(policy: ClinicalPolicy | None) -> Bounds:
    """As the policy says; as shipped where none is signed, for somebody must be called all the same."""
    policy = policy or ClinicalPolicy()
    terms = policy.progress
    return Bounds(
        primary=policy.gate.baseline_instrument,
        baseline_days=policy.gate.baseline_days,
        endpoint_from_days=terms.endpoint_from_days,
        endpoint_until_days=terms.endpoint_until_days,
        worse_points=terms.worse_points,
        worse_item_points=terms.worse_item_points,
        early_doses=terms.early_doses,
        early_percent=terms.early_percent,
        stop_doses=terms.stop_doses,
        stop_percent=terms.stop_percent,
        unmeasured_days=terms.unmeasured_days,
        unmeasured_maintenance_days=terms.unmeasured_maintenance_days,
    )
