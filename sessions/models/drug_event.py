"""Drug going in, changing pace, stopping. Append-only: a correction is a further row that says what it corrects."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions.dosing.drug_event import Event, Kind
from sessions.models.dosing_session import OfSession, OfSessionQuerySet


class DrugEventKind(models.TextChoices):
    INFUSION_START = "INFUSION_START", _("Infusion started")
    RATE_CHANGE = "RATE_CHANGE", _("Rate changed")
    INFUSION_PAUSE = "INFUSION_PAUSE", _("Infusion paused")
    INFUSION_RESUME = "INFUSION_RESUME", _("Infusion resumed")
    INFUSION_STOP = "INFUSION_STOP", _("Infusion stopped")
    INJECTION = "INJECTION", _("Injection")
    LOZENGE_PLACED = "LOZENGE_PLACED", _("Lozenge placed")
    LOZENGE_SPIT = "LOZENGE_SPIT", _("Lozenge spat out")
    LOZENGE_SWALLOWED = "LOZENGE_SWALLOWED", _("Lozenge swallowed")
    SUPPLEMENTAL = "SUPPLEMENTAL", _("Supplemental dose")
    RESCUE_MED = "RESCUE_MED", _("Rescue medicine")


FIRST = ["INFUSION_START", "INJECTION", "LOZENGE_PLACED"]
GIVES = [*FIRST, "SUPPLEMENTAL"]


class DrugEventQuerySet(OfSessionQuerySet):
    def in_order(self) -> Self:
        """As they happened."""
        return self.order_by("happened_at", "id")


class DrugEvent(OfSession):
    """One event. A row that gives drug needs a decision of the gate for this session; a trigger asks for it."""

    APPEND_ONLY = True
    Kind = DrugEventKind

    kind = models.CharField(max_length=18, choices=DrugEventKind.choices)
    happened_at = models.DateTimeField()
    client_id = models.UUIDField(
        help_text=_("Made by the device that sends it: a retry is the same row.")
    )
    decision = models.OneToOneField(
        "dosing.GateDecision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drug_event",
    )
    order = models.ForeignKey(
        "dosing.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    lot = models.ForeignKey(
        "drug_log.Lot", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mg = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    volume = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    bag_ml = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    rate_ml_per_h = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    raises_rate = models.BooleanField(default=False)
    body_site = models.CharField(
        max_length=80, blank=True, help_text=_("Muscle and side, or cannula.")
    )
    medicine = models.CharField(max_length=120, blank=True, help_text=_("Of a rescue medicine."))
    note = models.CharField(max_length=500, blank=True)
    given_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    witness = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    corrected_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who put it right; `given_by` stays who gave it."),
    )

    objects: ClassVar[DrugEventQuerySet] = DrugEventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["session", "happened_at"], name="drug_event_in_order")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "client_id"], name="a_drug_event_is_recorded_once"
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(kind__in=FIRST, supersedes=None),
                name="one_first_dose_per_session",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(DrugEventKind.values)), name="drug_event_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=GIVES)
                | Q(order__isnull=False, lot__isnull=False, mg__gt=0, volume__gt=0)
                & (Q(decision__isnull=False) | Q(supersedes__isnull=False)),
                name="drug_that_goes_in_has_decision_order_lot_and_dose",
            ),
            models.CheckConstraint(
                condition=~Q(kind="INFUSION_RESUME") & ~Q(kind="RATE_CHANGE", raises_rate=True)
                | Q(rate_ml_per_h__gt=0)
                & (Q(decision__isnull=False) | Q(supersedes__isnull=False)),
                name="a_faster_or_resumed_pump_has_a_decision",
            ),
            models.CheckConstraint(
                condition=~Q(kind="INFUSION_START") | Q(rate_ml_per_h__gt=0, bag_ml__gt=0),
                name="an_infusion_starts_at_a_rate",
            ),
            models.CheckConstraint(
                condition=~Q(kind="RESCUE_MED") | ~Q(medicine=""),
                name="a_rescue_medicine_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(corrected_by=None) | Q(supersedes__isnull=False),
                name="only_a_correction_has_a_corrector",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(note=""), name="a_corrected_drug_event_says_why"
            ),
        ]

    @property
    def event(self) -> Event:
        """The row as the arithmetic reads it."""
        return Event(Kind(self.kind), self.happened_at, self.rate_ml_per_h, self.raises_rate)
