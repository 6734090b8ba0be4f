"""The terms of a clinical policy: plain values with their unit, source and bounds. No database here."""

from clinic.policy.terms.arithmetic import ArithmeticTerms
from clinic.policy.terms.booking import BookingTerms
from clinic.policy.terms.clinical_policy import ROUTES, ClinicalPolicy
from clinic.policy.terms.gate import GateTerms
from clinic.policy.terms.going_home import DischargeTerms, ObservationTerms
from clinic.policy.terms.long_term import LongTermTerms
from clinic.policy.terms.lozenge import LozengeTerms
from clinic.policy.terms.measures import MeasureTerms
from clinic.policy.terms.monitoring import AlertTerms, VitalsTerms
from clinic.policy.terms.parenteral import ImTerms, IvTerms
from clinic.policy.terms.progress import ProgressTerms
from clinic.policy.terms.route import RouteTerms
from clinic.policy.terms.safety import SafetyTerms
from clinic.policy.terms.term import Part, TermLine, TermsRefused
from clinic.policy.terms.trials import AdequateDoses, TrialTerms
from clinic.policy.terms.waitlist import WaitlistTerms
from clinic.policy.terms.workup import WorkupTerms

__all__ = [
    "ROUTES",
    "AdequateDoses",
    "AlertTerms",
    "ArithmeticTerms",
    "BookingTerms",
    "ClinicalPolicy",
    "DischargeTerms",
    "GateTerms",
    "ImTerms",
    "IvTerms",
    "LongTermTerms",
    "LozengeTerms",
    "MeasureTerms",
    "ObservationTerms",
    "Part",
    "ProgressTerms",
    "RouteTerms",
    "SafetyTerms",
    "TermLine",
    "TermsRefused",
    "TrialTerms",
    "VitalsTerms",
    "WaitlistTerms",
    "WorkupTerms",
]
