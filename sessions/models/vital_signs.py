"""Sets of vital signs, and the times they are due."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sessions.dosing.reading import Reading, Sign
from sessions.models.dosing_session import OfSession, OfSessionQuerySet

NUMBERS = (
    "sbp",
    "dbp",
    "hr",
    "spo2",
    "oxygen_l_min",
    "rr",
    "temperature",
    "moaas",
    "rass",
    "dissociation",
    "nausea",
    "anxiety",
    "pain",
    "vomited",
)


class DueSetQuerySet(OfSessionQuerySet):
    def standing(self) -> Self:
        """Without those a changed plan dropped."""
        return self.filter(dropped_at=None)


class DueSet(OfSession):
    """A set that is expected at a minute, drawn before it happens so that a gap shows itself."""

    class Kind(models.TextChoices):
        FULL = "FULL", _("Full set")
        REPEAT = "REPEAT", _("Repeat blood pressure")

    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.FULL)
    minute = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[DueSetQuerySet] = DueSetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["session", "due_at"], name="due_set_in_order")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "kind", "minute"],
                condition=Q(dropped_at=None),
                name="one_due_set_per_minute",
            ),
        ]


class VitalSignsQuerySet(OfSessionQuerySet):
    def standing(self) -> Self:
        """The newest of each set: without those a correction replaced."""
        return self.filter(superseded_by=None)

    def in_order(self) -> Self:
        """As they were taken."""
        return self.order_by("taken_at", "id")


class VitalSigns(OfSession):
    """One set. Never changed: a correction is a new set that says which it replaces and why.

    Units: mmHg, /min, %, L/min, °C; MOAA/S 0–5, RASS −5…+4, the scales 0–10. `signs` null means nobody asked.
    """

    APPEND_ONLY = True

    class Phase(models.TextChoices):
        PRE_DOSE = "PRE_DOSE", _("Before the dose")
        MONITORING = "MONITORING", _("After the dose")

    class Entry(models.TextChoices):
        MANUAL = "MANUAL", _("Typed")
        DEVICE = "DEVICE", _("From a monitor")

    phase = models.CharField(max_length=10, choices=Phase.choices)
    taken_at = models.DateTimeField()
    due = models.OneToOneField(
        DueSet, on_delete=models.PROTECT, null=True, blank=True, related_name="filled_by"
    )
    client_id = models.UUIDField(
        help_text=_("Made by the device that sends it: a retry is the same row.")
    )
    sbp = models.PositiveSmallIntegerField(null=True, blank=True)
    dbp = models.PositiveSmallIntegerField(null=True, blank=True)
    hr = models.PositiveSmallIntegerField(null=True, blank=True)
    spo2 = models.PositiveSmallIntegerField(null=True, blank=True)
    oxygen_l_min = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    rr = models.PositiveSmallIntegerField(null=True, blank=True)
    temperature = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    moaas = models.PositiveSmallIntegerField(null=True, blank=True)
    rass = models.SmallIntegerField(null=True, blank=True)
    dissociation = models.PositiveSmallIntegerField(null=True, blank=True)
    nausea = models.PositiveSmallIntegerField(null=True, blank=True)
    anxiety = models.PositiveSmallIntegerField(null=True, blank=True)
    pain = models.PositiveSmallIntegerField(null=True, blank=True)
    vomited = models.PositiveSmallIntegerField(null=True, blank=True)
    signs = ArrayField(models.CharField(max_length=24), null=True, blank=True)
    alerts = models.JSONField(default=list, help_text=_("What this set raised when it was saved."))
    entry = models.CharField(max_length=6, choices=Entry.choices, default=Entry.MANUAL)
    device = models.CharField(max_length=80, blank=True)
    observer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    correction = models.CharField(max_length=240, blank=True)

    objects: ClassVar[VitalSignsQuerySet] = VitalSignsQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["session", "taken_at"], name="vital_signs_in_order")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "client_id"], name="a_set_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(phase__in=["PRE_DOSE", "MONITORING"]),
                name="vital_signs_phase_is_known",
            ),
            models.CheckConstraint(
                condition=Q(sbp=None, dbp=None)
                | Q(sbp__isnull=False, dbp__isnull=False, sbp__gt=F("dbp")),
                name="the_upper_pressure_is_the_higher",
            ),
            models.CheckConstraint(
                condition=(Q(spo2=None) | Q(spo2__lte=100))
                & (Q(moaas=None) | Q(moaas__lte=5))
                & (Q(rass=None) | Q(rass__gte=-5, rass__lte=4))
                & (Q(dissociation=None) | Q(dissociation__lte=10))
                & (Q(nausea=None) | Q(nausea__lte=10)),
                name="vital_signs_stay_on_their_scales",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, correction="")
                | Q(supersedes__isnull=False) & ~Q(correction=""),
                name="a_corrected_set_says_why",
            ),
        ]

    @property
    def reading(self) -> Reading:
        """The set as the rules read it."""
        values: dict[str, Any] = {name: getattr(self, name) for name in NUMBERS}
        signs = None if self.signs is None else frozenset(Sign(one) for one in self.signs)
        return Reading(self.taken_at, signs=signs, **values)
