"""The review of a course: why it is due, what the team thinks, what the prescriber decides."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.models import StopReason
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet
from sessions.exposure import Code, Level


class Outcome(models.TextChoices):
    """What a review can end in (domain/01 §1.1)."""

    CONTINUE = "CONTINUE", _("Go on as planned")
    EXTEND = "EXTEND", _("More sessions")
    MAINTAIN = "MAINTAIN", _("Maintenance")
    COMPLETE = "COMPLETE", _("Complete the course")
    STOP = "STOP", _("Stop early")


OUTCOMES = sorted(Outcome.values)


class ReviewReasonQuerySet(AboutPatientQuerySet["ReviewReason"]):
    VIEW = Permission.COURSE_VIEW


class ReviewReason(AboutPatient):
    """One reason a course is due for review. A counted one arises once between two decisions; one that came with a
    record once for that record: ``cause`` is its plain id, or empty."""

    APPEND_ONLY = True

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="review_reasons"
    )
    after = models.ForeignKey(
        "dosing.ReviewDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The decision before it; the next one answers it."),
    )
    code = models.CharField(max_length=24, choices=[(c.value, c.value) for c in Code])
    level = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Level])
    facts = models.JSONField(default=dict)
    cause = models.CharField(max_length=64, blank=True)
    arose_at = models.DateTimeField()

    objects: ClassVar[ReviewReasonQuerySet] = ReviewReasonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "after", "code", "level", "cause"],
                nulls_distinct=False,
                name="a_review_reason_arises_once",
            ),
            models.CheckConstraint(
                condition=Q(code__in=sorted(c.value for c in Code)),
                name="review_reason_code_is_known",
            ),
            models.CheckConstraint(
                condition=Q(level__in=sorted(one.value for one in Level)),
                name="review_reason_level_is_known",
            ),
        ]


class ReviewOpinionQuerySet(AboutPatientQuerySet["ReviewOpinion"]):
    VIEW = Permission.COURSE_VIEW


class ReviewOpinion(AboutPatient):
    """What one of the team thinks of one review, signed. Somebody who thinks again signs again: the newest counts."""

    APPEND_ONLY = True

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="review_opinions"
    )
    opening = models.ForeignKey("patients.CourseMove", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10)
    licence = models.ForeignKey(
        "accounts.Licence",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Of a prescriber: what the signature stands on."),
    )
    recommends = models.CharField(max_length=8, choices=Outcome.choices)
    words = models.CharField(max_length=2000)
    signed_at = models.DateTimeField()

    objects: ClassVar[ReviewOpinionQuerySet] = ReviewOpinionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recommends__in=OUTCOMES), name="an_opinion_recommends_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["THERAPIST", "NURSE", "PRESCRIBER"]),
                name="an_opinion_is_a_clinicians",
            ),
            models.CheckConstraint(
                condition=~Q(role="PRESCRIBER") | Q(licence__isnull=False),
                name="a_prescribers_opinion_stands_on_a_licence",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="an_opinion_has_words"),
        ]


class ReviewDecisionQuerySet(AboutPatientQuerySet["ReviewDecision"]):
    VIEW = Permission.COURSE_VIEW


class ReviewDecision(AboutPatient):
    """What a prescriber decided, by which licence, and what stood before them then. One for each review."""

    APPEND_ONLY = True

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="review_decisions"
    )
    opening = models.OneToOneField(
        "patients.CourseMove",
        on_delete=models.PROTECT,
        related_name="review_decision",
        help_text=_("The move that made the review due."),
    )
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    sessions = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=1000)
    despite = models.CharField(
        max_length=1000, blank=True, help_text=_("Why it goes on although something is missing.")
    )
    missing = ArrayField(models.CharField(max_length=240), default=list, blank=True)
    stop_reason = models.CharField(max_length=32, choices=StopReason.choices, blank=True)
    refused_measures = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    licence = models.ForeignKey("accounts.Licence", on_delete=models.PROTECT, related_name="+")
    policy_number = models.PositiveIntegerField()
    standing = models.JSONField(
        help_text=_("Triggers that stood: weighed here, they call for no review while they go on.")
    )
    seen = models.JSONField(help_text=_("Exposure, response and adverse events as they stood."))

    objects: ClassVar[ReviewDecisionQuerySet] = ReviewDecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["course", "decided_at"], name="review_decisions_in_order")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=OUTCOMES), name="review_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["EXTEND", "MAINTAIN"], sessions__gte=1)
                | Q(outcome__in=["COMPLETE", "CONTINUE", "STOP"], sessions=None),
                name="a_review_that_grants_sessions_says_how_many",
            ),
            models.CheckConstraint(
                condition=Q(outcome="STOP") & ~Q(stop_reason="")
                | ~Q(outcome="STOP") & Q(stop_reason=""),
                name="a_review_that_stops_says_why",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_review_decision_has_a_reason"),
            models.CheckConstraint(
                condition=Q(missing__len=0) | ~Q(despite=""),
                name="a_review_goes_on_without_something_only_with_a_reason",
            ),
        ]


class MaintenancePlanQuerySet(AboutPatientQuerySet["MaintenancePlan"]):
    VIEW = Permission.COURSE_VIEW


class MaintenancePlan(AboutPatient):
    """What one review granted: sessions no closer than so many days, so many at most, and the day of the next review."""

    APPEND_ONLY = True

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="maintenance_plans"
    )
    decision = models.OneToOneField(
        ReviewDecision, on_delete=models.PROTECT, related_name="maintenance_plan"
    )
    interval_days = models.PositiveSmallIntegerField()
    sessions_max = models.PositiveSmallIntegerField()
    review_on = models.DateField()
    starts_at = models.DateTimeField()

    objects: ClassVar[MaintenancePlanQuerySet] = MaintenancePlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(interval_days__gte=1, sessions_max__gte=1),
                name="a_maintenance_plan_has_interval_and_sessions",
            )
        ]
