"""Verbs of a session that move drug: draw, start, supplemental, pump, lozenge, rescue, waste, return, close."""

from __future__ import annotations

from typing import Any

from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.drug_log.api.ledger import LedgerLineSerializer
from clinic.drug_log.models import Lot
from sessions.actions import closing, dose, drug_event, infusion
from sessions.api import inputs, outputs
from sessions.models import DosingSession


class Giving(ClinicViewSet[DosingSession]):
    """Mixed into the sessions' viewset."""

    @route(detail=True, methods=["post"], url_path="draw", verb=dose.draw)
    def draw(self, request: Request, pk: str) -> Response:
        typed = self._with_lot(inputs.LotAmountInput)
        return self._row(dose.draw, LedgerLineSerializer, typed)

    @route(detail=True, methods=["post"], url_path="start", verb=dose.start)
    def start(self, request: Request, pk: str) -> Response:
        """The first drug of the session. 409 with every blocking verdict when the gate refuses."""
        typed = self._with_lot(inputs.GiveInput)
        return self._row(dose.start, outputs.DrugEventSerializer, typed)

    @route(detail=True, methods=["post"], url_path="supplemental", verb=dose.give_supplemental)
    def supplemental(self, request: Request, pk: str) -> Response:
        typed = self._with_lot(inputs.GiveInput)
        return self._row(dose.give_supplemental, outputs.DrugEventSerializer, typed)

    @route(detail=True, methods=["post"], url_path="rate", verb=infusion.change_rate)
    def rate(self, request: Request, pk: str) -> Response:
        return self._event(infusion.change_rate, inputs.RateInput)

    @route(detail=True, methods=["post"], url_path="pause", verb=infusion.pause)
    def pause(self, request: Request, pk: str) -> Response:
        return self._event(infusion.pause, inputs.PauseInput)

    @route(detail=True, methods=["post"], url_path="resume-infusion", verb=infusion.resume)
    def resume_infusion(self, request: Request, pk: str) -> Response:
        return self._event(infusion.resume, inputs.Sent)

    @route(detail=True, methods=["post"], url_path="stop", verb=infusion.stop)
    def stop(self, request: Request, pk: str) -> Response:
        return self._event(infusion.stop, inputs.StopInput)

    @route(detail=True, methods=["post"], url_path="lozenge", verb=drug_event.end_lozenge)
    def lozenge(self, request: Request, pk: str) -> Response:
        """Spat out or swallowed."""
        return self._event(drug_event.end_lozenge, inputs.LozengeInput)

    @route(detail=True, methods=["post"], url_path="rescue", verb=drug_event.rescue)
    def rescue(self, request: Request, pk: str) -> Response:
        return self._event(drug_event.rescue, inputs.RescueInput)

    @route(detail=True, methods=["post"], url_path="waste", verb=closing.waste)
    def waste(self, request: Request, pk: str) -> Response:
        """The rest of what was drawn; somebody else witnesses it in the drug log."""
        typed = self._with_lot(inputs.WasteInput)
        return self._row(closing.waste, LedgerLineSerializer, typed)

    @route(detail=True, methods=["post"], url_path="return", verb=closing.return_unopened)
    def return_unopened(self, request: Request, pk: str) -> Response:
        typed = self._with_lot(inputs.LotAmountInput)
        return self._row(closing.return_unopened, LedgerLineSerializer, typed)

    @route(detail=True, methods=["post"], url_path="close", verb=closing.close)
    def close(self, request: Request, pk: str) -> Response:
        return self.act(closing.close, self.get_object())

    def _with_lot(self, shape: Any) -> dict[str, Any]:
        typed = self.typed(shape)
        typed["lot"] = self.visible(Lot, typed["lot"], field="lot")
        return typed

    def _event(self, verb: Any, shape: Any) -> Response:
        return self._row(verb, outputs.DrugEventSerializer, self.typed(shape))

    def _row(self, verb: Any, respond: Any, typed: dict[str, Any]) -> Response:
        return self.act(verb, self.get_object(), respond=respond, status=201, **typed)
