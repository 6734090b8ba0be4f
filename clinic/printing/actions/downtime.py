"""Packs made, kept and taken away."""

from __future__ import annotations

import hashlib
import os
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.core.locks import lock
from clinic.printing.content.downtime import downtime, visits_of
from clinic.printing.models import DowntimePack
from clinic.printing.typeset import typeset
from clinic.sites.models import Site

FURTHEST = timedelta(days=7)


@action(Permission.DOWNTIME_MAKE)
def make_pack(site: Site, *, day: date, by: Actor, at: datetime) -> DowntimePack:
    """Print the day's pack as it stands now, in place of an earlier one of that day. Raises InvalidInput."""
    today = site.today(at)
    if not today <= day <= today + FURTHEST:
        raise InvalidInput(_("Choose today or a day of the coming week."), field="day")
    lock(("downtime", f"{site.pk}:{day}"))
    visits = visits_of(site, day, by)
    content = typeset("downtime", downtime(site, day, visits, reader=by, at=at), at=at)
    for old in DowntimePack.objects.kept().filter(site=site, day=day).select_for_update():
        _take_away(old, at)
    pack = DowntimePack(
        site=site,
        day=day,
        made_by=by.actor_id,
        patients=sorted({visit.patient_id for visit in visits}),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        created_at=at,
    )
    _keep(pack.path, content)
    pack.save()
    return pack


@action(Permission.DOWNTIME_MAKE, anywhere=True)
def take_away_old(*, by: Actor, at: datetime) -> int:
    """Packs of days before yesterday go. Answers how many."""
    kept = DowntimePack.objects.kept().select_related("site").select_for_update(of=("self",))
    old = [pack for pack in kept if pack.day < pack.site.today(at) - timedelta(days=1)]
    for pack in old:
        _take_away(pack, at)
    return len(old)


def _take_away(pack: DowntimePack, at: datetime) -> None:
    pack.path.unlink(missing_ok=True)
    pack.removed_at = at
    pack.save()


def _keep(path: Path, content: bytes) -> None:
    """Readable by the program's own account alone, and whole or not there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
