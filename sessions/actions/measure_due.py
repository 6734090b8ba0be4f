"""Planning the questionnaires of a patient anew, in the transaction of what changes them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from clinic.accounts.action import step
from clinic.core.locks import lock as advisory_lock
from clinic.policy.models import PolicyVersion
from clinic.policy.terms import ClinicalPolicy
from patients.actions import measure_due
from patients.measures.planning import plan
from sessions.facts import measures as facts

# A clinic that has signed nothing yet asks as the program is shipped: asking is no treatment.
UNSIGNED = ClinicalPolicy()


@step
def replan(patient_id: UUID, *, also: Collection[UUID] = (), at: datetime) -> int:
    """Write down what is due in every course of the patient that still owes anything, and in those of ``also``.

    Answers how many rows are new or changed. Two at once wait for each other: the second reads what the first wrote.
    """
    advisory_lock(("measures-due", patient_id))
    found = facts.load(patient_id, at).values()
    owing = [one for one in found if one.facts.status not in facts.DONE_WITH or one.id in also]
    policies = _policies({one.site_id for one in owing})
    changed = 0
    for one in owing:
        policy = policies[one.site_id]
        wanted = plan(one.facts, policy.measures, fresh_days=policy.gate.baseline_days)
        changed += measure_due.keep(one, wanted, one.facts, at=at)
    return changed


def _policies(sites: Collection[UUID]) -> dict[UUID, ClinicalPolicy]:
    """Those in force now, whenever the cause was: a plan is for the days to come."""
    signed = PolicyVersion.objects.filter(site__in=sites, status=PolicyVersion.Status.SIGNED)
    return dict.fromkeys(sites, UNSIGNED) | {each.site_id: each.policy for each in signed}
