"""/api/v1/escorts/: who takes the patient home. Named through the appointment; reached here."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import escort as actions
from clinic.scheduling.models import Escort


class EscortSerializer(serializers.ModelSerializer[Escort]):
    class Meta:
        model = Escort
        fields: ClassVar = [
            "id",
            "appointment",
            "patient",
            "name",
            "phone",
            "relation",
            "adult",
            "rideshare_only",
            "promised_at",
            "reached_at",
            "replaced_at",
            "version",
        ]


class EscortInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    phone = serializers.CharField(max_length=32)
    relation = serializers.CharField(max_length=60, required=False, allow_blank=True)
    adult = serializers.BooleanField()
    rideshare_only = serializers.BooleanField(required=False)


class EscortViewSet(ClinicViewSet[Escort]):
    model = Escort
    serializer_class = EscortSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {"appointment": "appointment", "patient": "patient"}

    @route(detail=True, methods=["post"], url_path="reach", verb=actions.reach)
    def reach(self, request: Request, pk: str) -> Response:
        """Somebody of the clinic spoke with them."""
        return self.act(actions.reach, self.get_object())
