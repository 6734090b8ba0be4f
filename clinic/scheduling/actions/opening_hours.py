"""When a site is open, week by week. Hours are never edited: old rules end on a day, new ones begin on it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.scheduling.models import OpeningHours
from clinic.sites.models import Site

# (weekday with Monday 0, opens, closes), as the clock on the site's wall shows it.
Rule = tuple[int, time, time]


@action(Permission.ROSTER_MANAGE)
def set_opening_hours(
    site: Site, *, rules: Iterable[Rule], from_on: date, by: Actor, at: datetime
) -> list[OpeningHours]:
    """The week's hours from `from_on` on: every rule in force until then ends on that day.

    Visits already booked outside the new hours stay; the day list shows them. Raises InvalidInput for hours that
    end before they start, overlap on one day, or begin in the past.
    """
    wanted = sorted(rules)
    _check(wanted)
    if from_on < site.today(at):
        raise InvalidInput(_("Hours cannot be changed for days that are over."), field="from_on")
    for old in OpeningHours.objects.select_for_update().filter(site=site):
        if old.until_on is None or old.until_on > from_on:
            _end(old, from_on)
    made = []
    for weekday, opens, closes in wanted:
        rule = OpeningHours(
            site=site,
            weekday=weekday,
            opens=opens,
            closes=closes,
            from_on=from_on,
            created_at=at,
        )
        rule.save()
        made.append(rule)
    return made


def _end(old: OpeningHours, on: date) -> None:
    """End a rule on that day; one that had not begun yet is in force on no day at all, and ends the day it began."""
    old.until_on = max(old.from_on, on)
    old.save()


def _check(rules: list[Rule]) -> None:
    for weekday, opens, closes in rules:
        if weekday not in OpeningHours.Weekday.values:
            raise InvalidInput(_("Choose a day of the week."), field="weekday")
        if closes <= opens:
            sentence = _("The site would close at %(closes)s, before it opens at %(opens)s.")
            words = {"closes": f"{closes:%H:%M}", "opens": f"{opens:%H:%M}"}
            raise InvalidInput(sentence % words, field="closes")
    for (day, _opens, closes), (next_day, next_opens, _closes) in itertools.pairwise(rules):
        if day == next_day and next_opens < closes:
            label = OpeningHours.Weekday(day).label
            sentence = _("The hours on %(day)s overlap.") % {"day": label}
            raise InvalidInput(sentence, field="opens")
