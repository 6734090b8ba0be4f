from __future__ import annotations

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor
from clinic.scheduling.models.opening_hours import ExceptionalDay, OpeningHours, Span, open_spans


class OpeningExceptionQuerySet(RecordQuerySet["OpeningException"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("site.view")
        return self if sites is None else self.filter(site_id__in=sites)

    def standing(self) -> Self:
        """Exceptions that were not taken back."""
        return self.filter(withdrawn_at=None)

    def between(self, first: date, last: date) -> Self:
        """Standing ones on any day from `first` to `last`, both counted."""
        return self.standing().filter(on__range=(first, last))


class OpeningException(Record):
    """One day on which the weekly hours do not hold: a holiday, an inventory, a long Saturday.

    Both times empty: closed all day. Otherwise open from `opens` to `closes` and at no other time that day.
    """

    site = models.ForeignKey(
        "sites.Site",
        on_delete=models.PROTECT,
        related_name="opening_exceptions",
        db_index=False,  # the unique constraint below begins with it
    )
    on = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    name = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)

    objects: ClassVar[OpeningExceptionQuerySet] = OpeningExceptionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "on"],
                condition=Q(withdrawn_at=None),
                name="a_day_has_one_exception_to_its_hours",
            ),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                name="an_exception_closes_after_it_opens_or_all_day",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="an_exception_has_a_name"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="exception_withdrawal_has_who_and_when",
            ),
        ]

    @property
    def is_closed(self) -> bool:
        return self.opens is None


def site_spans(site_id: UUID, zone: str, first: date, last: date) -> list[Span]:
    """The instants (UTC) a site is open from `first` to `last`, both counted: weekly hours and dated exceptions."""
    rules = OpeningHours.objects.filter(site_id=site_id).in_force_between(first, last)
    dated = OpeningException.objects.filter(site_id=site_id).between(first, last)
    days = [ExceptionalDay(each.on, each.opens, each.closes) for each in dated]
    return open_spans(rules, zone, first, last, days)
