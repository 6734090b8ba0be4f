"""/api/v1/waitlist/, /api/v1/freed-times/, /api/v1/offers/ and /api/v1/skips/."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet, Pages
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.actions import offer as offers
from clinic.scheduling.actions import offer_round
from clinic.scheduling.actions import waitlist as actions
from clinic.scheduling.line import look_at_line, terms_in_force, whole_line
from clinic.scheduling.models import Appointment, FreedTime, Kind, Offer, Skip, WaitlistEntry
from clinic.sites.models import Site
from patients.models import Course, CourseStep, Patient


class WaitlistEntrySerializer(serializers.ModelSerializer[WaitlistEntry]):
    class Meta:
        model = WaitlistEntry
        fields: ClassVar = [
            "id",
            "created_at",
            "site",
            "patient",
            "course",
            "step",
            "visit_id",
            "kind",
            "route",
            "status",
            "reach",
            "earliest_on",
            "latest_on",
            "weekdays",
            "not_before",
            "not_after",
            "notice_hours",
            "note",
            "asked_by_patient",
            "ended_at",
            "ended_because",
            "version",
        ]


class WaitlistInput(serializers.Serializer[Any]):
    patient = serializers.UUIDField()
    site = serializers.UUIDField()
    course = serializers.UUIDField(required=False)
    step = serializers.UUIDField(required=False)
    visit = serializers.UUIDField(
        required=False, help_text="A booked visit that should be sooner."
    )
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    route = serializers.CharField(max_length=16, required=False)
    reach = serializers.ChoiceField(choices=WaitlistEntry.Reach.choices, required=False)
    earliest_on = serializers.DateField(required=False)
    latest_on = serializers.DateField(required=False)
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), required=False, max_length=7
    )
    not_before = serializers.TimeField(required=False)
    not_after = serializers.TimeField(required=False)
    notice_hours = serializers.IntegerField(min_value=0, max_value=672, required=False)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class BecauseInput(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=240, required=False, allow_blank=True)


class EntryInput(serializers.Serializer[Any]):
    entry = serializers.UUIDField()


class AskInput(EntryInput):
    way = serializers.ChoiceField(choices=[Offer.Way.MESSAGE, Offer.Way.CALL])


class InOrder(Pages):
    """The line: who has waited longest comes first."""

    ordering = ("created_at", "id")  # type: ignore[assignment]  # the stubs know one column only


class WaitlistViewSet(ClinicViewSet[WaitlistEntry]):
    model = WaitlistEntry
    serializer_class = WaitlistEntrySerializer
    permission = Permission.APPOINTMENT_VIEW
    pagination_class = InOrder
    filters: ClassVar = {
        "site": "site",
        "patient": "patient",
        "course": "course",
        "kind": "kind",
        "status": "status",
    }
    verb = actions.put_on

    def create(self, request: Request) -> Response:
        """Put somebody on the waitlist."""
        typed = self.typed(WaitlistInput)
        patient = self.visible(Patient, typed.pop("patient"), field="patient")
        named: tuple[tuple[str, type[Any]], ...] = (
            ("site", Site),
            ("course", Course),
            ("step", CourseStep),
            ("visit", Appointment),
        )
        for field, model in named:
            if field in typed:
                typed[field] = self.visible(model, typed[field], field=field)
        return self.act(actions.put_on, patient, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="take-off", verb=actions.take_off)
    def take_off(self, request: Request, pk: str) -> Response:
        return self.act(actions.take_off, self.get_object(), **self.typed(BecauseInput))


class FreedTimeSerializer(serializers.ModelSerializer[FreedTime]):
    class Meta:
        model = FreedTime
        fields: ClassVar = [
            "id",
            "created_at",
            "site",
            "appointment",
            "cause",
            "kind",
            "route",
            "room",
            "starts_at",
            "ends_at",
            "zone",
            "offer_until",
            "status",
            "rounds",
            "ended_at",
            "version",
        ]


class ReasonSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    sentence = serializers.CharField()


class SeenSerializer(serializers.Serializer[Any]):
    """One person in line beside the freed time. No reasons: they fit."""

    entry = serializers.UUIDField(source="who.entry.pk")
    patient = serializers.UUIDField(source="who.entry.patient_id")
    position = serializers.IntegerField(source="who.position")
    reasons = ReasonSerializer(many=True)


class OfferSerializer(serializers.ModelSerializer[Offer]):
    class Meta:
        model = Offer
        fields: ClassVar = [
            "id",
            "created_at",
            "site",
            "patient",
            "freed_time",
            "entry",
            "slot",
            "position",
            "way",
            "status",
            "policy_version",
            "expires_at",
            "hold",
            "booked",
            "ended_at",
            "because",
            "version",
        ]


class FreedTimeViewSet(ClinicViewSet[FreedTime]):
    model = FreedTime
    serializer_class = FreedTimeSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {
        "site": "site",
        "status": "status",
        "room": "room",
        "from": "starts_at__gte",
    }

    @route(detail=True, methods=["get"], url_path="line", pagination_class=None)
    def line(self, request: Request, pk: str) -> Response:
        """Everybody in line beside this time, with every reason not to ask them. Computed now."""
        freed, at = self.get_object(), clock.now()
        signed = terms_in_force(freed, at)
        seen = look_at_line(freed, signed[1], at, whole_line(freed)) if signed else []
        return Response(SeenSerializer(seen, many=True).data)

    @route(detail=True, methods=["post"], url_path="ask", verb=offer_round.ask)
    def ask(self, request: Request, pk: str) -> Response:
        """Offer the time to one person, by message or while calling."""
        typed = self.typed(AskInput)
        entry = self.visible(WaitlistEntry, typed["entry"], field="entry")
        return self.act(
            offer_round.ask,
            self.get_object(),
            entry=entry,
            way=typed["way"],
            respond=OfferSerializer,
            status=201,
        )

    @route(detail=True, methods=["post"], url_path="fill", verb=offer_round.fill)
    def fill(self, request: Request, pk: str) -> Response:
        """Book the time for this person at once."""
        typed = self.typed(EntryInput)
        entry = self.visible(WaitlistEntry, typed["entry"], field="entry")
        return self.act(
            offer_round.fill,
            self.get_object(),
            entry=entry,
            respond=OfferSerializer,
            status=201,
        )

    @route(detail=True, methods=["post"], url_path="close", verb=offer_round.close)
    def close(self, request: Request, pk: str) -> Response:
        """Offer it to nobody any more."""
        return self.act(offer_round.close, self.get_object())


class OfferViewSet(ClinicViewSet[Offer]):
    model = Offer
    serializer_class = OfferSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {
        "site": "site",
        "patient": "patient",
        "freed_time": "freed_time",
        "entry": "entry",
        "status": "status",
    }

    @route(detail=True, methods=["post"], url_path="accept", verb=offers.accept)
    def accept(self, request: Request, pk: str) -> Response:
        """Yes, told by phone. An offer that cannot be kept comes back WITHDRAWN, with the reason."""
        return self.act(offers.accept, self.get_object())

    @route(detail=True, methods=["post"], url_path="decline", verb=offers.decline)
    def decline(self, request: Request, pk: str) -> Response:
        return self.act(offers.decline, self.get_object())

    @route(detail=True, methods=["post"], url_path="withdraw", verb=offers.withdraw)
    def withdraw(self, request: Request, pk: str) -> Response:
        typed = {"because": "", **self.typed(BecauseInput)}
        return self.act(offers.withdraw, self.get_object(), **typed)


class SkipSerializer(serializers.ModelSerializer[Skip]):
    class Meta:
        model = Skip
        fields: ClassVar = [
            "id",
            "created_at",
            "site",
            "patient",
            "freed_time",
            "entry",
            "round",
            "position",
            "reasons",
        ]


class SkipViewSet(ClinicViewSet[Skip]):
    model = Skip
    serializer_class = SkipSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {
        "site": "site",
        "patient": "patient",
        "freed_time": "freed_time",
        "entry": "entry",
    }
