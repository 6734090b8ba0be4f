"""The rows of a session, each with what may still happen to it: void, correct, end, follow, sign."""

from __future__ import annotations

from typing import ClassVar

from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.sites.models import Site
from sessions.actions import adverse_event, check, discharge, drug_event, effect, vital_signs
from sessions.api import inputs, outputs
from sessions.api.watching import split_numbers
from sessions.models import (
    AdverseEvent,
    Discharge,
    DrugEvent,
    DueSet,
    Effect,
    EquipmentCheck,
    GateDecision,
    Order,
    PreDoseCheck,
    VitalSigns,
)

BY_SESSION: dict[str, str] = {"session": "session", "patient": "patient", "site": "site"}


class PreDoseCheckViewSet(ClinicViewSet[PreDoseCheck]):
    model = PreDoseCheck
    serializer_class = outputs.PreDoseCheckSerializer
    permission = Permission.DOSING_VIEW
    filters: ClassVar = {**BY_SESSION, "kind": "kind"}

    @route(detail=True, methods=["post"], url_path="void", verb=check.void)
    def void(self, request: Request, pk: str) -> Response:
        return self.act(check.void, self.get_object(), **self.typed(inputs.BecauseInput))


class EquipmentCheckViewSet(ClinicViewSet[EquipmentCheck]):
    model = EquipmentCheck
    serializer_class = outputs.EquipmentCheckSerializer
    permission = Permission.DOSING_VIEW
    filters: ClassVar = {"site": "site"}
    verb = check.check_equipment

    def create(self, request: Request) -> Response:
        """Somebody looked at the emergency equipment; `missing` names what is not there."""
        typed = self.typed(inputs.EquipmentInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        typed["missing"] = tuple(typed.get("missing", ()))
        return self.act(check.check_equipment, site, status=201, **typed)


class OrderViewSet(ClinicViewSet[Order]):
    model = Order
    serializer_class = outputs.OrderSerializer
    permission = Permission.DOSING_VIEW
    filters: ClassVar = BY_SESSION


class GateDecisionViewSet(ClinicViewSet[GateDecision]):
    model = GateDecision
    serializer_class = outputs.GateDecisionSerializer
    permission = Permission.DOSING_VIEW
    filters: ClassVar = {**BY_SESSION, "stage": "stage"}


class DueSetViewSet(ClinicViewSet[DueSet]):
    model = DueSet
    serializer_class = outputs.DueSetSerializer
    permission = Permission.DOSING_VIEW
    filters: ClassVar = BY_SESSION


class DrugEventViewSet(ClinicViewSet[DrugEvent]):
    model = DrugEvent
    serializer_class = outputs.DrugEventSerializer
    permission = Permission.DOSING_VIEW
    filters: ClassVar = {**BY_SESSION, "kind": "kind"}

    @route(detail=True, methods=["post"], url_path="correct", verb=drug_event.correct)
    def correct(self, request: Request, pk: str) -> Response:
        typed = self.typed(inputs.CorrectDrugInput)
        return self.act(drug_event.correct, self.get_object(), status=201, **typed)


class VitalSignsViewSet(ClinicViewSet[VitalSigns]):
    model = VitalSigns
    serializer_class = outputs.VitalSignsSerializer
    permission = Permission.DOSING_VIEW
    filters: ClassVar = {**BY_SESSION, "phase": "phase"}

    @route(detail=True, methods=["post"], url_path="correct", verb=vital_signs.correct)
    def correct(self, request: Request, pk: str) -> Response:
        typed = split_numbers(self.typed(inputs.CorrectVitalsInput))
        typed.pop("taken_at", None)
        typed.pop("device", None)
        return self.act(vital_signs.correct, self.get_object(), status=201, **typed)


class EffectViewSet(ClinicViewSet[Effect]):
    model = Effect
    serializer_class = outputs.EffectSerializer
    permission = Permission.DOSING_VIEW
    filters: ClassVar = BY_SESSION

    @route(detail=True, methods=["post"], url_path="end", verb=effect.end)
    def end(self, request: Request, pk: str) -> Response:
        return self.act(effect.end, self.get_object())

    @route(detail=True, methods=["post"], url_path="correct", verb=effect.correct)
    def correct(self, request: Request, pk: str) -> Response:
        """Strike it out; another row stands in its place unless it never was."""
        typed = self.typed(inputs.CorrectEffectInput)
        return self.act(effect.correct, self.get_object(), status=201, **typed)


class AdverseEventViewSet(ClinicViewSet[AdverseEvent]):
    model = AdverseEvent
    serializer_class = outputs.AdverseEventSerializer
    permission = Permission.DOSING_VIEW
    filters: ClassVar = {**BY_SESSION, "term": "term"}

    @route(detail=True, methods=["post"], url_path="follow", verb=adverse_event.follow)
    def follow(self, request: Request, pk: str) -> Response:
        typed = self.typed(inputs.FollowInput)
        return self.act(adverse_event.follow, self.get_object(), status=201, **typed)


class DischargeViewSet(ClinicViewSet[Discharge]):
    model = Discharge
    serializer_class = outputs.DischargeSerializer
    permission = Permission.DOSING_VIEW
    filters: ClassVar = BY_SESSION

    @route(detail=True, methods=["post"], url_path="sign", verb=discharge.sign_as_therapist)
    def sign(self, request: Request, pk: str) -> Response:
        """The therapist's signature."""
        return self.act(discharge.sign_as_therapist, self.get_object())
