"""/api/v1/group-visits/: a room and a team for several patients, each on a numbered seat."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import group as actions
from clinic.scheduling.api.appointment_shapes import AppointmentSerializer, CancelInput, StaffInput
from clinic.scheduling.api.when import read_when
from clinic.scheduling.models import GroupVisit, GroupVisitStaff, Room
from clinic.sites.models import Site
from patients.models import Course, CourseStep, Patient


class GroupStaffSerializer(serializers.ModelSerializer[GroupVisitStaff]):
    name = serializers.CharField(source="user.name", read_only=True)

    class Meta:
        model = GroupVisitStaff
        fields: ClassVar = ["user", "name", "role"]


class GroupVisitSerializer(serializers.ModelSerializer[GroupVisit]):
    staff = GroupStaffSerializer(many=True, read_only=True)
    seats_taken = serializers.SerializerMethodField()

    class Meta:
        model = GroupVisit
        fields: ClassVar = [
            "id",
            "site",
            "visit_kind",
            "room",
            "title",
            "starts_at",
            "ends_at",
            "seats",
            "seats_taken",
            "staff",
            "called_off_at",
            "version",
        ]

    def get_seats_taken(self, group: GroupVisit) -> int:
        counted: int | None = getattr(group, "seats_taken", None)
        return group.participants.standing().count() if counted is None else counted


class GroupInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    code = serializers.CharField(max_length=24, required=False)
    room = serializers.UUIDField()
    staff = StaffInput(many=True)
    starts_at = serializers.CharField(max_length=40)
    turn = serializers.ChoiceField(choices=["FIRST", "SECOND"], required=False)
    minutes = serializers.IntegerField(min_value=5, max_value=480, required=False)
    seats = serializers.IntegerField(min_value=1, max_value=60, required=False)
    title = serializers.CharField(max_length=60, required=False, allow_blank=True)


class JoinInput(serializers.Serializer[Any]):
    patient = serializers.UUIDField()
    course = serializers.UUIDField(required=False)
    step = serializers.UUIDField(required=False)


class GroupVisitViewSet(ClinicViewSet[GroupVisit]):
    model = GroupVisit
    serializer_class = GroupVisitSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {
        "site": "site",
        "room": "room",
        "day": "wall_date",
        "from": "ends_at__gt",
        "until": "starts_at__lt",
    }
    verb = actions.open_group

    def get_queryset(self) -> Any:
        return super().get_queryset().with_seats_taken().prefetch_related("staff__user")

    def create(self, request: Request) -> Response:
        """Promise a room and a team to a group."""
        typed = self.typed(GroupInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        typed["starts_at"] = read_when(typed["starts_at"], site.timezone, typed.pop("turn", ""))
        typed["room"] = self.visible(Room, typed["room"], field="room")
        typed["staff"] = [
            (self.visible(User, each["user"], field="staff"), each["role"])
            for each in typed["staff"]
        ]
        return self.act(actions.open_group, site, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="join", verb=actions.join)
    def join(self, request: Request, pk: str) -> Response:
        """Give a patient the first free seat; answers with the appointment."""
        typed = self.typed(JoinInput)
        wanted = {"patient": self.visible(Patient, typed["patient"], field="patient")}
        for field, name, model in (("course", "course", Course), ("step", "planned", CourseStep)):
            if field in typed:
                wanted[name] = self.visible(model, typed[field], field=field)
        group = self.get_object()
        return self.act(actions.join, group, respond=AppointmentSerializer, status=201, **wanted)

    @route(detail=True, methods=["post"], url_path="call-off", verb=actions.call_off)
    def call_off(self, request: Request, pk: str) -> Response:
        """Call the group off with every seat."""
        return self.act(actions.call_off, self.get_object(), **self.typed(CancelInput))
