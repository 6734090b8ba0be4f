"""How long before a dose something is left out: asked for by a clinician, confirmed by a prescriber, or taken back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from patients.interactions.rule import Hold
from patients.models import InteractionCheck, Medication, MedicationHold
from patients.policies.shape import require_fit


class NoHold(DomainError):
    """No rule asks for time between this medication and a dose."""

    code = "no-hold"


@action(Permission.CHART_EDIT)
def ask(
    medication: Medication,
    *,
    dose_at: datetime,
    starts_at: datetime | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> MedicationHold:
    """Propose that the last one lies before ``starts_at``: the rule's shortest time, unless told.

    A question to the prescriber and nothing else: nobody tells the patient before it is confirmed.
    """
    medication = _lock(medication)
    if dose_at <= at:
        raise InvalidInput(_("The dose lies in the past."), field="dose_at")
    code, window = _asked_for(medication)
    begins = starts_at or window.starts_at(dose_at, medication.site.zone)
    if begins >= dose_at:
        raise InvalidInput(_("It starts before the dose."), field="starts_at")
    standing = MedicationHold.objects.standing().filter(medication=medication, dose_at=dose_at)
    if standing.exists():
        raise DomainError(_("There is one for this dose already."))
    hold = MedicationHold(
        patient_id=medication.patient_id,
        site_id=medication.site_id,
        medication=medication,
        rule_code=code,
        dose_at=dose_at,
        starts_at=begins,
        asked_at=at,
        asked_by=by,
        note=note.strip(),
        created_at=at,
    )
    require_fit(hold)
    hold.save()
    return hold


@action(Permission.INTERACTION_ANSWER)
def confirm(hold: MedicationHold, *, by: User, at: datetime) -> MedicationHold:
    """A prescriber agrees: now the patient may be told."""
    hold = _lock_hold(hold)
    if hold.confirmed_at is not None:
        return hold
    hold.confirmed_at, hold.confirmed_by = at, by
    hold.save()
    return hold


@action(Permission.CHART_EDIT)
def withdraw(hold: MedicationHold, *, because: str, by: User, at: datetime) -> MedicationHold:
    """Nobody leaves anything out after all. The row stays, with the reason."""
    hold = _lock_hold(hold)
    if not because.strip():
        raise InvalidInput(_("Say why."), field="because")
    hold.withdrawn_at, hold.withdrawn_by = at, by
    hold.withdrawn_because = because.strip()
    require_fit(hold)
    hold.save()
    return hold


@step
def _asked_for(medication: Medication) -> tuple[str, Hold]:
    """The rule that asks for the longest time, of those that spoke about this medication last, and that time."""
    newest = (
        InteractionCheck.objects.filter(patient=medication.patient_id)
        .newest()
        .select_related("rules")
        .first()
    )
    flags = newest.flags if newest else []
    codes = {flag["rule"] for flag in flags if str(medication.pk) in flag["medications"]}
    asking = [
        (rule.code, rule.hold)
        for rule in (newest.rules.rules.rules if newest else ())
        if rule.code in codes and rule.hold is not None
    ]
    if not asking:
        raise NoHold(_("No rule asks for time between this and a dose."))
    return max(asking, key=lambda one: one[1].hours or 24 * ((one[1].days or 0) + 1))


@step
def _lock(medication: Medication) -> Medication:
    found = (
        Medication.objects.select_for_update(of=("self",))
        .select_related("site")
        .get(pk=medication.pk)
    )
    if found.mistaken_at is not None or found.ended_on is not None or found.is_past:
        raise DomainError(_("The patient no longer takes this."))
    return found


@step
def _lock_hold(hold: MedicationHold) -> MedicationHold:
    found = MedicationHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if found.withdrawn_at is not None:
        raise DomainError(_("This was taken back."))
    return found
