"""Drafting, changing and signing the clinical policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Capability
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from clinic.core.states import require_move
from clinic.policy.events import PolicySigned
from clinic.policy.models import PolicyVersion
from clinic.policy.terms import ClinicalPolicy
from clinic.sites.models import Site


@action(Permission.POLICY_DRAFT)
def draft(site: Site, *, by: User, at: datetime) -> PolicyVersion:
    """Open the next version as a draft: from the one in force, or from the shipped defaults."""
    existing = PolicyVersion.objects.filter(site=site, status=PolicyVersion.Status.DRAFT).first()
    if existing:
        return existing
    last = PolicyVersion.objects.filter(site=site).order_by("-number").first()
    version = PolicyVersion(
        site=site,
        number=last.number + 1 if last else 1,
        terms=last.terms if last else ClinicalPolicy().to_dict(),
        drafted_by=by if isinstance(by, User) else None,
        created_at=at,
    )
    version.save()
    return version


@action(Permission.POLICY_DRAFT)
def adjust(
    version: PolicyVersion, *, terms: Mapping[str, Any], note: str, by: User, at: datetime
) -> PolicyVersion:
    """Change numbers of a draft. Each must lie inside the bounds its definition gives."""
    version = PolicyVersion.objects.select_for_update().get(pk=version.pk)
    if version.status != PolicyVersion.Status.DRAFT:
        raise DomainError(_("This version is signed. Open a new draft to change it."))
    try:
        version.terms = ClinicalPolicy.from_dict(terms).to_dict()
    except ValueError as error:
        raise InvalidInput(str(error), field="terms") from error
    version.note = note
    version.save()
    return version


@action(Permission.POLICY_SIGN, capability=Capability.MEDICAL_DIRECTOR, fresh=True)
def sign(version: PolicyVersion, *, by: User, at: datetime) -> PolicyVersion:
    """The medical director puts the draft in force, now; the version before it is replaced."""
    version = PolicyVersion.objects.select_for_update().get(pk=version.pk)
    require_move(
        PolicyVersion.MOVES, version.status, PolicyVersion.Status.SIGNED, what=_("policy version")
    )
    ClinicalPolicy.from_dict(version.terms)
    before = PolicyVersion.objects.select_for_update().filter(
        site_id=version.site_id, status=PolicyVersion.Status.SIGNED
    )
    for old in before:
        old.status = PolicyVersion.Status.REPLACED
        old.save()
    version.status = PolicyVersion.Status.SIGNED
    version.signed_by, version.signed_at = by, at
    version.save()
    publish(PolicySigned(site_id=version.site_id, version_id=version.pk, at=at))
    return version
