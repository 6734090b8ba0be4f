"""Verbs of a session up to the dose: hold, check, order, clear, override, acknowledge, call off."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.fresh import confirm_password
from clinic.core import clock
from clinic.core.errors import InvalidInput
from clinic.drug_log.models import Product
from sessions.actions import check, clearance, dosing_session, order
from sessions.actions.gate import verdicts_of
from sessions.api import inputs, outputs
from sessions.gate import Stage
from sessions.models import DosingSession


class BeforeDose(ClinicViewSet[DosingSession]):
    """Mixed into the sessions' viewset."""

    @route(detail=True, methods=["get"], url_path="verdicts")
    def verdicts(self, request: Request, pk: str) -> Response:
        """What the gate says now, for `?stage=` (CLEAR, DOSE, CONTINUE, DISCHARGE, CLOSE)."""
        session = self.get_object()
        try:
            stage = Stage(request.query_params.get("stage", Stage.DOSE))
        except ValueError as error:
            raise InvalidInput(_("There is no such stage."), field="stage") from error
        return Response([v.as_dict() for v in verdicts_of(session, stage, clock.now())])

    @route(detail=True, methods=["post"], url_path="hold", verb=dosing_session.hold)
    def hold(self, request: Request, pk: str) -> Response:
        return self.act(dosing_session.hold, self.get_object(), **self.typed(inputs.HoldInput))

    @route(detail=True, methods=["post"], url_path="resume", verb=dosing_session.resume)
    def resume(self, request: Request, pk: str) -> Response:
        return self.act(dosing_session.resume, self.get_object())

    @route(detail=True, methods=["post"], url_path="call-off", verb=dosing_session.call_off)
    def call_off(self, request: Request, pk: str) -> Response:
        typed = self.typed(inputs.BecauseInput)
        return self.act(dosing_session.call_off, self.get_object(), **typed)

    @route(detail=True, methods=["post"], url_path="check", verb=check.record)
    def check(self, request: Request, pk: str) -> Response:
        """Record one check; `values` by kind."""
        typed = self.typed(inputs.CheckInput)
        typed["values"] = with_instants(typed["values"])
        return self._made(check.record, outputs.PreDoseCheckSerializer, typed)

    @route(detail=True, methods=["post"], url_path="order", verb=order.sign)
    def order(self, request: Request, pk: str) -> Response:
        """Sign an order: per kilogram, or in milligrams."""
        typed = self.typed(inputs.OrderInput)
        typed["product"] = self.visible(Product, typed["product"], field="product")
        return self._made(order.sign, outputs.OrderSerializer, typed)

    @route(detail=True, methods=["post"], url_path="clear", verb=clearance.clear)
    def clear(self, request: Request, pk: str) -> Response:
        return self._made(clearance.clear, outputs.ClearanceSerializer, {})

    @route(detail=True, methods=["post"], url_path="override", verb=clearance.override)
    def override(self, request: Request, pk: str) -> Response:
        """Answer for one RX finding, with a reason and the password."""
        typed = self.typed(inputs.OverrideInput)
        proof = confirm_password(request.user, typed.pop("password"))
        typed["authenticated_at"] = proof
        return self._made(clearance.override, outputs.OverrideSerializer, typed)

    @route(detail=True, methods=["post"], url_path="acknowledge", verb=clearance.acknowledge)
    def acknowledge(self, request: Request, pk: str) -> Response:
        typed = self.typed(inputs.AcknowledgeInput)
        return self._made(clearance.acknowledge, outputs.AcknowledgementSerializer, typed)

    def _made(self, verb: Any, respond: Any, typed: dict[str, Any]) -> Response:
        """A verb that makes a row of this session."""
        return self.act(verb, self.get_object(), respond=respond, status=201, **typed)


def with_instants(values: dict[str, Any]) -> dict[str, Any]:
    """Values of a check with its times read; everything else as it came."""
    field = serializers.DateTimeField()
    read = dict(values)
    for name, value in values.items():
        if name.endswith("_at") and value:
            try:
                read[name] = field.to_internal_value(value)
            except serializers.ValidationError as error:
                raise InvalidInput(_("Say when, with the date."), field=name) from error
    return read
