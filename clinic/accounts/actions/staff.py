"""People who work here: inviting them, their roles, their licences, their passwords."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import Licence, Membership, User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Capability, Role
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.sites.models import Site


class AlreadyMember(DomainError):
    code = "already-member"


@action(Permission.STAFF_MANAGE)
def invite(
    site: Site,
    *,
    email: str,
    name: str,
    role: Role,
    capabilities: Sequence[Capability] = (),
    credentials: str = "",
    phone_extension: str = "",
    by: Actor,
    at: datetime,
) -> User:
    """A person joins a site in a role. A new person has no password until the invitation is accepted."""
    user: User | None = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User(
            email=email.lower(),
            name=name,
            credentials=credentials,
            phone_extension=phone_extension,
            password=make_password(None),
            created_at=at,
        )
        user.save()
    join(user, site, role, capabilities, at)
    return user


def join(
    user: User, site: Site, role: Role, capabilities: Sequence[Capability], at: datetime
) -> Membership:
    if Membership.objects.filter(user=user, site=site, role=role, ended_at=None).exists():
        raise AlreadyMember(_("This person already has that role here."))
    membership = Membership(
        user=user,
        site=site,
        role=role,
        capabilities=sorted(set(capabilities)),
        started_at=at,
        created_at=at,
    )
    membership.save()
    user.forget_roles()
    return membership


@action(Permission.STAFF_MANAGE)
def set_capabilities(
    membership: Membership, *, capabilities: Sequence[Capability], by: Actor, at: datetime
) -> Membership:
    """Give or take the named duties of a role."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    membership.capabilities = sorted(set(capabilities))
    membership.save()
    return membership


@action(Permission.STAFF_MANAGE)
def end_membership(membership: Membership, *, by: Actor, at: datetime) -> Membership:
    """The role ends now. What the person signed stays signed."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.ended_at is None:
        membership.ended_at = at
        membership.save()
    return membership


@action(Permission.STAFF_MANAGE)
def record_licence(
    user: User,
    *,
    site: Site,
    kind: Licence.Kind,
    number: str,
    jurisdiction: str,
    issued_on: date,
    expires_on: date,
    by: Actor,
    at: datetime,
) -> Licence:
    """Write down a licence somebody has seen. It counts only once verified."""
    number = number.strip().upper()
    if kind == Licence.Kind.DEA and not dea_number_is_sound(number):
        raise InvalidInput(_("The last digit of this DEA number does not fit."), field="number")
    if expires_on < issued_on:
        raise InvalidInput(_("It expires before it was issued."), field="expires_on")
    if Licence.objects.filter(kind=kind, number=number, jurisdiction=jurisdiction).exists():
        raise InvalidInput(_("This licence is already on record."), field="number")
    licence = Licence(
        user=user,
        kind=kind,
        number=number,
        jurisdiction=jurisdiction,
        issued_on=issued_on,
        expires_on=expires_on,
        created_at=at,
    )
    licence.save()
    return licence


@action(Permission.STAFF_MANAGE)
def verify_licence(licence: Licence, *, site: Site, by: User, at: datetime) -> Licence:
    """Somebody looked it up at the board and it is as written."""
    licence = Licence.objects.select_for_update().get(pk=licence.pk)
    if licence.user_id == by.pk:
        raise DomainError(_("Somebody else must verify your own licence."))
    licence.verified_at, licence.verified_by = at, by
    licence.save()
    return licence


@action(Permission.STAFF_MANAGE)
def suspend_licence(
    licence: Licence, *, site: Site, status: Licence.Status, by: Actor, at: datetime
) -> Licence:
    """It no longer counts, from now on; or it does again."""
    licence = Licence.objects.select_for_update().get(pk=licence.pk)
    licence.status = status
    licence.save()
    return licence


@action(Permission.STAFF_MANAGE, anywhere=True)
def set_password(user: User, *, password: str, by: Actor, at: datetime) -> User:
    """A new password, already checked for strength at the edge."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.password = make_password(password)
    user.save()
    return user


@action(Permission.STAFF_MANAGE, anywhere=True)
def deactivate(user: User, *, by: Actor, at: datetime) -> User:
    """No more sign-in. The account stays, because history points to it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = False
    user.save()
    return user


def dea_number_is_sound(number: str) -> bool:
    """Two letters and seven digits whose check digit fits: (d1+d3+d5) + 2·(d2+d4+d6), last digit = d7."""
    letters, digits = number[:2], number[2:]
    if len(digits) != 7 or not digits.isdigit() or not letters[:1].isalpha():
        return False
    d = [int(c) for c in digits]
    return (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 == d[6]
