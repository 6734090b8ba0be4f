"""What was booked against a rule: kept for good, with the rule's own sentence, the reason and the policy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clinic.accounts.action import step
from clinic.core.actor import Actor
from clinic.policy.models import PolicyVersion
from clinic.scheduling.models import Appointment, BookingOverride
from clinic.scheduling.policies.override import Override
from clinic.scheduling.policies.reason import Reason


@step
def record_overrides(
    appointment: Appointment,
    aside: Sequence[Reason],
    override: Override,
    policy: PolicyVersion,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """One row for each rule put aside; a rule that said no twice (two people off duty) keeps both sentences."""
    said: dict[str, list[str]] = {}
    for reason in aside:
        said.setdefault(reason.code, []).append(reason.sentence)
    for code, sentences in said.items():
        BookingOverride(
            site=appointment.site,
            patient=appointment.patient,
            appointment=appointment,
            code=code,
            sentence=" ".join(sentences)[:500],
            reason=override.reason.strip(),
            by=by.actor_id,
            at=at,
            policy_version=policy,
            created_at=at,
        ).save()
