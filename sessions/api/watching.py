"""Verbs of a session after the first drop: vital signs, effects, adverse events, going home."""

from __future__ import annotations

from typing import Any

from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.scheduling.models import Escort
from sessions.actions import adverse_event, discharge, effect, vital_signs
from sessions.api import inputs, outputs
from sessions.models import DosingSession, VitalSigns
from sessions.models.vital_signs import NUMBERS


class Watching(ClinicViewSet[DosingSession]):
    """Mixed into the sessions' viewset."""

    @route(detail=True, methods=["post"], url_path="vitals", verb=vital_signs.record)
    def vitals(self, request: Request, pk: str) -> Response:
        """One set. Sent again with the same `client_id` it is the same set."""
        typed = split_numbers(self.typed(inputs.VitalsInput))
        return self._kept(vital_signs.record, outputs.VitalSignsSerializer, typed)

    @route(detail=True, methods=["post"], url_path="effect", verb=effect.begin)
    def effect(self, request: Request, pk: str) -> Response:
        typed = self.typed(inputs.EffectInput)
        return self._kept(effect.begin, outputs.EffectSerializer, typed)

    @route(detail=True, methods=["post"], url_path="adverse-event", verb=adverse_event.record)
    def adverse_event(self, request: Request, pk: str) -> Response:
        typed = self.typed(inputs.AdverseEventInput)
        return self._kept(adverse_event.record, outputs.AdverseEventSerializer, typed)

    @route(detail=True, methods=["post"], url_path="discharge-set", verb=discharge.record)
    def discharge_set(self, request: Request, pk: str) -> Response:
        """The monitor's answers on one set of vital signs; the therapist signs it next."""
        typed = self.typed(inputs.DischargeInput)
        typed["vital_signs"] = self.visible(VitalSigns, typed["vital_signs"], field="vital_signs")
        escort = typed.get("escort")
        typed["escort"] = self.visible(Escort, escort, field="escort") if escort else None
        return self._kept(discharge.record, outputs.DischargeSerializer, typed)

    @route(detail=True, methods=["post"], url_path="make-ready", verb=discharge.make_ready)
    def make_ready(self, request: Request, pk: str) -> Response:
        return self.act(discharge.make_ready, self.get_object())

    @route(detail=True, methods=["post"], url_path="left-early", verb=discharge.left_early)
    def left_early(self, request: Request, pk: str) -> Response:
        typed = self.typed(inputs.LeftEarlyInput)
        return self.act(discharge.left_early, self.get_object(), **typed)

    @route(detail=True, methods=["post"], url_path="transfer", verb=discharge.transfer)
    def transfer(self, request: Request, pk: str) -> Response:
        typed = self.typed(inputs.TransferInput)
        return self.act(discharge.transfer, self.get_object(), **typed)

    # Last: inside the class its name covers the module's.
    @route(detail=True, methods=["post"], url_path="discharge", verb=discharge.discharge)
    def discharge(self, request: Request, pk: str) -> Response:
        return self.act(discharge.discharge, self.get_object())

    def _kept(self, verb: Any, respond: Any, typed: dict[str, Any]) -> Response:
        return self.act(verb, self.get_object(), respond=respond, status=201, **typed)


def split_numbers(typed: dict[str, Any]) -> dict[str, Any]:
    """The readings of a typed set under `numbers`, the rest beside them."""
    numbers = {name: typed.pop(name) for name in NUMBERS if name in typed}
    return {**typed, "numbers": numbers}
