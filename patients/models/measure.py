"""Questionnaires in their versions, and what people answered."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor
from clinic.core.states import machine
from patients.instruments.definition import Instrument, from_json
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class InstrumentDefinitionQuerySet(RecordQuerySet["InstrumentDefinition"]):
    def visible_to(self, actor: Actor) -> Self:
        """The wording is public; whoever has signed in may read it."""
        return self

    def current(self) -> Self:
        """The newest version of each questionnaire in each language, with the wording loaded last."""
        newest = self.order_by("code", "language", "-number", "-edition")
        return newest.distinct("code", "language")

    def shipped(self) -> Self:
        """What came with the program, the newest version first."""
        return self.filter(edition=0).order_by("-number")

    def newest(self) -> InstrumentDefinition | None:
        """The newest version of these, with the wording loaded last."""
        return self.order_by("-number", "-edition").first()


class InstrumentDefinition(Record):
    """One version of one questionnaire in one language. An answer points to a version for ever.

    ``edition`` 0 ships with the program. Wording that a clinic has a licence for makes the next
    edition of the same version: the same items, choices and scoring, with words.
    """

    APPEND_ONLY = True

    code = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=120)
    staff_only = models.BooleanField(default=False)
    definition = models.JSONField()
    checksum = models.CharField(max_length=64)
    licence = models.TextField()
    sources = models.CharField(max_length=120)
    published_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200, blank=True)
    file_checksum = models.CharField(max_length=64, blank=True)

    objects: ClassVar[InstrumentDefinitionQuerySet] = InstrumentDefinitionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "number", "edition", "language"],
                name="instrument_versions_are_unique",
            ),
            models.CheckConstraint(
                condition=Q(edition=0, loaded_by="", file_checksum="")
                | Q(edition__gt=0) & ~Q(loaded_by="") & ~Q(file_checksum="") & ~Q(licence=""),
                name="loaded_wording_says_who_from_what_and_by_which_right",
            ),
        ]

    @property
    def instrument(self) -> Instrument:
        """The questionnaire as the pure rules read it."""
        return from_json(self.definition)


class MeasureResponseQuerySet(AboutPatientQuerySet["MeasureResponse"]):
    VIEW = Permission.MEASURE_VIEW
    OWN = True

    def complete(self) -> Self:
        return self.filter(status=MeasureResponse.Status.COMPLETE)

    def of(self, code: str) -> Self:
        """One questionnaire, in whichever version and language it was answered."""
        return self.filter(instrument__code=code)


@machine()
class MeasureResponse(AboutPatient):
    """One filling-in of one questionnaire: open while it is answered, complete, or voided."""

    class Status(models.TextChoices):
        OPEN = "OPEN", _("Being answered")
        COMPLETE = "COMPLETE", _("Complete")
        VOIDED = "VOIDED", _("Voided")

    class Entry(models.TextChoices):
        SCREEN = "SCREEN", _("On a screen")
        PAPER = "PAPER", _("From paper")
        EXTERNAL = "EXTERNAL", _("Counted elsewhere")

    class Risk(models.TextChoices):
        NONE = "NONE", _("No risk shown")
        LOW = "LOW", _("Low")
        MODERATE = "MODERATE", _("Moderate")
        HIGH = "HIGH", _("High")

    class CutoffSex(models.TextChoices):
        """Whose cut-off holds, where women and men have different ones."""

        FEMALE = "FEMALE", _("Women")
        MALE = "MALE", _("Men")

    MOVES: ClassVar = {
        Status.OPEN: {Status.COMPLETE, Status.VOIDED},
        Status.COMPLETE: {Status.VOIDED},
        Status.VOIDED: set(),
    }

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="measures", null=True, blank=True
    )
    step = models.ForeignKey(
        "patients.CourseStep", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    instrument = models.ForeignKey(
        InstrumentDefinition, on_delete=models.PROTECT, related_name="responses"
    )
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    entry = models.CharField(max_length=8, choices=Entry.choices, default=Entry.SCREEN)
    by_patient = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    answered_on = models.DateField(help_text=_("The site's day the answers speak of."))
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.CharField(max_length=200, blank=True)
    total = models.PositiveSmallIntegerField(null=True, blank=True)
    prorated = models.BooleanField(default=False)
    band = models.CharField(max_length=20, blank=True)
    risk = models.CharField(max_length=8, choices=Risk.choices, blank=True)
    positive = models.BooleanField(
        null=True, blank=True, help_text=_("What the questionnaire finds; empty: not decided.")
    )
    cutoff_sex = models.CharField(
        max_length=8, choices=CutoffSex.choices, blank=True, help_text=_("Whose cut-off was used.")
    )
    scored_by = models.CharField(
        max_length=120, blank=True, help_text=_("Who counted a total that was counted elsewhere.")
    )
    overlaps_previous_window = models.BooleanField(default=False)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_because = models.CharField(max_length=240, blank=True)

    objects: ClassVar[MeasureResponseQuerySet] = MeasureResponseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["patient", "instrument", "-answered_on"], name="measure_trend")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient", "instrument", "site"],
                condition=Q(status="OPEN"),
                name="one_open_form_per_patient_and_instrument",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "COMPLETE", "VOIDED"]),
                name="measure_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(entry__in=["SCREEN", "PAPER", "EXTERNAL"]),
                name="measure_entry_is_known",
            ),
            models.CheckConstraint(
                condition=Q(cutoff_sex__in=["", "FEMALE", "MALE"]),
                name="measure_cutoff_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="COMPLETE", entry="EXTERNAL") | ~Q(scored_by=""),
                name="a_total_counted_elsewhere_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(risk__in=["", "NONE", "LOW", "MODERATE", "HIGH"]),
                name="measure_risk_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="COMPLETE")
                | Q(completed_at__isnull=False) & ~Q(completed_by=""),
                name="a_complete_measure_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="OPEN") | Q(total=None, risk="", positive=None),
                name="an_open_measure_has_no_score",
            ),
            models.CheckConstraint(
                condition=~Q(status="VOIDED")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_because=""),
                name="a_voided_measure_says_who_when_and_why",
            ),
        ]


class MeasureAnswerQuerySet(AboutPatientQuerySet["MeasureAnswer"]):
    VIEW = Permission.MEASURE_VIEW
    OWN = True


class MeasureAnswer(AboutPatient):
    """One answered question, saved as soon as it is given."""

    response = models.ForeignKey(MeasureResponse, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=12)
    value = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField()

    objects: ClassVar[MeasureAnswerQuerySet] = MeasureAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "item"], name="one_answer_per_question")
        ]


class MeasurePartQuerySet(AboutPatientQuerySet["MeasurePart"]):
    VIEW = Permission.MEASURE_VIEW
    OWN = True


class MeasurePart(AboutPatient):
    """What one group of a finished questionnaire says: a symptom cluster, a factor, a domain.

    ``met`` is empty where nothing is asked of the group, or where missing answers leave it open.
    """

    APPEND_ONLY = True

    response = models.ForeignKey(MeasureResponse, on_delete=models.PROTECT, related_name="parts")
    code = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    met = models.BooleanField(null=True, blank=True)

    objects: ClassVar[MeasurePartQuerySet] = MeasurePartQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "code"], name="one_part_per_group")
        ]
