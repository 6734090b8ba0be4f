"""Everything the gate may look at: facts of stored, timed, signed records, and nothing a person merely says.

Ids are text. None always means "not on record" and never passes. No names, no phone numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from consent.standing import ConsentFacts, FormFacts
from sessions.gate.course_facts import (
    ChangeFact,
    Credential,
    EscortFact,
    ExclusionFact,
    MeasureFact,
    PastDose,
    PreparationFact,
    RelationshipFact,
    ScreeningFact,
    StaffFact,
    TestFact,
)
from sessions.gate.day_facts import (
    AcknowledgementFact,
    BladderFact,
    ClearanceFact,
    DischargeFact,
    DrugEventFact,
    EquipmentFact,
    FlagFact,
    HoldFact,
    IntakeFact,
    LedgerFact,
    MedicationsFact,
    MentalStateFact,
    OrderFact,
    OverrideFact,
    PregnancyTestFact,
    ReadingFact,
    ReconciliationFact,
    SobrietyFact,
    SuicideScreenFact,
    TimeOutFact,
    WeightFact,
)
from sessions.gate.plan_facts import MaintenanceFact
from sessions.gate.safety_facts import PhaseFact, SafetyAlertFact, SafetyPlanFact

__all__ = [
    "AcknowledgementFact",
    "BladderFact",
    "ChangeFact",
    "ClearanceFact",
    "Credential",
    "DischargeFact",
    "DrugEventFact",
    "EquipmentFact",
    "EscortFact",
    "ExclusionFact",
    "FlagFact",
    "HoldFact",
    "IntakeFact",
    "LedgerFact",
    "MaintenanceFact",
    "MeasureFact",
    "MedicationsFact",
    "MentalStateFact",
    "OrderFact",
    "OverrideFact",
    "PastDose",
    "PhaseFact",
    "PregnancyTestFact",
    "PreparationFact",
    "ReadingFact",
    "ReconciliationFact",
    "RelationshipFact",
    "SafetyAlertFact",
    "SafetyPlanFact",
    "ScreeningFact",
    "SessionFacts",
    "SobrietyFact",
    "StaffFact",
    "SuicideScreenFact",
    "TestFact",
    "TimeOutFact",
    "WeightFact",
]


@dataclass(frozen=True)
class SessionFacts:
    """One dosing visit. Before arrival there is an appointment and no session: `session_id` is None."""

    appointment_id: str
    patient_id: str
    course_id: str
    site_id: str
    zone: str
    jurisdiction: str
    starts_at: datetime
    route: str
    session_id: str | None = None
    appointment_status: str = ""
    modality: str | None = None
    course_status: str | None = None
    maintenance: bool = False
    plan: MaintenanceFact | None = None
    birth_date: date | None = None
    credentials: Mapping[str, tuple[Credential, ...]] = field(default_factory=dict)
    # long before the day
    screening: ScreeningFact | None = None
    exclusions: tuple[ExclusionFact, ...] | None = None
    last_change: ChangeFact | None = None
    tests: tuple[TestFact, ...] = ()
    qt_drug: bool = False
    consents: tuple[ConsentFacts, ...] = ()
    consent_forms: tuple[FormFacts, ...] = ()
    past_doses: tuple[PastDose, ...] = ()
    preparations: tuple[PreparationFact, ...] = ()
    therapist: RelationshipFact | None = None
    baseline: MeasureFact | None = None
    phase: PhaseFact | None = None
    safety_plan: SafetyPlanFact | None = None
    room_id: str | None = None
    staff: tuple[StaffFact, ...] = ()
    escort: EscortFact | None = None
    # the same day
    weight: WeightFact | None = None
    previous_kg: Decimal | None = None
    height_cm: Decimal | None = None
    readings: tuple[ReadingFact, ...] = ()
    documented_spo2: int | None = None
    intake: IntakeFact | None = None
    can_become_pregnant: bool | None = None
    pregnancy_test: PregnancyTestFact | None = None
    sobriety: SobrietyFact | None = None
    suicide_screen: SuicideScreenFact | None = None
    bladder: BladderFact | None = None
    open_safety_alert: SafetyAlertFact | None = None
    mood: MeasureFact | None = None
    mental_state: MentalStateFact | None = None
    medications: MedicationsFact | None = None
    holds: tuple[HoldFact, ...] = ()
    reconciliation: ReconciliationFact | None = None
    equipment: EquipmentFact | None = None
    time_out: TimeOutFact | None = None
    order: OrderFact | None = None
    supplemental_order: OrderFact | None = None
    clearance: ClearanceFact | None = None
    overrides: tuple[OverrideFact, ...] = ()
    acknowledgements: tuple[AcknowledgementFact, ...] = ()
    # from the first drop on
    events: tuple[DrugEventFact, ...] = ()
    monitoring: tuple[ReadingFact, ...] = ()
    discharge: DischargeFact | None = None
    ledger: tuple[LedgerFact, ...] = ()
