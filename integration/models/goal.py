"""What the patient wants to change, in their own words, and how near it is."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.core.states import machine
from integration.models.therapy_session import TherapySession
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class GoalStatus(models.TextChoices):
    OPEN = "OPEN", _("Under way")
    MET = "MET", _("Met")
    DROPPED = "DROPPED", _("Let go")


class GoalQuerySet(AboutPatientQuerySet["Goal"]):
    VIEW = Permission.THERAPY_VIEW
    OWN = True

    def under_way(self) -> Self:
        return self.filter(status=GoalStatus.OPEN)

    def in_order(self) -> Self:
        return self.order_by("set_at", "id")


@machine()
class Goal(AboutPatient):
    """One goal of a course. Its words stand; a goal that changed is closed and a new one set."""

    Status = GoalStatus

    MOVES: ClassVar = {
        GoalStatus.OPEN: {GoalStatus.MET, GoalStatus.DROPPED},
        GoalStatus.MET: {GoalStatus.OPEN},
        GoalStatus.DROPPED: {GoalStatus.OPEN},
    }

    course = models.ForeignKey("patients.Course", on_delete=models.PROTECT, related_name="goals")
    words = models.CharField(max_length=300)
    status = models.CharField(max_length=8, choices=GoalStatus.choices, default=GoalStatus.OPEN)
    set_in = models.ForeignKey(
        TherapySession, on_delete=models.PROTECT, null=True, blank=True, related_name="goals_set"
    )
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GoalQuerySet] = GoalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "MET", "DROPPED"]), name="goal_status_is_known"
            ),
            models.CheckConstraint(condition=Q(words__regex=r"\S"), name="a_goal_has_words"),
            models.CheckConstraint(
                condition=Q(status="OPEN", closed_at=None)
                | ~Q(status="OPEN") & Q(closed_at__isnull=False),
                name="a_closed_goal_says_when",
            ),
        ]


class GoalRatingQuerySet(AboutPatientQuerySet["GoalRating"]):
    VIEW = Permission.THERAPY_VIEW
    OWN = True

    def in_order(self) -> Self:
        return self.order_by("rated_at", "id")


class GoalRating(AboutPatient):
    """How near the patient feels to a goal: 0 not at all, 10 there [POL]. A later row overrules."""

    APPEND_ONLY = True

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="ratings")
    session = models.ForeignKey(
        TherapySession, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings"
    )
    score = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)
    rated_at = models.DateTimeField()
    rated_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[GoalRatingQuerySet] = GoalRatingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=10), name="a_goal_is_rated_0_to_10"
            )
        ]
