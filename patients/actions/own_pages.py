"""The patient's own pages: opened by an invitation to a mailbox that was checked, and closed again."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.actions import patient_account
from clinic.accounts.invitation import may_be_invited_again
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError
from clinic.core.events import publish
from clinic.outbox.models import Channel, ContactPoint
from patients.actions.patient import give_account, lock
from patients.events import OwnPagesClosed, PatientInvited
from patients.models import Patient


class CannotInvite(DomainError):
    """The sentence says what to do first."""

    code = "cannot-invite"


@action(Permission.PATIENT_EDIT)
def invite(patient: Patient, *, by: Actor, at: datetime) -> Patient:
    """Send the link with which the person chooses a password; once more, if it was not used.

    The mailbox must have been checked with the person: whoever reads that mail reads what this person answers.
    """
    patient = lock(patient)
    if patient.deceased_on is not None:
        raise CannotInvite(_("This person died."))
    account = patient.account
    if account is not None and not may_be_invited_again(account):
        raise CannotInvite(
            _(
                "This person has chosen a password. If it is lost, the sign-in page sends a new link."
            )
        )
    mailbox = _mailbox(patient)
    if account is not None and account.email.casefold() != mailbox.casefold():
        # Invited to a mailbox that was wrong: the link sent there opens nothing any more.
        patient = _close(patient, account, at)
        account = None
    if account is None:
        account = patient_account.open_account(
            patient.site, email=mailbox, name=patient.full_name, at=at
        )
        patient = give_account.step(patient, account=account, by=by, at=at)
    publish(
        PatientInvited(
            patient_id=patient.pk, site_id=patient.site_id, account_id=account.pk, at=at
        )
    )
    return patient


@action(Permission.PATIENT_EDIT)
def close(patient: Patient, *, by: Actor, at: datetime) -> Patient:
    """Nobody signs in to this person's pages any more; a link on its way opens nothing. Closing twice is once."""
    patient = lock(patient)
    return patient if patient.account is None else _close(patient, patient.account, at)


def _close(patient: Patient, account: User, at: datetime) -> Patient:
    patient_account.close_account(account, at=at)
    patient.account = None
    patient.save()
    publish(
        OwnPagesClosed(
            patient_id=patient.pk, site_id=patient.site_id, account_id=account.pk, at=at
        )
    )
    return patient


def _mailbox(patient: Patient) -> str:
    points = ContactPoint.objects.of(patient.pk).filter(kind=Channel.EMAIL)
    point = points.usable().first()
    if point is None:
        raise CannotInvite(
            _("Write down a mailbox where this person agreed to messages, then invite.")
        )
    if point.verified_at is None:
        raise CannotInvite(
            _(
                "Check the mailbox with the person first, and mark it as checked: the link opens their pages."
            )
        )
    return point.address
