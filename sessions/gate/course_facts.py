"""Facts that stand long before the day: screening, consent, preparation, people, escort."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, NamedTuple


@dataclass(frozen=True)
class Credential:
    """A licence, registration or certificate as it stands: `active` is neither suspended nor revoked, and verified."""

    id: str
    kind: str
    jurisdiction: str
    valid_from: date
    valid_until: date
    active: bool

    def covers(self, day: date) -> bool:
        """Valid that day, first and last day included."""
        return self.active and self.valid_from <= day <= self.valid_until


@dataclass(frozen=True)
class ScreeningFact:
    """The newest signed screening of the course that is not void."""

    id: str
    outcome: str
    signed_at: datetime
    signed_by: str
    attested_at: datetime | None = None


class ExclusionFact(NamedTuple):
    """One row of the exclusion list. `status` is UNKNOWN, ABSENT, ACTIVE or RESOLVED; `level` HARD or RX.

    `noted_at`: when a prescriber wrote why treatment is still right, if they did.
    """

    id: str
    code: str
    status: str
    level: str = "HARD"
    noted_at: datetime | None = None


@dataclass(frozen=True)
class TestFact:
    """The newest result of one kind that was really made, not refused. `kind` as in patients.TestResult."""

    __test__: ClassVar[bool] = False  # pytest would take the name for a suite

    id: str
    kind: str
    taken_at: datetime


@dataclass(frozen=True)
class ChangeFact:
    """A diagnosis, medicine or allergy that came on record."""

    id: str
    kind: str
    recorded_at: datetime


@dataclass(frozen=True)
class PreparationFact:
    """A finished preparation visit of this course. Unsigned ones do not count."""

    id: str
    completed_at: datetime
    signed_at: datetime | None
    therapist_id: str


@dataclass(frozen=True)
class RelationshipFact:
    """Who treats this person as their therapist, since when, until when."""

    id: str
    user_id: str
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class MeasureFact:
    """An answered and scored questionnaire."""

    id: str
    instrument: str
    answered_at: datetime
    total: int | None


@dataclass(frozen=True)
class PastDose:
    """An earlier session of this patient in which drug was given, any course."""

    session_id: str
    course_id: str
    route: str
    started_at: datetime
    last_drug_at: datetime
    discharged_at: datetime | None
    mg: Decimal
    kg: Decimal | None


@dataclass(frozen=True)
class StaffFact:
    """Who is rostered for this session and as what: PRESCRIBER, NURSE or THERAPIST."""

    user_id: str
    role: str


@dataclass(frozen=True)
class EscortFact:
    """Who takes the patient home, without saying who. `reached_at`: spoken to today, by phone or in person."""

    id: str
    named: bool
    phone: bool
    adult: bool
    rideshare_only: bool
    promised_at: datetime | None
    reached_at: datetime | None = None
