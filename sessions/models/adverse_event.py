"""Something that went wrong, graded, followed and reported."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sessions.models.adverse_event_term import Term
from sessions.models.dosing_session import OfSession, OfSessionQuerySet


class AdverseEventQuerySet(OfSessionQuerySet):
    def standing(self) -> Self:
        """The newest of each: without those a later entry replaced."""
        return self.filter(superseded_by=None)


class AdverseEvent(OfSession):
    """One adverse event (domain/03 §3.5). Append-only: what becomes of it is a further row.

    `elicitation` says whether anybody asked: rates from a checklist and from chance remarks are not one number.
    """

    APPEND_ONLY = True
    Term = Term

    class Phase(models.TextChoices):
        DURING = "DURING", _("During the session")
        POST_SAME_DAY = "POST_SAME_DAY", _("Later that day")
        INTERVAL = "INTERVAL", _("Between sessions")

    class Relatedness(models.TextChoices):
        UNRELATED = "UNRELATED", _("Unrelated")
        UNLIKELY = "UNLIKELY", _("Unlikely")
        POSSIBLE = "POSSIBLE", _("Possible")
        PROBABLE = "PROBABLE", _("Probable")
        DEFINITE = "DEFINITE", _("Definite")

    class Action(models.TextChoices):
        NONE = "NONE", _("None")
        RATE_REDUCED = "RATE_REDUCED", _("Rate reduced")
        PAUSED = "PAUSED", _("Paused")
        STOPPED = "STOPPED", _("Stopped")
        DOSE_REDUCED_NEXT = "DOSE_REDUCED_NEXT", _("Next dose lower")
        COURSE_STOPPED = "COURSE_STOPPED", _("Course stopped")

    class Outcome(models.TextChoices):
        RESOLVED = "RESOLVED", _("Resolved")
        RESOLVED_SEQUELAE = "RESOLVED_SEQUELAE", _("Resolved with lasting effects")
        RESOLVING = "RESOLVING", _("Resolving")
        NOT_RESOLVED = "NOT_RESOLVED", _("Not resolved")
        FATAL = "FATAL", _("Fatal")
        UNKNOWN = "UNKNOWN", _("Unknown")

    class Elicitation(models.TextChoices):
        SPONTANEOUS = "SPONTANEOUS", _("Said unasked")
        CHECKLIST = "CHECKLIST", _("From a checklist")

    term = models.CharField(max_length=24, choices=Term.choices)
    verbatim = models.CharField(max_length=500, blank=True)
    onset_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    phase = models.CharField(max_length=13, choices=Phase.choices)
    grade = models.PositiveSmallIntegerField(help_text=_("CTCAE, 1 to 5 [S54]."))
    ctcae_version = models.CharField(max_length=8, default="5.0")
    serious = models.BooleanField()
    expected = models.BooleanField()
    transient_expected = models.BooleanField(
        default=False,
        help_text=_("Blood pressure back under 160/100 within 60 minutes without a drug."),
    )
    relatedness = models.CharField(max_length=9, choices=Relatedness.choices)
    action = models.CharField(max_length=17, choices=Action.choices)
    treatment = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=17, choices=Outcome.choices)
    elicitation = models.CharField(max_length=11, choices=Elicitation.choices)
    reported_to = models.CharField(max_length=240, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    correction = models.CharField(max_length=240, blank=True)

    objects: ClassVar[AdverseEventQuerySet] = AdverseEventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "client_id"], name="an_adverse_event_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(term__in=sorted(Term.values)), name="adverse_event_term_is_known"
            ),
            models.CheckConstraint(
                condition=Q(grade__gte=1, grade__lte=5), name="adverse_event_grade_is_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("onset_at")),
                name="adverse_event_ends_after_its_onset",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, correction="")
                | Q(supersedes__isnull=False) & ~Q(correction=""),
                name="a_followed_adverse_event_says_why",
            ),
        ]
