"""The signature."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core import localtime
from clinic.core.errors import DomainError
from clinic.core.events import publish
from clinic.core.failpoints import failpoint
from consent.actions.consent import moving, reading
from consent.events import ConsentSigned
from consent.models import Consent
from consent.policies import signing as rules
from consent.policies import under_effect

OWN_ACCOUNT = "OWN_ACCOUNT"  # the patient, signed in as themselves
CLINIC_DEVICE = (
    "CLINIC_DEVICE"  # on the clinic's device, in the presence of the clinician signed in
)


class AlreadySigned(DomainError):
    """Somebody was faster."""

    code = "already-signed"


@action(Permission.CONSENT_SIGN, fresh=True)
def sign(
    consent: Consent,
    *,
    typed_name: str,
    acknowledged: Collection[str] | None = None,
    answers: Mapping[str, str] | None = None,
    interpreter: str = "",
    ip: str = "",
    user_agent: str = "",
    by: User,
    at: datetime,
) -> Consent:
    """The patient signs: at their own account, or at the clinic's device beside the clinician ``by``.

    Refused while an element is open, a question unanswered, a dose active, or another edition in effect.
    ``acknowledged`` and ``answers`` are those of the page it was signed on; None: as they stand.
    """
    rules.require_own(consent, by)
    consent = moving.lock(consent)
    if consent.state == Consent.State.SIGNED:
        if consent.signed_by_id == by.pk:
            return consent
        raise AlreadySigned(_("This consent is signed already."))
    name = rules.require_name(typed_name)
    if consent.is_unsigned and (acknowledged is not None or answers):
        consent = reading.take_in(consent, acknowledged or (), answers or {}, at)
    rules.require_course(consent.course, consent.type)
    rules.require_adult(consent.patient.birth_date, consent.site.today(at))
    if consent.is_unsigned:
        rules.require_current(consent, at)
        rules.require_complete(consent)
    under_effect.require_clear_head(consent.patient_id, at, consent.site.timezone)
    moving.move(consent, Consent.State.SIGNED)
    failpoint("consent.sign")
    _end_earlier(consent, at)
    months = rules.terms(consent.site, at).gate.consent_months
    consent.signed_at, consent.signed_by = at, by
    consent.signed_sha256 = consent.form.sha256
    consent.expires_on = rules.months_later(consent.site.today(at), months)
    consent.signature = _signature(consent, name, interpreter, ip, user_agent, by, at)
    consent.save()
    publish(ConsentSigned(**moving.facts(consent, at)))
    moving.follow(consent.course, by=by, at=at)
    return consent


def _end_earlier(consent: Consent, at: datetime) -> None:
    """The signature before it gives way: run out if its time was over, replaced otherwise."""
    earlier = Consent.objects.select_for_update().signed()
    for old in earlier.filter(course_id=consent.course_id, type=consent.type):
        ran_out = old.expires_on is not None and consent.site.today(at) >= old.expires_on
        moving.move(old, Consent.State.EXPIRED if ran_out else Consent.State.SUPERSEDED)
        old.ended_at = at
        old.save()


def _signature(
    consent: Consent,
    name: str,
    interpreter: str,
    ip: str,
    user_agent: str,
    by: User,
    at: datetime,
) -> dict[str, Any]:
    """Everything 21 CFR 11.50 asks to stand with a signature, and how it was given."""
    own = by.patient_id() == consent.patient_id
    zone = consent.site.timezone
    return {
        "typed_name": name,
        "meaning": consent.form.meaning,
        "method": OWN_ACCOUNT if own else CLINIC_DEVICE,
        "signed_in_as": by.actor_id,
        "in_presence_of": "" if own else by.actor_label,
        "interpreter": interpreter.strip(),
        "at": at.isoformat(),
        "wall": localtime.wall_time(at, zone).isoformat(),
        "zone": zone,
        "form": consent.form.title,
        "edition": consent.form.edition,
        "sha256": consent.form.sha256,
        "elements": [element.key for element in consent.form.wording.elements],
        "questions": [question.key for question in consent.form.wording.questions],
        "ip": ip,
        "user_agent": user_agent[:300],
    }
