"""Which plans a site offers, and new plans of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.locks import lock
from clinic.sites.models import Site
from patients.models import Protocol, SiteProtocol
from patients.protocols import definition
from patients.protocols.validation import InvalidProtocol, validate


@action(Permission.PROTOCOL_CHOOSE)
def offer(site: Site, *, protocol: Protocol, by: Actor, at: datetime) -> SiteProtocol:
    """The site treats by this plan from now on. Choosing it twice changes nothing."""
    lock(("site-protocol", f"{site.pk}:{protocol.pk}"))
    row = SiteProtocol.objects.current().filter(site=site, protocol=protocol).first()
    if row is None:
        row = SiteProtocol(
            site=site,
            protocol=protocol,
            chosen_at=at,
            chosen_by=by if isinstance(by, User) else None,
            created_at=at,
        )
        row.save()
    return row


@action(Permission.PROTOCOL_CHOOSE)
def drop(row: SiteProtocol, *, by: Actor, at: datetime) -> SiteProtocol:
    """No new course follows this plan; courses that do go on."""
    row = SiteProtocol.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.dropped_at is not None:
        raise DomainError(_("This plan is not offered any more."))
    row.dropped_at = at
    row.save()
    return row


@action(Permission.PROTOCOL_CHOOSE)
def publish(site: Site, *, plan: definition.Protocol, by: Actor, at: datetime) -> Protocol:
    """A plan of the clinic's own, checked by the same rules as ours, as the next version of its code."""
    lock(("protocol", plan.code))
    last = Protocol.objects.filter(code=plan.code).order_by("-number").first()
    plan = replace(plan, version=last.number + 1 if last else 1)
    try:
        validate(plan)
    except InvalidProtocol as error:
        raise InvalidInput(str(error), field="steps", problems=error.problems) from error
    protocol = Protocol(
        code=plan.code,
        number=plan.version,
        name=plan.name,
        route=plan.route.value,
        modality=plan.modality.value,
        most_doses_in_7_days=plan.most_doses_in_7_days,
        planned_doses=plan.planned_doses,
        steps=plan.as_json()["steps"],
        sources=plan.source,
        checksum=plan.checksum(),
        published_at=at,
        created_at=at,
    )
    protocol.save()
    return protocol
