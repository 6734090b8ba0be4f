"""Rules about medications in their versions, every time they were asked, and a prescriber's answers."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor
from patients.interactions.rule import RuleSet, from_json
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class InteractionRulesQuerySet(RecordQuerySet["InteractionRules"]):
    def visible_to(self, actor: Actor) -> Self:
        """Rules hold nothing about anybody: whoever works here may read them."""
        return self if actor.may(Permission.SITE_VIEW, None) else self.none()

    def newest(self) -> Self:
        """The version that counts now, first."""
        return self.order_by("-number")


class InteractionRules(Record):
    """One version of the rules about medications. A check points to the version it was made with for ever."""

    APPEND_ONLY = True

    number = models.PositiveIntegerField()
    definition = models.JSONField()
    checksum = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    objects: ClassVar[InteractionRulesQuerySet] = InteractionRulesQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="interaction_rules_are_numbered_once")
        ]

    @property
    def rules(self) -> RuleSet:
        """The rules as the pure part reads them."""
        return from_json(self.definition)


class InteractionCheckQuerySet(AboutPatientQuerySet["InteractionCheck"]):
    def newest(self) -> Self:
        """The check that counts now, first."""
        return self.order_by("-number", "-pk")


class InteractionCheck(AboutPatient):
    """The whole list of medications as it was read, and what the rules said to it. Never edited.

    ``medications``: one row a line of the record, with what was recognised in it and by which words.
    ``flags``: one row a rule that spoke; its ``finding`` names it for notes and for the gate.
    ``session`` is the plain id of the dosing session it was read for, where there was one.
    """

    APPEND_ONLY = True

    class Cause(models.TextChoices):
        FACTS = "FACTS", _("A medication changed")
        SCREENING = "SCREENING", _("Screening")
        BEFORE_DOSE = "BEFORE_DOSE", _("Read with the patient before a dose")
        ASKED = "ASKED", _("Somebody asked")

    class Worst(models.TextChoices):
        NONE = "NONE", _("Nothing known")
        INFO = "INFO", _("Good to know")
        WARN = "WARN", _("Warning")
        RX = "RX", _("A prescriber decides")
        HARD = "HARD", _("No dose")

    rules = models.ForeignKey(InteractionRules, on_delete=models.PROTECT, related_name="checks")
    cause = models.CharField(max_length=11, choices=Cause.choices)
    route = models.CharField(max_length=16, blank=True)
    session = models.UUIDField(null=True, blank=True)
    checked_at = models.DateTimeField()
    number = models.PositiveIntegerField(
        default=0,
        help_text=_("Counts up for each patient: clocks may differ, the order does not."),
    )
    medications = models.JSONField()
    flags = models.JSONField()
    worst = models.CharField(max_length=4, choices=Worst.choices)

    objects: ClassVar[InteractionCheckQuerySet] = InteractionCheckQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["patient", "-number", "-id"], name="interaction_check_newest")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient", "number"],
                condition=Q(number__gt=0),
                name="interaction_checks_of_a_patient_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(cause__in=["FACTS", "SCREENING", "BEFORE_DOSE", "ASKED"]),
                name="interaction_check_cause_is_known",
            ),
            models.CheckConstraint(
                condition=Q(worst__in=["NONE", "INFO", "WARN", "RX", "HARD"]),
                name="interaction_check_worst_is_known",
            ),
        ]


class InteractionNoteQuerySet(AboutPatientQuerySet["InteractionNote"]):
    def newest(self) -> Self:
        """What was said last about each finding."""
        return self.order_by("patient_id", "finding", "-written_at", "-pk").distinct(
            "patient_id", "finding"
        )


class InteractionNote(AboutPatient):
    """A prescriber's reason for treating in spite of one finding, or the word that it no longer holds.

    Never edited: the newest note about a finding counts, and one that does not ``stand`` takes it back.
    """

    APPEND_ONLY = True

    # A reason that has fewer letters explains nothing.
    SHORTEST = 10

    check_read = models.ForeignKey(InteractionCheck, on_delete=models.PROTECT, related_name="+")
    rule_code = models.CharField(max_length=24)
    finding = models.CharField(max_length=24)
    stands = models.BooleanField(default=True)
    reason = models.CharField(max_length=500)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[InteractionNoteQuerySet] = InteractionNoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["patient", "finding", "-written_at"], name="interaction_note_newest"
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_interaction_note_says_why")
        ]
