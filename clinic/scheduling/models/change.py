from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor
from clinic.core.ids import uuid7

# [POL]: how long a slip can be taken back. Nobody is told of a change before.
UNDO_FOR = timedelta(minutes=3)


class ChangeQuerySet(RecordQuerySet["Change"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("appointment.view")
        return self if sites is None else self.filter(site_id__in=sites)

    def standing(self) -> Self:
        """Changes that were not taken back."""
        return self.filter(undone_at=None)

    def to_undo(self, actor: Actor, at: datetime) -> Self:
        """What this person did in the last three minutes and has not taken back, the latest first."""
        recent = self.standing().filter(made_by=actor.actor_id, made_at__gt=at - UNDO_FOR)
        return recent.order_by("-made_at", "-id")


class Change(Record):
    """One thing somebody did to the calendar, whole: one visit, or all the visits of an accepted plan.

    It is what is undone, as one. Its lines say which visits it put in place of which.
    """

    class Kind(models.TextChoices):
        BOOK = "BOOK", _("Booked")
        PLAN = "PLAN", _("Course planned")
        REPLAN = "REPLAN", _("Course planned again")
        MOVE = "MOVE", _("Moved")
        CANCEL = "CANCEL", _("Called off")
        NO_SHOW = "NO_SHOW", _("Did not come")
        SICK_DAY = "SICK_DAY", _("Staff away")
        WAITLIST = "WAITLIST", _("Filled from the waitlist")

    site = models.ForeignKey(
        "sites.Site", on_delete=models.PROTECT, related_name="changes", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    leave = models.ForeignKey(
        "Leave",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text=_("The absence written down with it, which undoing takes back."),
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=80, blank=True)

    objects: ClassVar[ChangeQuerySet] = ChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "BOOK",
                        "PLAN",
                        "REPLAN",
                        "MOVE",
                        "CANCEL",
                        "NO_SHOW",
                        "SICK_DAY",
                        "WAITLIST",
                    ]
                ),
                name="change_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
                name="an_undone_change_has_who_and_when",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["made_by", "made_at"], name="change_made")]

    @property
    def undo_until(self) -> datetime:
        return self.made_at + UNDO_FOR


class ChangeLineQuerySet(models.QuerySet["ChangeLine"]):
    def whole(self) -> ChangeLineQuerySet:
        """With the visits on both sides, in the order they were accepted."""
        return self.select_related(
            "step",
            "before__site",
            "before__patient",
            "before__room",
            "before__visit_kind",
            "after__site",
            "after__patient",
            "after__room",
            "after__visit_kind",
        ).order_by("position")


class ChangeLine(models.Model):
    """One visit of a change: `before` ended, `after` took its place. Either may be missing, not both.

    `step` is the planned step this change dropped from the course, if it did. Written once; its own history.
    """

    APPEND_ONLY = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    change = models.ForeignKey(
        Change, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    before = models.ForeignKey(
        "Appointment", on_delete=models.PROTECT, null=True, blank=True, related_name="ended_in"
    )
    after = models.ForeignKey(
        "Appointment", on_delete=models.PROTECT, null=True, blank=True, related_name="made_in"
    )
    step = models.ForeignKey(
        "patients.CourseStep",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    objects: ClassVar[models.Manager[ChangeLine]] = ChangeLineQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False) | Q(step__isnull=False),
                name="a_line_of_a_change_changes_something",
            ),
            models.UniqueConstraint(
                fields=["change", "position"], name="lines_of_a_change_are_numbered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.position}"
