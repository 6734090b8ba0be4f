from patients.models.care_team import CareTeamMember, CareTeamMemberQuerySet
from patients.models.contact import Contact, ContactQuerySet
from patients.models.contact_attempt import ContactAttempt
from patients.models.course import (
    Course,
    CourseQuerySet,
    CourseStatus,
    PauseReason,
    StopReason,
)
from patients.models.course_move import CourseMove
from patients.models.course_step import CourseStep, CourseStepQuerySet
from patients.models.fact import Allergy, AllergyCheck, Condition, Medication
from patients.models.finding_clash import FindingClash
from patients.models.interaction import InteractionCheck, InteractionNote, InteractionRules
from patients.models.measure import (
    InstrumentDefinition,
    MeasureAnswer,
    MeasurePart,
    MeasureResponse,
)
from patients.models.measure_due import MeasureDue, MeasureDueQuerySet
from patients.models.medication_hold import MedicationHold
from patients.models.patient import Identifier, Patient, PatientQuerySet
from patients.models.protocol import Protocol, SiteProtocol
from patients.models.referral import (
    Referral,
    ReferralFact,
    ReferralFactQuerySet,
    ReferralQuerySet,
)
from patients.models.safety_alert import SafetyAlert, SafetyAlertStatus
from patients.models.safety_call import SafetyCall
from patients.models.safety_plan import SafetyPlan
from patients.models.screening import Screening, ScreeningFinding, ScreeningSignature
from patients.models.suggestion import SuggestionAnswer
from patients.models.workup import (
    Illness,
    PregnancyAnswer,
    ScreeningText,
    SubstanceUse,
    TestResult,
    TreatmentTrial,
)

__all__ = [
    "Allergy",
    "AllergyCheck",
    "CareTeamMember",
    "CareTeamMemberQuerySet",
    "Condition",
    "Contact",
    "ContactAttempt",
    "ContactQuerySet",
    "Course",
    "CourseMove",
    "CourseQuerySet",
    "CourseStatus",
    "CourseStep",
    "CourseStepQuerySet",
    "FindingClash",
    "Identifier",
    "Illness",
    "InstrumentDefinition",
    "InteractionCheck",
    "InteractionNote",
    "InteractionRules",
    "MeasureAnswer",
    "MeasureDue",
    "MeasureDueQuerySet",
    "MeasurePart",
    "MeasureResponse",
    "Medication",
    "MedicationHold",
    "Patient",
    "PatientQuerySet",
    "PauseReason",
    "PregnancyAnswer",
    "Protocol",
    "Referral",
    "ReferralFact",
    "ReferralFactQuerySet",
    "ReferralQuerySet",
    "SafetyAlert",
    "SafetyAlertStatus",
    "SafetyCall",
    "SafetyPlan",
    "Screening",
    "ScreeningFinding",
    "ScreeningSignature",
    "ScreeningText",
    "SiteProtocol",
    "StopReason",
    "SubstanceUse",
    "SuggestionAnswer",
    "TestResult",
    "TreatmentTrial",
]
