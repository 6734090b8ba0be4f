"""The patient reads: ticks, takes a tick back, answers what is asked back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from consent.actions.consent import moving
from consent.models import Consent, ElementAcknowledgement, TeachBackAnswer
from consent.policies import signing as rules

ANSWER_MAX = 4000  # characters


class NotWaiting(DomainError):
    """It is signed or over: nothing in it changes any more."""

    code = "consent-not-waiting"


@action(Permission.CONSENT_SIGN)
def acknowledge(consent: Consent, *, element: str, by: Actor, at: datetime) -> Consent:
    """One element is read and agreed to. Ticking twice changes nothing."""
    consent = _waiting(consent, by)
    _tick(consent, element, at)
    return _begun(consent)


@action(Permission.CONSENT_SIGN)
def take_back(consent: Consent, *, element: str, by: Actor, at: datetime) -> Consent:
    """The patient has a question about it after all."""
    consent = _waiting(consent, by)
    _untick(consent, element, at)
    return consent


@action(Permission.CONSENT_SIGN)
def answer(consent: Consent, *, question: str, text: str, by: Actor, at: datetime) -> Consent:
    """What the patient says when asked back. Answering again replaces it; history keeps both."""
    consent = _waiting(consent, by)
    _answer(consent, question, text, at)
    return _begun(consent)


@action(Permission.CONSENT_SIGN)
def fill(
    consent: Consent,
    *,
    acknowledged: Collection[str],
    answers: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> Consent:
    """A whole page at once: exactly these elements are ticked, and these answers given."""
    consent = _waiting(consent, by)
    return take_in(consent, acknowledged, answers, at)


@step
def take_in(
    consent: Consent, acknowledged: Collection[str], answers: Mapping[str, str], at: datetime
) -> Consent:
    """The page's ticks and answers, in a consent already locked and waiting."""
    standing = set(consent.acknowledgements.standing().values_list("element", flat=True))
    for element in sorted(standing - set(acknowledged)):
        _untick(consent, element, at)
    for element in acknowledged:
        _tick(consent, element, at)
    for question, text in answers.items():
        if text.strip():
            _answer(consent, question, text, at)
    return _begun(consent) if acknowledged or any(answers.values()) else consent


def _waiting(consent: Consent, by: Actor) -> Consent:
    rules.require_own(consent, by)
    consent = moving.lock(consent)
    if not consent.is_unsigned:
        raise NotWaiting(
            _("This form is %(state)s. Nothing in it changes any more.")
            % {"state": str(Consent.State(consent.state).label).lower()}
        )
    return consent


def _begun(consent: Consent) -> Consent:
    if consent.state == Consent.State.ISSUED:
        moving.move(consent, Consent.State.PARTIAL)
        consent.save()
    return consent


def _tick(consent: Consent, element: str, at: datetime) -> None:
    if element not in {one.key for one in consent.form.wording.elements}:
        raise InvalidInput(_("The form has no such part."), field="element")
    if consent.acknowledgements.standing().filter(element=element).exists():
        return
    ElementAcknowledgement(
        consent=consent,
        patient_id=consent.patient_id,
        site_id=consent.site_id,
        element=element,
        acknowledged_at=at,
        created_at=at,
    ).save()


def _untick(consent: Consent, element: str, at: datetime) -> None:
    for tick in consent.acknowledgements.standing().filter(element=element):
        tick.taken_back_at = at
        tick.save()


def _answer(consent: Consent, question: str, text: str, at: datetime) -> None:
    if question not in {one.key for one in consent.form.wording.questions}:
        raise InvalidInput(_("The form asks no such question."), field="question")
    if not text.strip():
        raise InvalidInput(_("Answer in your own words."), field="text")
    if len(text) > ANSWER_MAX:
        raise InvalidInput(_("Keep the answer under 4000 characters."), field="text")
    row = consent.answers.filter(question=question).first()
    if row is None:
        row = TeachBackAnswer(
            consent=consent,
            patient_id=consent.patient_id,
            site_id=consent.site_id,
            question=question,
            created_at=at,
        )
    elif row.answer == text.strip():
        return
    row.answer, row.answered_at = text.strip(), at
    row.save()
