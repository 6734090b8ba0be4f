"""A site's own version of a visit kind: its minutes, recovery and turnover, its rooms and what they must have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.scheduling.models import Equipment, Room, VisitKind
from clinic.sites.models import Site


@action(Permission.ROSTER_MANAGE)
def adjust_visit_kind(
    site: Site,
    *,
    code: str,
    minutes: int | None = None,
    recovery_minutes: int | None = None,
    turnover_minutes: int | None = None,
    room_kind: str | None = None,
    equipment: Sequence[str] | None = None,
    is_offered: bool | None = None,
    by: Actor,
    at: datetime,
) -> VisitKind:
    """Change what is given, for this site only; the first change copies the row all sites start with.

    Who must be there (G15) is not the site's to change. Visits already booked keep their times.
    """
    kind = VisitKind.objects.select_for_update().filter(site=site, code=code).first()
    if kind is None:
        kind = _own_copy(site, code, at)
    kind.minutes = kind.minutes if minutes is None else minutes
    if recovery_minutes is not None:
        kind.recovery_minutes = recovery_minutes
    if equipment is not None:
        kind.equipment = sorted(set(equipment))
    if turnover_minutes is not None:
        kind.turnover_minutes = turnover_minutes
    kind.room_kind = kind.room_kind if room_kind is None else room_kind
    kind.is_offered = kind.is_offered if is_offered is None else is_offered
    _check(kind)
    kind.save()
    return kind


def _own_copy(site: Site, code: str, at: datetime) -> VisitKind:
    shipped = VisitKind.objects.filter(site=None, code=code).first()
    if shipped is None:
        raise InvalidInput(_("There is no such kind of visit."), field="code")
    return VisitKind(
        site=site,
        code=code,
        name=shipped.name,
        kind=shipped.kind,
        route=shipped.route,
        minutes=shipped.minutes,
        recovery_minutes=shipped.recovery_minutes,
        turnover_minutes=shipped.turnover_minutes,
        room_kind=shipped.room_kind,
        equipment=shipped.equipment,
        is_group=shipped.is_group,
        needs=shipped.needs,
        is_offered=shipped.is_offered,
        evidence=shipped.evidence,
        created_at=at,
    )


def _check(kind: VisitKind) -> None:
    if not 5 <= kind.minutes <= 480:
        raise InvalidInput(_("A visit lasts between 5 minutes and 8 hours."), field="minutes")
    if not 0 <= kind.turnover_minutes <= 240:
        sentence = _("Turnover takes at most 4 hours.")
        raise InvalidInput(sentence, field="turnover_minutes")
    if not 0 <= kind.recovery_minutes <= 240:
        sentence = _("Recovery takes at most 4 hours.")
        raise InvalidInput(sentence, field="recovery_minutes")
    if set(kind.equipment) - set(Equipment.values):
        raise InvalidInput(_("Choose equipment from the list."), field="equipment")
    if kind.room_kind and kind.room_kind not in Room.Kind.values:
        raise InvalidInput(_("Choose what kind of room it needs."), field="room_kind")
