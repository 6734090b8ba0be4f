"""What the gate answered, kept whole; and who answered for going on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sessions.models.dosing_session import OfSession, OfSessionQuerySet


class GateDecisionQuerySet(OfSessionQuerySet):
    pass


class GateDecision(OfSession):
    """Every verdict of one moment, with its evidence. A trigger holds `passed` to what the verdicts say."""

    APPEND_ONLY = True

    class Stage(models.TextChoices):
        CLEAR = "CLEAR", _("Clearance")
        DOSE = "DOSE", _("First dose")
        CONTINUE = "CONTINUE", _("More drug")
        DISCHARGE = "DISCHARGE", _("Going home")
        CLOSE = "CLOSE", _("Closing")

    stage = models.CharField(max_length=10, choices=Stage.choices)
    passed = models.BooleanField()
    verdicts = models.JSONField()
    policy_version = models.ForeignKey(
        "policy.PolicyVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    judged_at = models.DateTimeField()
    judged_for = models.CharField(max_length=80, help_text=_("The actor who asked."))
    holds_until = models.DateTimeField()

    objects: ClassVar[GateDecisionQuerySet] = GateDecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["session", "-judged_at"], name="decision_by_session")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage__in=["CLEAR", "DOSE", "CONTINUE", "DISCHARGE", "CLOSE"]),
                name="decision_stage_is_known",
            ),
            models.CheckConstraint(
                condition=Q(passed=False) | Q(policy_version__isnull=False),
                name="nothing_passes_without_a_policy",
            ),
            models.CheckConstraint(
                condition=Q(holds_until__gte=F("judged_at")),
                name="a_decision_ends_after_it_is_made",
            ),
        ]


class OverrideQuerySet(OfSessionQuerySet):
    pass


class Override(OfSession):
    """A prescriber answers for one finding of one session, with a reason and a fresh sign-in."""

    APPEND_ONLY = True

    guard = models.CharField(max_length=8)
    finding = models.CharField(max_length=32)
    sentence = models.CharField(max_length=500, help_text=_("What the prescriber was shown."))
    reason = models.TextField()
    prescriber = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    authenticated_at = models.DateTimeField()

    objects: ClassVar[OverrideQuerySet] = OverrideQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            # Twenty characters: the least that control level RX asks of a reason (domain/README §0.2).
            models.CheckConstraint(
                condition=Q(reason__regex=r"^\s*\S(.|\n){18,}\S\s*$"),
                name="an_override_is_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(authenticated_at__lte=F("given_at")),
                name="whoever_overrides_signed_in_before",
            ),
            models.UniqueConstraint(
                fields=["session", "guard", "finding"], name="one_override_per_finding"
            ),
        ]


class AcknowledgementQuerySet(OfSessionQuerySet):
    pass


class Acknowledgement(OfSession):
    """A licensed clinician has read one warning of this session."""

    APPEND_ONLY = True

    guard = models.CharField(max_length=8)
    finding = models.CharField(max_length=32)
    sentence = models.CharField(max_length=500)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    objects: ClassVar[AcknowledgementQuerySet] = AcknowledgementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "guard", "finding"], name="one_acknowledgement_per_finding"
            )
        ]
