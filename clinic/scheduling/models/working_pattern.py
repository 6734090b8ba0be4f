from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import Record, RecordQuerySet
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.scheduling.models.opening_hours import OpeningHours, Span
from clinic.scheduling.models.visit_kind import WORKING_ROLES


class WorkingPatternQuerySet(RecordQuerySet["WorkingPattern"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("appointment.view")
        return self if sites is None else self.filter(site_id__in=sites)

    def in_force_between(self, first: date, last: date) -> Self:
        """Rules that hold on any day from `first` to `last`, both counted."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=first), from_on__lte=last)


class WorkingPattern(Record):
    """A weekly rule: on this weekday the person works from `starts` to `ends`, by the clock on the site's wall.

    It is expanded into `RosterShift` rows some months ahead; only those are asked when a visit is booked. Two rules
    for one weekday are a day with a break. Somebody on call may be called through the night: then `ends` is on the
    next day. `until_on` is the first day the rule holds no more.
    """

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="patterns")
    staff = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="working_patterns"
    )
    role = models.CharField(
        max_length=16, choices=[(role.value, role.label) for role in WORKING_ROLES]
    )
    weekday = models.PositiveSmallIntegerField(choices=OpeningHours.Weekday.choices)
    starts = models.TimeField()
    ends = models.TimeField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    on_call = models.BooleanField(
        default=False, help_text=_("On duty and can be called, but not booked for visits.")
    )

    objects: ClassVar[WorkingPatternQuerySet] = WorkingPatternQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=["PRESCRIBER", "NURSE", "THERAPIST"]),
                name="pattern_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6)), name="pattern_weekday_is_one"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")) | (Q(on_call=True) & ~Q(ends=F("starts"))),
                name="work_ends_after_it_starts_unless_on_call_overnight",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="pattern_does_not_end_before_it_begins",
            ),
        ]

    def covers(self, day: date) -> bool:
        return (
            self.weekday == day.weekday()
            and self.from_on <= day
            and (self.until_on is None or day < self.until_on)
        )

    def span_on(self, day: date, zone: str) -> Span | None:
        """The instants (UTC) of the rule on one date; None where the clocks skipped all of it."""
        ends_on = day if self.ends > self.starts else day + timedelta(days=1)
        start = localtime.rule_instant(datetime.combine(day, self.starts), zone)
        end = localtime.rule_instant(datetime.combine(ends_on, self.ends), zone, closing=True)
        return (start, end) if start < end else None
