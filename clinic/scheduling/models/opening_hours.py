from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import ClassVar, NamedTuple, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import Record, RecordQuerySet
from clinic.core import localtime
from clinic.core.actor import Actor

Span = tuple[datetime, datetime]


class Rule(NamedTuple):
    """Open on that weekday from `opens` to `closes`, from one day on until another (exclusive; None: for good)."""

    weekday: int
    opens: time
    closes: time
    from_on: date
    until_on: date | None

    def covers(self, day: date) -> bool:
        return (
            self.weekday == day.weekday()
            and self.from_on <= day
            and (self.until_on is None or day < self.until_on)
        )


class ExceptionalDay(NamedTuple):
    """A date on which these times hold instead of the week's; both None: closed. `name` says why."""

    on: date
    opens: time | None
    closes: time | None
    name: str = ""


class OpeningHoursQuerySet(RecordQuerySet["OpeningHours"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("site.view")
        return self if sites is None else self.filter(site_id__in=sites)

    def in_force_between(self, first: date, last: date) -> Self:
        """Rules that hold on any day from `first` to `last`, both counted."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=first), from_on__lte=last)


class OpeningHours(Record):
    """A weekly rule: on this weekday the site is open from `opens` to `closes`, by the clock on its wall.

    Two rules for one weekday are a day with a break. `until_on` is the first day the rule holds no more:
    equal to `from_on` for a rule that was replaced before it ever held.
    """

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens = models.TimeField()
    closes = models.TimeField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects: ClassVar[OpeningHoursQuerySet] = OpeningHoursQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "opening hours"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="opening_hours_close_after_they_open"
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6)), name="opening_hours_weekday_is_one"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="opening_hours_do_not_end_before_they_begin",
            ),
        ]

    def covers(self, day: date) -> bool:
        rule = Rule(self.weekday, self.opens, self.closes, self.from_on, self.until_on)
        return rule.covers(day)


def open_spans(
    rules: Iterable[Rule | OpeningHours],
    zone: str,
    first: date,
    last: date,
    exceptions: Iterable[ExceptionalDay] = (),
) -> list[Span]:
    """The instants (UTC) a site is open from `first` to `last`, both counted, in order.

    Rules are wall times; each day is expanded by itself, so 9:00 stays 9:00 through a clock change. A day among
    `exceptions` follows them alone. From the database: `site_spans`.
    """
    rules = list(rules)
    dated: dict[date, list[ExceptionalDay]] = {}
    for each in exceptions:
        dated.setdefault(each.on, []).append(each)
    spans = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for opens, closes in _times_on(day, rules, dated.get(day)):
            start = localtime.rule_instant(datetime.combine(day, opens), zone)
            end = localtime.rule_instant(datetime.combine(day, closes), zone, closing=True)
            if start < end:  # a rule that lies inside the spring gap is no time at all
                spans.append((start, end))
    return sorted(spans)


def _times_on(
    day: date, rules: Iterable[Rule | OpeningHours], instead: list[ExceptionalDay] | None
) -> list[tuple[time, time]]:
    """From when to when on the wall that day."""
    if instead is not None:
        return [
            (each.opens, each.closes)
            for each in instead
            if each.opens is not None and each.closes is not None
        ]
    return [(rule.opens, rule.closes) for rule in rules if rule.covers(day)]
