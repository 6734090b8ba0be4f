"""A bundle's bytes become a referral."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.fhir.bundle.reader import read
from clinic.sites.models import Site
from patients.actions import referral as referrals
from patients.models import Referral


@action(Permission.REFERRAL_IMPORT)
def import_bundle(site: Site, *, data: bytes, by: Actor, at: datetime) -> Referral:
    """Read it whole and keep it whole, in one transaction; raises ``BadBundle`` with entry and reason."""
    return referrals.receive.step(site, letter=read(data), by=by, at=at)
