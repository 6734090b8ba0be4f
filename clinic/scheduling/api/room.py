"""/api/v1/rooms/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import room as actions
from clinic.scheduling.models import Equipment, Room
from clinic.sites.models import Site


class RoomSerializer(serializers.ModelSerializer[Room]):
    class Meta:
        model = Room
        fields: ClassVar = [
            "id",
            "site",
            "name",
            "kind",
            "seats",
            "equipment",
            "is_in_use",
            "version",
        ]


class EquipmentField(serializers.ListField):
    """Any of the known things, each once."""

    child = serializers.ChoiceField(choices=Equipment.choices)


class RoomInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    name = serializers.CharField(max_length=40)
    kind = serializers.ChoiceField(choices=Room.Kind.choices)
    seats = serializers.IntegerField(min_value=1, max_value=60, required=False)
    equipment = EquipmentField(required=False)


class RoomChange(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=40, required=False)
    kind = serializers.ChoiceField(choices=Room.Kind.choices, required=False)
    seats = serializers.IntegerField(min_value=1, max_value=60, required=False)
    equipment = EquipmentField(required=False)


class RoomViewSet(ClinicViewSet[Room]):
    model = Room
    serializer_class = RoomSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {"site": "site", "kind": "kind", "in_use": "is_in_use"}
    verb = actions.open_room

    def create(self, request: Request) -> Response:
        typed = self.typed(RoomInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        return self.act(actions.open_room, site, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="adjust", verb=actions.adjust_room)
    def adjust(self, request: Request, pk: str) -> Response:
        return self.act(actions.adjust_room, self.get_object(), **self.typed(RoomChange))

    @route(detail=True, methods=["post"], url_path="close", verb=actions.close_room)
    def close(self, request: Request, pk: str) -> Response:
        return self.act(actions.close_room, self.get_object())

    @route(detail=True, methods=["post"], url_path="reopen", verb=actions.reopen_room)
    def reopen(self, request: Request, pk: str) -> Response:
        return self.act(actions.reopen_room, self.get_object())
