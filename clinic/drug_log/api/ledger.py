"""/api/v1/drug-products/, /api/v1/drug-lots/, /api/v1/drug-ledger/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.drug_log.actions import ledger, stock
from clinic.drug_log.models import LedgerLine, Lot, Product, WasteWitness
from clinic.sites.models import Site


class ProductSerializer(serializers.ModelSerializer[Product]):
    class Meta:
        model = Product
        fields: ClassVar = [
            "id",
            "name",
            "ndc",
            "form",
            "unit",
            "strength",
            "container",
            "multi_dose",
            "routes",
        ]


class LotSerializer(serializers.ModelSerializer[Lot]):
    balance = serializers.DecimalField(max_digits=9, decimal_places=2, read_only=True)
    product = ProductSerializer(read_only=True)

    class Meta:
        model = Lot
        fields: ClassVar = ["id", "site", "product", "lot_number", "expires_on", "balance"]


class LedgerLineSerializer(serializers.ModelSerializer[LedgerLine]):
    witness = serializers.SerializerMethodField()

    class Meta:
        model = LedgerLine
        fields: ClassVar = [
            "id",
            "site",
            "lot",
            "sequence",
            "kind",
            "quantity",
            "stock_effect",
            "balance_after",
            "mg",
            "session_id",
            "patient_id",
            "happened_at",
            "by",
            "reason",
            "party",
            "witness",
        ]

    def get_witness(self, line: LedgerLine) -> str | None:
        signature = getattr(line, "witnessed", None)
        return str(signature.witness_id) if signature else None


class WitnessSerializer(serializers.ModelSerializer[WasteWitness]):
    class Meta:
        model = WasteWitness
        fields: ClassVar = ["id", "line", "wasted_by", "witness", "witnessed_at"]


class ProductInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    form = serializers.ChoiceField(Product.Form.choices)
    strength = serializers.DecimalField(max_digits=7, decimal_places=2)
    container = serializers.DecimalField(max_digits=7, decimal_places=2)
    routes = serializers.ListField(child=serializers.CharField(max_length=12), min_length=1)
    ndc = serializers.CharField(max_length=14, required=False, allow_blank=True)
    multi_dose = serializers.BooleanField(required=False)


class ReceiveInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    product = serializers.UUIDField()
    lot_number = serializers.CharField(max_length=40)
    expires_on = serializers.DateField()
    quantity = serializers.DecimalField(max_digits=9, decimal_places=2)
    party = serializers.CharField(max_length=160)


class CountInput(serializers.Serializer[Any]):
    counted = serializers.DecimalField(max_digits=9, decimal_places=2, min_value=0)
    reason = serializers.CharField(max_length=240, required=False, allow_blank=True)


class LossInput(serializers.Serializer[Any]):
    quantity = serializers.DecimalField(max_digits=9, decimal_places=2)
    reason = serializers.CharField(max_length=240)


class DestroyInput(LossInput):
    party = serializers.CharField(max_length=160)


class ProductViewSet(ClinicViewSet[Product]):
    model = Product
    serializer_class = ProductSerializer
    permission = Permission.DRUG_LOG_VIEW
    verb = ledger.add_product

    def create(self, request: Request) -> Response:
        return self.act(ledger.add_product, status=201, **self.typed(ProductInput))


class LotViewSet(ClinicViewSet[Lot]):
    model = Lot
    serializer_class = LotSerializer
    permission = Permission.DRUG_LOG_VIEW
    filters: ClassVar = {"site": "site_id", "product": "product_id"}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("product").with_balance()

    @route(detail=False, methods=["post"], url_path="receive", verb=ledger.receive)
    def receive(self, request: Request) -> Response:
        typed = self.typed(ReceiveInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        product = self.visible(Product, typed.pop("product"), field="product")
        return self.act(
            ledger.receive,
            site,
            product=product,
            respond=LedgerLineSerializer,
            status=201,
            **typed,
        )

    @route(detail=True, methods=["post"], url_path="count", verb=stock.count)
    def count(self, request: Request, pk: str) -> Response:
        return self.act(
            stock.count, self.get_object(), respond=LedgerLineSerializer, **self.typed(CountInput)
        )

    @route(detail=True, methods=["post"], url_path="report-loss", verb=stock.report_loss)
    def report_loss(self, request: Request, pk: str) -> Response:
        return self.act(
            stock.report_loss,
            self.get_object(),
            respond=LedgerLineSerializer,
            **self.typed(LossInput),
        )

    @route(detail=True, methods=["post"], url_path="destroy", verb=stock.destroy)
    def destroy_stock(self, request: Request, pk: str) -> Response:
        return self.act(
            stock.destroy,
            self.get_object(),
            respond=LedgerLineSerializer,
            **self.typed(DestroyInput),
        )


class LedgerViewSet(ClinicViewSet[LedgerLine]):
    model = LedgerLine
    serializer_class = LedgerLineSerializer
    permission = Permission.DRUG_LOG_VIEW
    filters: ClassVar = {
        "site": "site_id",
        "lot": "lot_id",
        "kind": "kind",
        "session": "session_id",
        "patient": "patient_id",
    }

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("witnessed")

    @route(detail=True, methods=["post"], url_path="witness", verb=ledger.witness)
    def witness(self, request: Request, pk: str) -> Response:
        return self.act(ledger.witness, self.get_object(), respond=WitnessSerializer)
