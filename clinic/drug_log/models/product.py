from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor


class ProductQuerySet(RecordQuerySet["Product"]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.may(Permission.DRUG_LOG_VIEW, None) else self.none()


class Product(Record):
    """A presentation as its label says it. Strength is ketamine **base** (10 mg base = 11.53 mg HCl, [S11])."""

    class Form(models.TextChoices):
        SOLUTION = "SOLUTION", _("Solution for injection")
        RDT = "RDT", _("Rapid-dissolve tablet")
        TROCHE = "TROCHE", _("Troche")

    class Unit(models.TextChoices):
        ML = "ML", "mL"
        PIECE = "PIECE", _("piece")

    name = models.CharField(max_length=120)
    ndc = models.CharField(
        max_length=14, blank=True, help_text=_("National Drug Code, as printed.")
    )
    form = models.CharField(max_length=10, choices=Form.choices)
    unit = models.CharField(max_length=5, choices=Unit.choices)
    strength = models.DecimalField(
        max_digits=7, decimal_places=2, help_text=_("mg of ketamine base per mL or per piece.")
    )
    container = models.DecimalField(
        max_digits=7, decimal_places=2, help_text=_("mL in a vial, or pieces in a box.")
    )
    multi_dose = models.BooleanField(
        default=False, help_text=_("What is left in the vial stays stock for the next patient.")
    )
    routes = ArrayField(models.CharField(max_length=12))

    objects: ClassVar[ProductQuerySet] = ProductQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name", "ndc", "strength", "container"], name="one_record_per_presentation"
            ),
            models.CheckConstraint(
                condition=Q(strength__gt=0, container__gt=0), name="product_strength_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(form="SOLUTION", unit="ML")
                | Q(form__in=["RDT", "TROCHE"], unit="PIECE"),
                name="product_unit_fits_form",
            ),
        ]
