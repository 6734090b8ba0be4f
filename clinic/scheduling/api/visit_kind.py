"""/api/v1/visit-kinds/: how long a visit takes and what it needs."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import visit_kind as actions
from clinic.scheduling.api.room import EquipmentField
from clinic.scheduling.models import Room, VisitKind
from clinic.sites.models import Site


class VisitKindSerializer(serializers.ModelSerializer[VisitKind]):
    class Meta:
        model = VisitKind
        fields: ClassVar = [
            "id",
            "site",
            "code",
            "name",
            "kind",
            "route",
            "minutes",
            "recovery_minutes",
            "turnover_minutes",
            "room_kind",
            "equipment",
            "is_group",
            "needs",
            "is_offered",
            "version",
        ]


class VisitKindInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    code = serializers.CharField(max_length=24)
    minutes = serializers.IntegerField(min_value=5, max_value=480, required=False)
    recovery_minutes = serializers.IntegerField(min_value=0, max_value=240, required=False)
    turnover_minutes = serializers.IntegerField(min_value=0, max_value=240, required=False)
    equipment = EquipmentField(required=False)
    room_kind = serializers.ChoiceField(
        choices=Room.Kind.choices, required=False, allow_blank=True
    )
    is_offered = serializers.BooleanField(required=False)


class VisitKindViewSet(ClinicViewSet[VisitKind]):
    model = VisitKind
    serializer_class = VisitKindSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {"site": "site", "kind": "kind", "code": "code"}
    verb = actions.adjust_visit_kind

    def create(self, request: Request) -> Response:
        """A site's own minutes, turnover and rooms for a kind that exists."""
        typed = self.typed(VisitKindInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        return self.act(actions.adjust_visit_kind, site, status=201, **typed)
