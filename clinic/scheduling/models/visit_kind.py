from __future__ import annotations

from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.roles import Role
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor
from clinic.scheduling.models.room import Equipment, Room


class Kind(models.TextChoices):
    """What a visit is for."""

    SCREENING = "SCREENING", _("Screening")
    PREPARATION = "PREPARATION", _("Preparation")
    DOSING = "DOSING", _("Dosing")
    INTEGRATION = "INTEGRATION", _("Integration")
    REVIEW = "REVIEW", _("Review")
    FOLLOW_UP = "FOLLOW_UP", _("Follow-up")


class Need(models.TextChoices):
    """A part that somebody must play at a visit. A dosing session needs monitor and therapist (G15) [S52]."""

    PRESCRIBER = "PRESCRIBER", _("Prescriber")
    MEDICAL_MONITOR = "MEDICAL_MONITOR", _("Medical monitor")
    THERAPIST = "THERAPIST", _("Therapist")


# Who can play it: the role they are rostered in that day.
PLAYED_BY: dict[str, frozenset[str]] = {
    Need.PRESCRIBER: frozenset({Role.PRESCRIBER}),
    Need.MEDICAL_MONITOR: frozenset({Role.NURSE, Role.PRESCRIBER}),
    Need.THERAPIST: frozenset({Role.THERAPIST}),
}
WORKING_ROLES = (Role.PRESCRIBER, Role.NURSE, Role.THERAPIST)


class VisitKindQuerySet(RecordQuerySet["VisitKind"]):
    def visible_to(self, actor: Actor) -> Self:
        """The kinds every site starts with, and those its own sites adjusted."""
        sites = actor.sites_with("appointment.view")
        return self if sites is None else self.filter(Q(site=None) | Q(site_id__in=sites))

    def at_site(self, site_id: UUID) -> Self:
        """Visits of one patient. One row a code: the site's own where it has one, else the common one."""
        return self.at_site_with_groups(site_id).filter(is_group=False)

    def at_site_with_groups(self, site_id: UUID) -> Self:
        """As `at_site`, and the group visits."""
        own = self.model.objects.filter(site_id=site_id).values("code")
        return self.filter(Q(site_id=site_id) | (Q(site=None) & ~Q(code__in=own)))

    def offered(self, site_id: UUID, kind: str, route: str) -> VisitKind | None:
        """What this site does for a visit of that kind and route; its own row goes before the common one."""
        own_or_common = Q(site_id=site_id) | Q(site=None)
        rows = self.filter(own_or_common, kind=kind, route=route, is_group=False)
        own = {row.code: row for row in sorted(rows, key=lambda row: row.site_id is not None)}
        return next((row for row in own.values() if row.is_offered), None)


class VisitKind(Record):
    """What a visit is for, how long it takes, what it needs. A site may have its own row for a code."""

    site = models.ForeignKey(
        "sites.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="visit_kinds"
    )
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    route = models.CharField(max_length=16, blank=True, help_text=_("Of a dosing visit only."))
    minutes = models.PositiveSmallIntegerField(help_text=_("The visit, from door to door."))
    recovery_minutes = models.PositiveSmallIntegerField(
        default=0, help_text=_("Patient and room stay taken this long after the visit.")
    )
    turnover_minutes = models.PositiveSmallIntegerField(
        default=0, help_text=_("The room alone stays taken this long after that.")
    )
    room_kind = models.CharField(
        max_length=10,
        choices=Room.Kind.choices,
        blank=True,
        help_text=_("Empty: any room, or none."),
    )
    equipment = ArrayField(
        models.CharField(max_length=16, choices=Equipment.choices),
        default=list,
        blank=True,
        help_text=_("What the room must have."),
    )
    is_group = models.BooleanField(
        default=False, help_text=_("Several patients at once, each on a numbered seat.")
    )
    needs = ArrayField(
        models.CharField(max_length=16, choices=Need.choices),
        default=list,
        blank=True,
        help_text=_("Who must be there."),
    )
    is_offered = models.BooleanField(default=True)
    evidence = models.CharField(
        max_length=80, blank=True, help_text=_("Where the minutes come from.")
    )

    objects: ClassVar[VisitKindQuerySet] = VisitKindQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "code"],
                nulls_distinct=False,
                name="visit_kind_codes_differ_at_a_site",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 480)), name="visit_lasts_5_minutes_to_8_hours"
            ),
            models.CheckConstraint(
                condition=Q(turnover_minutes__lte=240), name="turnover_is_at_most_4_hours"
            ),
            models.CheckConstraint(
                condition=(Q(kind="DOSING") & ~Q(route="")) | (~Q(kind="DOSING") & Q(route="")),
                name="a_dosing_visit_and_only_it_has_a_route",
            ),
            models.CheckConstraint(
                condition=Q(recovery_minutes__lte=240), name="recovery_is_at_most_4_hours"
            ),
            models.CheckConstraint(
                condition=Q(equipment__contained_by=Equipment.values),
                name="visit_kind_equipment_is_known",
            ),
            models.CheckConstraint(
                condition=Q(is_group=False) | ~Q(kind="DOSING"),
                name="nobody_is_dosed_in_a_group_visit",
            ),
        ]
