from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor


def known_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("There is no time zone called %(name)s."), params={"name": name})


class SiteQuerySet(RecordQuerySet["Site"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("site.view")
        return self if sites is None else self.filter(pk__in=sites)


class Site(Record):
    """One place of the clinic. Its zone governs its calendar, its jurisdiction its law."""

    name = models.CharField(max_length=120)
    neutral_name = models.CharField(
        max_length=40, help_text=_("Stands in messages. Must not say what is treated here.")
    )
    slug = models.SlugField(max_length=40, unique=True)
    timezone = models.CharField(max_length=64, validators=[known_zone])
    jurisdiction = models.CharField(max_length=10, help_text=_("ISO 3166-2, such as US-NM."))
    phone = models.CharField(max_length=32)
    address = models.CharField(max_length=240, blank=True)
    is_open = models.BooleanField(default=True)

    objects: ClassVar[SiteQuerySet] = SiteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(jurisdiction__regex=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"),
                name="site_jurisdiction_is_iso_3166",
            )
        ]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def local(self, at: datetime) -> datetime:
        """The wall clock here at that instant."""
        return at.astimezone(self.zone)

    def today(self, at: datetime) -> date:
        return self.local(at).date()
