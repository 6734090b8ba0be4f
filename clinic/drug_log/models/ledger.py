from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import PatientRecord, Record, RecordQuerySet
from clinic.core.actor import Actor


@dataclass(frozen=True)
class LotCustody:
    """What one session took from one lot and what became of it, in the product's unit."""

    lot_id: UUID
    drawn: Decimal
    given: Decimal
    wasted: Decimal
    returned: Decimal
    unwitnessed: int

    @property
    def open(self) -> Decimal:
        """Still unaccounted for: zero when the session may close (G43)."""
        return self.drawn - self.given - self.wasted - self.returned


class LedgerLineQuerySet(RecordQuerySet["LedgerLine"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.DRUG_LOG_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def unwitnessed(self) -> Self:
        """Waste that nobody else has signed yet."""
        return self.filter(kind=LedgerLine.Kind.WASTE, witnessed=None)

    def custody(self, session_ids: Iterable[UUID]) -> dict[UUID, list[LotCustody]]:
        """Per session and lot: drawn, given, wasted, returned, and waste without a witness. One query."""
        kinds = LedgerLine.Kind
        rows = (
            self.filter(session_id__in=list(session_ids))
            .values("session_id", "lot_id")
            .annotate(
                drawn=Sum("quantity", filter=Q(kind=kinds.DRAW), default=Decimal(0)),
                given=Sum("quantity", filter=Q(kind=kinds.ADMINISTER), default=Decimal(0)),
                wasted=Sum("quantity", filter=Q(kind=kinds.WASTE), default=Decimal(0)),
                returned=Sum("quantity", filter=Q(kind=kinds.RETURN_UNOPENED), default=Decimal(0)),
                unwitnessed=Count("pk", filter=Q(kind=kinds.WASTE, witnessed=None)),
            )
        )
        found: dict[UUID, list[LotCustody]] = defaultdict(list)
        for row in rows:
            session_id: UUID = row["session_id"]  # type: ignore[assignment]  # filtered: never null
            found[session_id].append(
                LotCustody(
                    row["lot_id"],
                    row["drawn"],
                    row["given"],
                    row["wasted"],
                    row["returned"],
                    row["unwitnessed"],
                )
            )
        return found


class LedgerLine(PatientRecord):
    """One thing that happened to a lot. Never changed: a mistake is corrected by a further line.

    ``stock_effect`` is what it did to the cupboard: a drawn dose leaves it, giving or wasting that dose
    then moves nothing more. ``sequence`` and ``balance_after`` chain the lines of a lot; a trigger checks
    the sum, so that no path can make millilitres appear or go below zero. Kept for 2 years and more
    (21 CFR 1304.04); who received it and who gave it stand on each line (21 CFR 1304.22(c)).
    """

    APPEND_ONLY = True

    class Kind(models.TextChoices):
        RECEIVE = "RECEIVE", _("Received")
        TRANSFER_IN = "TRANSFER_IN", _("Transferred in")
        TRANSFER_OUT = "TRANSFER_OUT", _("Transferred out")
        DRAW = "DRAW", _("Drawn")
        ADMINISTER = "ADMINISTER", _("Given")
        RETURN_UNOPENED = "RETURN_UNOPENED", _("Returned unopened")
        WASTE = "WASTE", _("Wasted")
        DESTROY_F41 = "DESTROY_F41", _("Destroyed (Form 41)")
        LOSS_F106 = "LOSS_F106", _("Lost (Form 106)")
        COUNT_ADJUST = "COUNT_ADJUST", _("Adjusted after a count")

    INTO_STOCK: ClassVar = frozenset({Kind.RECEIVE, Kind.TRANSFER_IN, Kind.RETURN_UNOPENED})
    OUT_OF_STOCK: ClassVar = frozenset(
        {Kind.TRANSFER_OUT, Kind.DRAW, Kind.DESTROY_F41, Kind.LOSS_F106}
    )
    OF_A_SESSION: ClassVar = frozenset(
        {Kind.DRAW, Kind.ADMINISTER, Kind.WASTE, Kind.RETURN_UNOPENED}
    )

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey("drug_log.Lot", on_delete=models.PROTECT, related_name="lines")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    quantity = models.DecimalField(max_digits=9, decimal_places=2)
    stock_effect = models.DecimalField(max_digits=9, decimal_places=2)
    balance_after = models.DecimalField(max_digits=9, decimal_places=2)
    mg = models.DecimalField(max_digits=11, decimal_places=4, help_text=_("mg of ketamine base."))
    # Plain ids: the cupboard stands below the patient and the session and may not point up.
    session_id = models.UUIDField(null=True, blank=True)
    patient_id = models.UUIDField(null=True, blank=True)
    happened_at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=240, blank=True)
    party = models.CharField(
        max_length=160, blank=True, help_text=_("Supplier, other site, or reverse distributor.")
    )

    objects: ClassVar[LedgerLineQuerySet] = LedgerLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["session_id"], name="ledger_by_session"),
            models.Index(fields=["site", "happened_at"], name="ledger_by_site_and_time"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lot", "sequence"], name="ledger_lines_are_chained"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="ledger_quantity_is_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(balance_after__gte=0), name="a_lot_never_holds_less_than_nothing"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["RECEIVE", "TRANSFER_IN", "RETURN_UNOPENED"],
                    stock_effect=F("quantity"),
                )
                | Q(
                    kind__in=["TRANSFER_OUT", "DRAW", "DESTROY_F41", "LOSS_F106"],
                    stock_effect=-F("quantity"),
                )
                | Q(kind__in=["ADMINISTER", "WASTE"], stock_effect=0)
                | Q(kind="COUNT_ADJUST", stock_effect=F("quantity"))
                | Q(kind="COUNT_ADJUST", stock_effect=-F("quantity")),
                name="ledger_effect_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["DRAW", "ADMINISTER", "WASTE", "RETURN_UNOPENED"],
                    session_id__isnull=False,
                    patient_id__isnull=False,
                )
                | Q(
                    kind__in=[
                        "RECEIVE",
                        "TRANSFER_IN",
                        "TRANSFER_OUT",
                        "DESTROY_F41",
                        "LOSS_F106",
                        "COUNT_ADJUST",
                    ],
                    session_id=None,
                    patient_id=None,
                ),
                name="what_a_patient_got_names_patient_and_session",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["WASTE", "LOSS_F106", "COUNT_ADJUST", "DESTROY_F41"])
                | ~Q(reason=""),
                name="waste_loss_and_adjustment_have_a_reason",
            ),
        ]


class WasteWitnessQuerySet(RecordQuerySet["WasteWitness"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.DRUG_LOG_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)


class WasteWitness(Record):
    """The second signature under a waste: somebody else, signed in as themselves."""

    APPEND_ONLY = True

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    line = models.OneToOneField(LedgerLine, on_delete=models.PROTECT, related_name="witnessed")
    wasted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    witness = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    witnessed_at = models.DateTimeField()

    objects: ClassVar[WasteWitnessQuerySet] = WasteWitnessQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(witness=F("wasted_by")), name="a_witness_is_somebody_else"
            )
        ]
