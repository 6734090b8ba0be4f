"""The clinic's numbers for the workup, as the pure rules read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from clinic.policy.models import PolicyVersion
from clinic.policy.terms import ClinicalPolicy
from patients.eligibility.maudsley import Staging, stage
from patients.eligibility.trials import Resistance, TrialPolicy
from patients.models import Illness, SubstanceUse


def policy_or_shipped(site_id: UUID, at: datetime) -> ClinicalPolicy:
    """The signed policy; without one the shipped numbers, for pages: nobody can sign anything then anyway."""
    version = PolicyVersion.objects.in_force(site_id, at)
    return version.policy if version else ClinicalPolicy()


def trial_policy(policy: ClinicalPolicy) -> TrialPolicy:
    """What makes a trial adequate and failed."""
    terms = policy.trials
    return TrialPolicy(
        doses=terms.doses.by_ingredient,
        min_weeks=terms.min_weeks,
        failure_below=terms.failure_below,
        regulatory_at_most=terms.regulatory_at_most,
        failed_needed=terms.failed_needed,
        psychotherapy_sessions=terms.psychotherapy_sessions,
    )


def usual_range(kind: str, policy: ClinicalPolicy) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest value of a kind that is not marked, in its kept unit; None where there is no edge."""
    terms, gate = policy.workup, policy.gate
    edges: dict[str, tuple[int | Decimal | None, int | Decimal | None]] = {
        "BLOOD_PRESSURE": (None, gate.sbp_proceed_max),
        "HEART_RATE": (gate.hr_min, gate.hr_max),
        "SPO2": (gate.spo2_min, None),
        "QTC": (None, terms.qtc_high),
        "ALT": (None, terms.alt_high),
        "AST": (None, terms.ast_high),
        "ALP": (None, terms.alp_high),
        "BILIRUBIN": (None, terms.bilirubin_high),
        "CREATININE": (None, terms.creatinine_high),
        "EGFR": (terms.egfr_low, None),
        "TSH": (terms.tsh_low, terms.tsh_high),
        "STOP_BANG": (None, terms.stop_bang_from - 1),
    }
    low, high = edges.get(kind, (None, None))
    return (
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
    )


def newest_uses(rows: Iterable[SubstanceUse]) -> list[SubstanceUse]:
    """The newest answer about each substance, in the order they are asked; ``rows`` come newest first."""
    found: dict[tuple[str, str], SubstanceUse] = {}
    for row in rows:
        found.setdefault((row.substance, row.which.strip().lower()), row)
    order = list(SubstanceUse.Substance.values)
    return sorted(found.values(), key=lambda row: (order.index(row.substance), row.which))


def staging_of(illness: Illness | None, found: Resistance) -> Staging | None:
    """None where a dimension was not asked: an unknown is never the mildest answer."""
    if illness is None or illness.months is None or illness.maudsley_severity is None:
        return None
    had_ect = found.had_ect or illness.ect == Illness.Ect.YES
    if not had_ect and illness.ect == Illness.Ect.UNKNOWN:
        return None
    return stage(
        months=illness.months,
        severity=illness.maudsley_severity,
        failed=len(found.failed),
        augmented=found.augmented,
        ect=had_ect,
    )
