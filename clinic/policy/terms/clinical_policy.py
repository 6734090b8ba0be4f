"""Every number that gates care, in one value that a medical director reads, adjusts and signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from clinic.policy.terms.arithmetic import ArithmeticTerms
from clinic.policy.terms.booking import NOTHING, BookingTerms
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
from clinic.policy.terms.term import Part, added, parts
from clinic.policy.terms.trials import TrialTerms
from clinic.policy.terms.waitlist import WaitlistTerms
from clinic.policy.terms.workup import WorkupTerms

ROUTES: Mapping[str, RouteTerms] = {
    "IV": IvTerms(),
    "IM": ImTerms(),
    "SL_RDT": LozengeTerms(),
    "SL_TROCHE": LozengeTerms(),
}


@dataclass(frozen=True)
class ClinicalPolicy(Part):
    """The terms. Who signed them and since when they hold is a record, not part of the value.

    A route left out of `routes` is a route the clinic does not offer: the gate refuses it.
    """

    gate: GateTerms = field(default_factory=GateTerms)
    routes: Mapping[str, RouteTerms] = parts(ROUTES)
    vitals: VitalsTerms = field(default_factory=VitalsTerms)
    alerts: AlertTerms = field(default_factory=AlertTerms)
    discharge: DischargeTerms = field(default_factory=DischargeTerms)
    observation: ObservationTerms = field(default_factory=ObservationTerms)
    arithmetic: ArithmeticTerms = field(default_factory=ArithmeticTerms)
    booking: BookingTerms = added(BookingTerms, before=NOTHING)
    waitlist: WaitlistTerms = added(WaitlistTerms)
    progress: ProgressTerms = added(ProgressTerms)
    trials: TrialTerms = added(TrialTerms)
    workup: WorkupTerms = added(WorkupTerms)
    measures: MeasureTerms = added(MeasureTerms)
    long_term: LongTermTerms = added(LongTermTerms)
    safety: SafetyTerms = added(SafetyTerms)

    def problems(self) -> list[str]:
        """A clinic that offers no route doses nobody."""
        return [] if self.routes else [_("at least one route is needed.")]
