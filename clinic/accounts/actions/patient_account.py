"""A patient's own account: opened with the mailbox they gave, and closed for good."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.actions.staff import join
from clinic.accounts.models import Membership, User
from clinic.accounts.roles import Role
from clinic.core.errors import DomainError
from clinic.sites.models import Site


class MailboxTaken(DomainError):
    """One mailbox is one person's key: it cannot open two people's pages, nor the staff's and a patient's."""

    code = "mailbox-taken"


@step
def open_account(site: Site, *, email: str, name: str, at: datetime) -> User:
    """An account that waits for its password. A closed one of the same mailbox opens again without the old one."""
    user: User | None = User.objects.select_for_update().filter(email__iexact=email).first()
    if user is None:
        user = User(email=email.lower(), name=name, password=make_password(None), created_at=at)
        user.save()
    elif not user.is_active or user.memberships.filter(ended_at=None).exists():
        raise MailboxTaken(
            _(
                "Somebody signs in with this mailbox already. Write down another one for this person."
            )
        )
    else:
        # Whoever knew the password of the closed account does not know this one's.
        user.name, user.password = name, make_password(None)
        user.save()
    join(user, site, Role.PATIENT, (), at)
    return user


@step
def close_account(user: User, *, at: datetime) -> User:
    """No role and no password any more; whoever is signed in with it is signed out by that."""
    user = User.objects.select_for_update().get(pk=user.pk)
    own = Membership.objects.select_for_update().filter(user=user, role=Role.PATIENT)
    for membership in own.filter(ended_at=None):
        membership.ended_at = at
        membership.save()
    user.password = make_password(None)
    user.save()
    user.forget_roles()
    return user
