from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from clinic.accounts.permissions import Permission
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor
from clinic.drug_log.models.ledger import LedgerLine


class LotQuerySet(RecordQuerySet["Lot"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.DRUG_LOG_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def with_balance(self) -> Self:
        """Adds ``balance``: what is in the cupboard, in the product's unit, from the last line."""
        last = LedgerLine.objects.filter(lot=OuterRef("pk")).order_by("-sequence")
        return self.annotate(
            balance=Coalesce(
                Subquery(last.values("balance_after")[:1]),
                Value(Decimal(0)),
                output_field=models.DecimalField(max_digits=9, decimal_places=2),
            )
        )

    def usable(self, route: str, on: date) -> Self:
        """In date, for that route, with something left."""
        return self.with_balance().filter(
            product__routes__contains=[route], expires_on__gte=on, balance__gt=0
        )


class Lot(Record):
    """One lot of one product at one site."""

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="lots")
    product = models.ForeignKey("drug_log.Product", on_delete=models.PROTECT, related_name="lots")
    lot_number = models.CharField(max_length=40)
    expires_on = models.DateField()

    objects: ClassVar[LotQuerySet] = LotQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "product", "lot_number"], name="one_record_per_lot_and_site"
            )
        ]

    @property
    def strength(self) -> Decimal:
        """mg of ketamine base per unit of the product."""
        return self.product.strength

    @property
    def unit(self) -> str:
        return str(self.product.get_unit_display())

    def balance_now(self) -> Decimal:
        """What is in the cupboard, by the ledger."""
        last = LedgerLine.objects.filter(lot=self).order_by("-sequence").first()
        return last.balance_after if last else Decimal(0)
