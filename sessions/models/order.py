"""What a prescriber ordered, and the signature that it may be given now."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions.models.dosing_session import OfSession, OfSessionQuerySet


class OrderQuerySet(OfSessionQuerySet):
    pass


class Order(OfSession):
    """A signed order. Never changed: a later one of its kind takes its place.

    `volume` is in the product's unit, mL or pieces; `actual_mg` is what that volume holds, and what exposure counts.
    """

    APPEND_ONLY = True

    class Kind(models.TextChoices):
        FIRST = "FIRST", _("Dose")
        SUPPLEMENTAL = "SUPPLEMENTAL", _("Supplemental dose")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    route = models.CharField(max_length=16)
    product = models.ForeignKey("drug_log.Product", on_delete=models.PROTECT, related_name="+")
    weight_check = models.ForeignKey(
        "dosing.PreDoseCheck", on_delete=models.PROTECT, related_name="+"
    )
    kg = models.DecimalField(max_digits=5, decimal_places=1)
    mg_per_kg = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    ordered_mg = models.DecimalField(max_digits=8, decimal_places=2)
    volume = models.DecimalField(max_digits=7, decimal_places=2)
    actual_mg = models.DecimalField(max_digits=8, decimal_places=2)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    diluent_ml = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    rate_ml_per_h = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    signed_at = models.DateTimeField()
    prescriber = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[OrderQuerySet] = OrderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["session", "-signed_at"], name="order_by_session")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["FIRST", "SUPPLEMENTAL"]), name="order_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ordered_mg__gt=0, volume__gt=0, actual_mg__gt=0, kg__gt=0),
                name="an_order_orders_something",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None, rate_ml_per_h=None)
                | Q(minutes__gt=0, rate_ml_per_h__gt=0, diluent_ml__gte=0),
                name="an_infusion_has_time_rate_and_diluent",
            ),
        ]


class ClearanceQuerySet(OfSessionQuerySet):
    pass


class Clearance(OfSession):
    """A prescriber looked at every check and says: now. Holds for the policy's minutes, or until a fact changes."""

    APPEND_ONLY = True

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="clearances")
    decision = models.OneToOneField(
        "dosing.GateDecision", on_delete=models.PROTECT, related_name="clearance"
    )
    signed_at = models.DateTimeField()
    prescriber = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[ClearanceQuerySet] = ClearanceQuerySet.as_manager()  # type: ignore[assignment]
