"""Facts of the day itself: what was measured, asked, ordered, signed, given and logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sessions.dosing.discharge import DischargeSet
from sessions.dosing.drug_event import Event
from sessions.dosing.ledger import Moved
from sessions.dosing.reading import Reading


@dataclass(frozen=True)
class WeightFact:
    """`entered_twice`: typed a second time, by the same or another person, with the same result."""

    id: str
    kg: Decimal
    measured_at: datetime
    entered_twice: bool = False


@dataclass(frozen=True)
class ReadingFact:
    """A set of vital signs on record."""

    id: str
    reading: Reading


@dataclass(frozen=True)
class IntakeFact:
    """When food and drink were last taken. `fatty` None: nobody asked, so the longer rule holds."""

    id: str
    recorded_at: datetime
    solids_at: datetime | None
    fatty: bool | None
    liquids_at: datetime | None


@dataclass(frozen=True)
class PregnancyTestFact:
    """`result` is NEGATIVE, POSITIVE or REFUSED."""

    id: str
    tested_at: datetime
    result: str


@dataclass(frozen=True)
class SobrietyFact:
    """The clinician's attestation. The two times are None only with `..._long_ago`: none in the last week."""

    id: str
    attested_at: datetime
    no_signs: bool
    alcohol_at: datetime | None = None
    alcohol_long_ago: bool = False
    cannabis_at: datetime | None = None
    cannabis_long_ago: bool = False
    breath: str | None = None


@dataclass(frozen=True)
class SuicideScreenFact:
    """The screener "since last visit". Named by what the questions are about, never by their wording."""

    id: str
    asked_at: datetime
    method: bool
    intent: bool
    plan: bool
    behaviour: bool
    risk: str = ""


@dataclass(frozen=True)
class BladderFact:
    """The one question about the bladder, asked before each dose. `complaint`: the answer was yes."""

    id: str
    asked_at: datetime
    complaint: bool


@dataclass(frozen=True)
class MentalStateFact:
    """The clinician's look for psychosis and mania today."""

    id: str
    seen_at: datetime
    psychotic: bool
    manic: bool


@dataclass(frozen=True)
class EquipmentFact:
    """The emergency equipment check of the site."""

    id: str
    checked_at: datetime
    complete: bool


@dataclass(frozen=True)
class TimeOutFact:
    """Two identifiers and the order read back. `people` are the signed-in persons who did it."""

    id: str
    done_at: datetime
    name_and_birth_date: bool
    order_id: str
    people: tuple[str, ...]
    read_back_matches: bool


@dataclass(frozen=True)
class OrderFact:
    """A signed order. `kind` is FIRST or SUPPLEMENTAL; the product fixes the concentration."""

    id: str
    kind: str
    signed_at: datetime
    prescriber_id: str
    route: str
    ordered_mg: Decimal
    actual_mg: Decimal
    kg: Decimal
    weight_id: str
    product_id: str
    mg_per_ml: Decimal | None = None
    drug_ml: Decimal | None = None
    diluent_ml: Decimal | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class ClearanceFact:
    """A prescriber's signature that this person may be dosed now."""

    id: str
    signed_at: datetime
    prescriber_id: str
    order_id: str


@dataclass(frozen=True)
class OverrideFact:
    """A prescriber's reasoned "go on" for one RX finding of this session."""

    id: str
    session_id: str
    guard: str
    finding: str
    prescriber_id: str
    given_at: datetime
    authenticated_at: datetime | None
    reason_length: int


@dataclass(frozen=True)
class AcknowledgementFact:
    """A licensed clinician has read one WARN finding of this session."""

    id: str
    session_id: str
    guard: str
    finding: str
    user_id: str
    given_at: datetime


@dataclass(frozen=True)
class DrugEventFact:
    """A drug event on record; `mg` only where the row gives drug."""

    id: str
    event: Event
    mg: Decimal | None = None


@dataclass(frozen=True)
class DischargeFact:
    """The set taken to let a person go, with its answers, and the escort the record names."""

    id: str
    found: DischargeSet
    reading_id: str
    escort_id: str | None


@dataclass(frozen=True)
class FlagFact:
    """What one rule says to the medications. `note_id` is a prescriber's standing reason to go on all the same."""

    rule: str
    level: str
    title: str
    message: str
    substances: tuple[str, ...]
    medications: tuple[str, ...]
    note_id: str | None = None


@dataclass(frozen=True)
class MedicationsFact:
    """The newest reading of the whole list of medications against the rules."""

    id: str
    checked_at: datetime
    flags: tuple[FlagFact, ...]


@dataclass(frozen=True)
class HoldFact:
    """A prescriber agreed that none of `drug` is taken from `since` until the dose. `taken_at` is on the record."""

    id: str
    medication: str
    drug: str
    since: datetime
    dose_at: datetime
    taken_at: datetime | None = None


@dataclass(frozen=True)
class ReconciliationFact:
    """Somebody went through the list with the patient. `check_id` is the reading of the rules made of it.

    `taken` by medication: when the patient had the last of it, where that was said.
    """

    id: str
    recorded_at: datetime
    check_id: str
    ill: bool
    taken: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class LedgerFact:
    """One line of the drug log that belongs to this session."""

    id: str
    moved: Moved
    at: datetime
    by: str
    witness: str | None = None
