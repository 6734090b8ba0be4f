"""Ketamine given elsewhere, before or beside this clinic: what is known of it, and from whom."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet
from sessions.exposure import Amount, Elsewhere

D = Decimal


class EarlierTreatmentQuerySet(AboutPatientQuerySet["EarlierTreatment"]):
    VIEW = Permission.COURSE_VIEW

    def true(self) -> Self:
        """Without what was recorded by mistake."""
        return self.filter(mistaken_at=None)


class EarlierTreatment(AboutPatient):
    """One stretch of treatment somewhere else, as one source tells it. Never edited: what was wrong is marked so.

    Milligrams are ketamine base, the whole stretch together. An upper end that is empty means nobody knows it, and
    the exposure then says "at least"; it never counts as none.
    """

    class Route(models.TextChoices):
        IV = "IV", _("Through a vein")
        IM = "IM", _("Shot into a muscle")
        SL_RDT = "SL_RDT", _("Tablet that melts in the mouth")
        SL_TROCHE = "SL_TROCHE", _("Lozenge")
        ORAL_SWALLOWED = "ORAL_SWALLOWED", _("Swallowed")
        SC = "SC", _("Under the skin")
        IN = "IN", _("Through the nose")
        UNKNOWN = "UNKNOWN", _("Not known")

    class Source(models.TextChoices):
        PATIENT = "PATIENT", _("The patient says so")
        RECORD = "RECORD", _("From a record")
        PDMP = "PDMP", _("From the prescription monitoring program")

    route = models.CharField(max_length=16, choices=Route.choices)
    where = models.CharField(max_length=160, blank=True, help_text=_("Clinic or prescriber."))
    sessions_low = models.PositiveSmallIntegerField(default=1)
    sessions_high = models.PositiveSmallIntegerField(null=True, blank=True)
    mg_low = models.DecimalField(max_digits=9, decimal_places=2, default=D(0))
    mg_high = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    told_by = models.CharField(max_length=8, choices=Source.choices)
    named = models.CharField(
        max_length=240, blank=True, help_text=_("Which record or report, of which day.")
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    mistaken_at = models.DateTimeField(null=True, blank=True)
    mistaken_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mistaken_because = models.CharField(max_length=240, blank=True)

    objects: ClassVar[EarlierTreatmentQuerySet] = EarlierTreatmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient"], name="earlier_treatment_of")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    route__in=["IV", "IM", "SL_RDT", "SL_TROCHE", "ORAL_SWALLOWED", "SC", "IN", "UNKNOWN"]
                ),
                name="earlier_treatment_route_is_known",
            ),
            models.CheckConstraint(
                condition=Q(told_by__in=["PATIENT", "RECORD", "PDMP"]),
                name="earlier_treatment_source_is_known",
            ),
            models.CheckConstraint(
                condition=Q(told_by="PATIENT") | ~Q(named=""),
                name="a_record_of_earlier_treatment_is_named",
            ),
            models.CheckConstraint(
                condition=Q(sessions_low__gte=1)
                & (Q(sessions_high=None) | Q(sessions_high__gte=F("sessions_low"))),
                name="earlier_sessions_are_a_range",
            ),
            models.CheckConstraint(
                condition=Q(mg_low__gte=0)
                & (Q(mg_high=None) | Q(mg_high__gte=F("mg_low"), mg_high__gt=0)),
                name="earlier_milligrams_are_a_range_above_nothing",
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="earlier_treatment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(mistaken_at=None, mistaken_by=None, mistaken_because="")
                | Q(mistaken_at__isnull=False, mistaken_by__isnull=False)
                & ~Q(mistaken_because=""),
                name="a_mistaken_earlier_treatment_says_who_when_why",
            ),
        ]  # fmt: skip

    @property
    def told(self) -> Elsewhere:
        """As the arithmetic reads it."""
        return Elsewhere(
            str(self.pk),
            self.route,
            Amount(D(self.sessions_low), None if self.sessions_high is None else D(self.sessions_high)),
            Amount(self.mg_low, self.mg_high),
            self.from_on,
            self.until_on,
            self.told_by,
        )  # fmt: skip
