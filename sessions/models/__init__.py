from sessions.models.adverse_event import AdverseEvent, AdverseEventQuerySet
from sessions.models.adverse_event_term import Term
from sessions.models.discharge import Discharge, DischargeQuerySet
from sessions.models.dosing_session import (
    BEFORE_DOSE,
    IN_CHAIR,
    LEFT,
    UNDER_DRUG,
    DosingSession,
    DosingSessionQuerySet,
    SessionStatus,
)
from sessions.models.drug_event import DrugEvent, DrugEventKind, DrugEventQuerySet
from sessions.models.earlier_treatment import EarlierTreatment, EarlierTreatmentQuerySet
from sessions.models.effect import Effect, EffectCode, EffectQuerySet
from sessions.models.equipment_check import EquipmentCheck, EquipmentCheckQuerySet
from sessions.models.gate_decision import (
    Acknowledgement,
    AcknowledgementQuerySet,
    GateDecision,
    GateDecisionQuerySet,
    Override,
    OverrideQuerySet,
)
from sessions.models.measure_replan import MeasureReplan, MeasureReplanQuerySet
from sessions.models.order import Clearance, ClearanceQuerySet, Order, OrderQuerySet
from sessions.models.pre_dose_check import CheckKind, PreDoseCheck, PreDoseCheckQuerySet
from sessions.models.review import (
    MaintenancePlan,
    MaintenancePlanQuerySet,
    Outcome,
    ReviewDecision,
    ReviewDecisionQuerySet,
    ReviewOpinion,
    ReviewOpinionQuerySet,
    ReviewReason,
    ReviewReasonQuerySet,
)
from sessions.models.use_concern import UseConcern, UseConcernQuerySet
from sessions.models.vital_signs import DueSet, DueSetQuerySet, VitalSigns, VitalSignsQuerySet

__all__ = [
    "BEFORE_DOSE",
    "IN_CHAIR",
    "LEFT",
    "UNDER_DRUG",
    "Acknowledgement",
    "AcknowledgementQuerySet",
    "AdverseEvent",
    "AdverseEventQuerySet",
    "CheckKind",
    "Clearance",
    "ClearanceQuerySet",
    "Discharge",
    "DischargeQuerySet",
    "DosingSession",
    "DosingSessionQuerySet",
    "DrugEvent",
    "DrugEventKind",
    "DrugEventQuerySet",
    "DueSet",
    "DueSetQuerySet",
    "EarlierTreatment",
    "EarlierTreatmentQuerySet",
    "Effect",
    "EffectCode",
    "EffectQuerySet",
    "EquipmentCheck",
    "EquipmentCheckQuerySet",
    "GateDecision",
    "GateDecisionQuerySet",
    "MaintenancePlan",
    "MaintenancePlanQuerySet",
    "MeasureReplan",
    "MeasureReplanQuerySet",
    "Order",
    "OrderQuerySet",
    "Outcome",
    "Override",
    "OverrideQuerySet",
    "PreDoseCheck",
    "PreDoseCheckQuerySet",
    "ReviewDecision",
    "ReviewDecisionQuerySet",
    "ReviewOpinion",
    "ReviewOpinionQuerySet",
    "ReviewReason",
    "ReviewReasonQuerySet",
    "SessionStatus",
    "Term",
    "UseConcern",
    "UseConcernQuerySet",
    "VitalSigns",
    "VitalSignsQuerySet",
]
