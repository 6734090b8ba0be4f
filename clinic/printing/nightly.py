"""Each evening, each site's pack for tomorrow; a task for the nurses when it could not be made.

Asked every quarter of an hour rather than at an hour: then a night on which the clocks change, or the worker was down,
is a night like any other.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.roles import Role
from clinic.accounts.system import PRINTER
from clinic.printing.actions.downtime import make_pack, take_away_old
from clinic.printing.models import DowntimePack
from clinic.sites.models import Site
from clinic.tasks.actions.task import complete_for_cause, raise_task

log = logging.getLogger(__name__)

EVENING = 20  # o'clock at the site [POL]: the desk has gone home, tomorrow hardly changes any more


def tick(*, at: datetime) -> int:
    """Make what is missing, take away what is old. Answers how many were made."""
    made = sum(_look_after(site, at) for site in Site.objects.filter(is_open=True).order_by("pk"))
    take_away_old(by=PRINTER, at=at)
    return made


def day_due(site: Site, at: datetime) -> date:
    """The day whose pack should lie ready now: tomorrow's from the evening on, else today's."""
    evening = site.local(at).hour >= EVENING
    return site.today(at) + timedelta(days=1 if evening else 0)


def missing(site: Site, at: datetime) -> bool:
    return not DowntimePack.objects.kept().filter(site=site, day=day_due(site, at)).exists()


def _look_after(site: Site, at: datetime) -> bool:
    if not missing(site, at):
        return False
    day = day_due(site, at)
    key = f"downtime:{site.pk}:{day}"
    try:
        make_pack(site, day=day, by=PRINTER, at=at)
    except Exception:
        # One site's trouble must not keep the others from theirs; a person is told.
        log.exception("the downtime pack of site %s for %s could not be made", site.pk, day)
        _alarm(site, day, key, at)
        return False
    complete_for_cause(key=key, outcome=_("It was made."), by=PRINTER, at=at)
    return True


def _alarm(site: Site, day: date, key: str, at: datetime) -> None:
    raise_task(
        site,
        kind="DOWNTIME_PACK_MISSING",
        sentence=_("The downtime pack for %(day)s was not made. Make it by hand and print it.")
        % {"day": f"{day:%d %b}"},
        why=_("Without it there is no chart when the program cannot be reached."),
        role=Role.NURSE,
        due_at=at + timedelta(hours=1),
        escalate_at=at + timedelta(hours=12),
        escalate_to_role=Role.MANAGER,
        link="/downtime/",
        key=key,
        by=PRINTER,
        at=at,
    )
