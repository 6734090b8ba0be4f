"""/api/v1/shifts/: who works when."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import roster_shift as actions
from clinic.scheduling.api.when import read_when
from clinic.scheduling.models import RosterShift
from clinic.sites.models import Site


class ShiftSerializer(serializers.ModelSerializer[RosterShift]):
    class Meta:
        model = RosterShift
        fields: ClassVar = [
            "id",
            "site",
            "staff",
            "role",
            "starts_at",
            "ends_at",
            "on_call",
            "withdrawn_at",
            "version",
        ]


class ShiftInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    staff = serializers.UUIDField()
    role = serializers.CharField(max_length=16)
    starts_at = serializers.CharField(max_length=40)
    ends_at = serializers.CharField(max_length=40)


class RosterShiftViewSet(ClinicViewSet[RosterShift]):
    model = RosterShift
    serializer_class = ShiftSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {
        "site": "site",
        "staff": "staff",
        "role": "role",
        "from": "ends_at__gt",
        "until": "starts_at__lt",
    }
    verb = actions.roster

    def create(self, request: Request) -> Response:
        typed = self.typed(ShiftInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        return self.act(
            actions.roster,
            site,
            staff=self.visible(User, typed["staff"], field="staff"),
            role=typed["role"],
            starts_at=read_when(typed["starts_at"], site.timezone),
            ends_at=read_when(typed["ends_at"], site.timezone, field="ends_at"),
            status=201,
        )

    @route(detail=True, methods=["post"], url_path="withdraw", verb=actions.withdraw)
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.act(actions.withdraw, self.get_object())
