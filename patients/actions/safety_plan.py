"""The patient's safety plan: each writing is a new version, the old ones stay."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.locks import lock
from patients.models import Patient, SafetyAlert, SafetyPlan


class ChangedMeanwhile(DomainError):
    """Another person wrote a newer version while this one was being typed."""

    code = "safety-plan-changed"


@action(Permission.SAFETY_PLAN_WRITE)
def write(
    patient: Patient,
    *,
    after: int,
    alert: SafetyAlert | None = None,
    by: User,
    at: datetime,
    **parts: str,
) -> SafetyPlan:
    """A new version, gone through with the patient. ``after`` is the number that was being read (0: there was none).

    The same words again are a new version all the same: they were looked at together today.
    """
    lock(("safety plan", patient.pk))
    newest = SafetyPlan.objects.filter(patient=patient).newest_first().first()
    now = newest.number if newest else 0
    if now != after:
        raise ChangedMeanwhile(
            _("Version %(n)d was written meanwhile. Read it before you replace it.") % {"n": now}
        )
    if unknown := set(parts) - set(SafetyPlan.PARTS):
        raise TypeError(f"A safety plan has no {', '.join(sorted(unknown))}")
    words = {name: parts.get(name, "").strip() for name in SafetyPlan.PARTS}
    for name in SafetyPlan.NEEDED:
        if not words[name]:
            raise InvalidInput(_("Write this together with the patient."), field=name)
    if alert is not None and alert.patient_id != patient.pk:
        raise InvalidInput(_("This alert belongs to another person."), field="alert")
    plan = SafetyPlan(
        patient=patient,
        site_id=patient.site_id,
        number=now + 1,
        made_at=at,
        made_by=by,
        alert=alert,
        created_at=at,
        **words,
    )
    plan.save()
    return plan
