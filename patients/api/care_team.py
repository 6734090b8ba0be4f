"""/api/v1/care-team/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from patients.actions import care_team as actions
from patients.models import CareTeamMember, Patient


class CareTeamSerializer(serializers.ModelSerializer[CareTeamMember]):
    name = serializers.CharField(source="user.name", read_only=True)

    class Meta:
        model = CareTeamMember
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "user",
            "name",
            "role",
            "started_at",
            "ended_at",
            "ended_because",
            "version",
        ]


class AssignInput(serializers.Serializer[Any]):
    patient = serializers.UUIDField()
    user = serializers.UUIDField()
    role = serializers.ChoiceField(choices=CareTeamMember.Role.choices)


class LeaveInput(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=240)


class CareTeamViewSet(ClinicViewSet[CareTeamMember]):
    model = CareTeamMember
    serializer_class = CareTeamSerializer
    permission = Permission.PATIENT_VIEW
    filters: ClassVar = {"patient": "patient", "user": "user", "role": "role", "site": "site"}
    verb = actions.assign

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("user")

    def create(self, request: Request) -> Response:
        """Somebody joins the care team."""
        typed = self.typed(AssignInput)
        patient = self.visible(Patient, typed["patient"], field="patient")
        user = self.visible(User, typed["user"], field="user")
        return self.act(actions.assign, patient, user=user, role=typed["role"], status=201)

    @route(detail=True, methods=["post"], url_path="end", verb=actions.end)
    def end(self, request: Request, pk: str) -> Response:
        return self.act(actions.end, self.get_object(), **self.typed(LeaveInput))
