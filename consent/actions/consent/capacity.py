"""A prescriber judges the capacity to consent."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import Licence, User
from clinic.accounts.permissions import Permission
from clinic.accounts.policies import require_licence
from clinic.core.errors import InvalidInput
from clinic.core.events import publish
from consent.actions.consent import moving
from consent.actions.consent.reading import NotWaiting
from consent.events import CapacityJudged
from consent.models import CapacityAttestation, Consent


@action(Permission.CONSENT_ATTEST, fresh=True)
def attest_capacity(
    consent: Consent,
    *,
    understands: bool,
    appreciates: bool,
    reasons: bool,
    expresses_a_choice: bool,
    note: str = "",
    by: User,
    at: datetime,
) -> CapacityAttestation:
    """The four abilities, before or after the patient signs; the consent holds only with all of them.

    A later judgement overrules an earlier one: doubt suspends the consent from that moment.
    """
    consent = moving.lock(consent)
    if not consent.is_unsigned and consent.state != Consent.State.SIGNED:
        raise NotWaiting(_("This consent is over. Issue the form anew."))
    require_licence(by, consent.site, [Licence.Kind.PRESCRIBER], consent.site.today(at))
    attestation = CapacityAttestation(
        consent=consent,
        patient_id=consent.patient_id,
        site_id=consent.site_id,
        understands=understands,
        appreciates=appreciates,
        reasons=reasons,
        expresses_a_choice=expresses_a_choice,
        note=note.strip(),
        attested_at=at,
        attested_by=by,
        created_at=at,
    )
    if not attestation.has_capacity and not attestation.note:
        raise InvalidInput(_("Write down what the doubt is."), field="note")
    attestation.save()
    holds = attestation.has_capacity
    consent.capacity_attested_at = at if holds else None
    consent.capacity_attested_by = by if holds else None
    consent.save()
    publish(CapacityJudged(**moving.facts(consent, at), has_capacity=holds))
    moving.follow(consent.course, by=by, at=at)
    return attestation
