"""What a course plans: one row for each visit and measure, never a recurrence rule."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.core.states import machine
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class CourseStepQuerySet(AboutPatientQuerySet["CourseStep"]):
    VIEW = Permission.APPOINTMENT_VIEW
    OWN = True

    def still_planned(self) -> Self:
        return self.filter(status=CourseStep.Status.PLANNED)

    def done(self) -> Self:
        return self.filter(status=CourseStep.Status.DONE)

    def in_order(self) -> Self:
        return self.order_by("course_id", "position")


@machine()
class CourseStep(AboutPatient):
    """One planned thing of a course. The visit that fills it points here, never the other way.

    The gap runs from ``after_step``: at least ``min_gap_hours``, at most ``max_gap_hours`` (none: no
    last day). With ``counts_days`` both are whole days of 24 hours, counted on the site's calendar,
    so that a clock change does not move a visit by an hour.
    """

    class Kind(models.TextChoices):
        PREPARATION = "PREPARATION", _("Preparation")
        DOSING = "DOSING", _("Dosing session")
        INTEGRATION = "INTEGRATION", _("Integration")
        MEASURE = "MEASURE", _("Questionnaires")
        REVIEW = "REVIEW", _("Review")

    class Status(models.TextChoices):
        PLANNED = "PLANNED", _("Planned")
        DONE = "DONE", _("Done")
        DROPPED = "DROPPED", _("Dropped")

    MOVES: ClassVar = {
        Status.PLANNED: {Status.DONE, Status.DROPPED},
        # The record that proved it was voided.
        Status.DONE: {Status.PLANNED},
        # Dropping it was undone at once.
        Status.DROPPED: {Status.PLANNED},
    }

    course = models.ForeignKey("patients.Course", on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=12)
    after_step = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    min_gap_hours = models.PositiveIntegerField(default=0)
    max_gap_hours = models.PositiveIntegerField(null=True, blank=True)
    counts_days = models.BooleanField(default=True)
    visit_minutes = models.PositiveSmallIntegerField(default=0)
    sources = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PLANNED)
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_because = models.CharField(max_length=240, blank=True)

    objects: ClassVar[CourseStepQuerySet] = CourseStepQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "kind", "number"],
                condition=~Q(status="DROPPED"),
                name="course_steps_are_numbered_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["PREPARATION", "DOSING", "INTEGRATION", "MEASURE", "REVIEW"]
                ),
                name="course_step_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="DONE", done_at__isnull=False)
                | Q(status="PLANNED", done_at=None)
                | Q(status="DROPPED", done_at=None) & ~Q(dropped_because=""),
                name="a_step_done_says_when_and_a_step_dropped_why",
            ),
            models.CheckConstraint(
                condition=Q(max_gap_hours=None) | Q(max_gap_hours__gte=F("min_gap_hours")),
                name="a_step_has_a_possible_day",
            ),
            models.CheckConstraint(
                condition=~Q(after_step=F("id")), name="a_step_does_not_follow_itself"
            ),
        ]
