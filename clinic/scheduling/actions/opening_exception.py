"""Dated exceptions to the weekly hours: a holiday, a long Saturday."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.core.locks import lock
from clinic.scheduling.models import OpeningException
from clinic.sites.models import Site

LONGEST_NAME = 60


@action(Permission.ROSTER_MANAGE)
def set_exception(
    site: Site,
    *,
    on: date,
    name: str,
    opens: time | None = None,
    closes: time | None = None,
    by: Actor,
    at: datetime,
) -> OpeningException:
    """These times hold on that day instead of the week's; without times it is closed all day.

    An exception that stood for the day is replaced. Visits already booked then stay: the page lists them.
    """
    name = name.strip()
    _check(name, opens, closes)
    if on < site.today(at):
        raise InvalidInput(_("That day is over."), field="on")
    lock(("opening-exceptions", site.pk))
    for old in OpeningException.objects.standing().filter(site=site, on=on):
        _withdraw(old, by, at)
    made = OpeningException(site=site, on=on, name=name, opens=opens, closes=closes, created_at=at)
    made.save()
    return made


@action(Permission.ROSTER_MANAGE)
def withdraw_exception(
    exception: OpeningException, *, by: Actor, at: datetime
) -> OpeningException:
    """The week's own hours hold again on that day."""
    exception = OpeningException.objects.select_for_update().get(pk=exception.pk)
    if exception.withdrawn_at is None:
        _withdraw(exception, by, at)
    return exception


def _withdraw(exception: OpeningException, by: Actor, at: datetime) -> None:
    exception.withdrawn_at, exception.withdrawn_by = at, by.actor_id
    exception.save()


def _check(name: str, opens: time | None, closes: time | None) -> None:
    if not name:
        raise InvalidInput(_("Say what the day is, such as Thanksgiving."), field="name")
    if len(name) > LONGEST_NAME:
        sentence = _("The name has at most %(count)d characters.") % {"count": LONGEST_NAME}
        raise InvalidInput(sentence, field="name")
    if (opens is None) != (closes is None):
        empty = "opens" if opens is None else "closes"
        raise InvalidInput(_("Give both times, or neither for a closed day."), field=empty)
    if opens is not None and closes is not None and closes <= opens:
        sentence = _("The site would close at %(closes)s, before it opens at %(opens)s.")
        words = {"closes": f"{closes:%H:%M}", "opens": f"{opens:%H:%M}"}
        raise InvalidInput(sentence % words, field="closes")
