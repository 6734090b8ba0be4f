"""/api/v1/free-times/: when a visit could take place. Stale by nature: only booking decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.core.errors import InvalidInput
from clinic.scheduling.api.when import read_when
from clinic.scheduling.foresight import obstacles_of
from clinic.scheduling.models import Kind, Room, VisitKind
from clinic.scheduling.models.free_time import Search, find
from clinic.scheduling.models.visit_kind import WORKING_ROLES
from clinic.scheduling.policies.window import window_of
from clinic.sites.models import Site
from patients.models import Course, CourseStep, Patient

LONGEST_LOOK = timedelta(days=92)


class Question(serializers.Serializer[Any]):
    """The query parameters; every other one is refused."""

    site = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    route = serializers.CharField(max_length=16, required=False)
    patient = serializers.UUIDField(required=False)
    room = serializers.UUIDField(required=False)
    prescriber = serializers.UUIDField(required=False)
    nurse = serializers.UUIDField(required=False)
    therapist = serializers.UUIDField(required=False)
    after = serializers.CharField(max_length=40, required=False)
    until = serializers.CharField(max_length=40, required=False)
    minutes = serializers.IntegerField(min_value=5, max_value=480, required=False)
    limit = serializers.IntegerField(min_value=1, max_value=100, required=False)
    course = serializers.UUIDField(
        required=False, help_text="A dosing visit of it: what would stand in the way is said."
    )
    step = serializers.UUIDField(
        required=False, help_text="Only times that keep the gaps to its booked neighbours."
    )
    prefer = serializers.UUIDField(required=False, help_text="Proposed first where they are free.")
    weekdays = serializers.RegexField(
        r"^[0-6](,[0-6])*$", required=False, help_text="Monday is 0: 0,2,4."
    )
    not_before = serializers.TimeField(required=False)
    not_after = serializers.TimeField(required=False)


class PersonSerializer(serializers.Serializer[Any]):
    user = serializers.UUIDField()
    role = serializers.CharField()


class FreeTimeSerializer(serializers.Serializer[Any]):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    room = serializers.UUIDField(allow_null=True)
    staff = PersonSerializer(many=True)
    obstacles = serializers.ListField(child=serializers.CharField())


class FreeTimeViewSet(viewsets.ViewSet):
    permission = Permission.APPOINTMENT_VIEW

    @extend_schema(
        parameters=[Question],
        responses=FreeTimeSerializer(many=True),
        operation_id="free_times_list",
    )
    def list(self, request: Request) -> Response:
        """The next free times, in order. Parts nobody is named for are filled from the roster."""
        unknown = set(request.query_params) - set(Question().fields)
        if unknown:
            raise InvalidInput(_("Unknown parameter: %(name)s.") % {"name": min(unknown)})
        question = Question(data=request.query_params)
        question.is_valid(raise_exception=True)
        asked = question.validated_data
        search = _search(request, asked)
        found = find(search)
        course = (
            _visible(request, Course, asked["course"], "course") if "course" in asked else None
        )
        obstacles = obstacles_of(found, search, course, clock.now())
        return Response(
            [
                {
                    "starts_at": each.starts_at,
                    "ends_at": each.ends_at,
                    "room": each.room_id,
                    "staff": [{"user": user, "role": role} for user, role in each.staff],
                    "obstacles": said,
                }
                for each, said in zip(found, obstacles, strict=True)
            ]
        )


def _search(request: Request, asked: dict[str, Any]) -> Search:
    site = _visible(request, Site, asked["site"], "site")
    kinds = VisitKind.objects.at_site(site.pk).filter(kind=asked["kind"], is_offered=True)
    kind = kinds.filter(route=asked.get("route", "")).first()
    if kind is None:
        raise InvalidInput(_("This site does not offer that kind of visit."), field="kind")
    now = clock.now()
    after = read_when(asked["after"], site.timezone, field="after") if "after" in asked else now
    until = after + timedelta(days=28)
    if "until" in asked:
        until = min(read_when(asked["until"], site.timezone, field="until"), after + LONGEST_LOOK)
    for field, model in (("patient", Patient), ("room", Room)):
        if field in asked:
            _visible(request, model, asked[field], field)
    staff = [
        (_visible(request, User, asked[field], field).pk, role.value)
        for role in WORKING_ROLES
        if (field := role.value.lower()) in asked
    ]
    if "step" in asked:
        step = _visible(request, CourseStep, asked["step"], "step")
        after, until = window_of(step).within(after, until)
    return Search(
        site=site,
        visit_kind=kind,
        after=max(after, now),
        until=until,
        preferred=frozenset({asked["prefer"]} if "prefer" in asked else ()),
        weekdays=frozenset(map(int, asked["weekdays"].split(",")))
        if "weekdays" in asked
        else frozenset(),
        not_before=asked.get("not_before"),
        not_after=asked.get("not_after"),
        patient_id=asked.get("patient"),
        minutes=asked.get("minutes"),
        room_id=asked.get("room"),
        staff=staff,
        limit=asked.get("limit", 10),
    )


def _visible(request: Request, model: type[Any], pk: Any, field: str) -> Any:
    try:
        return model.objects.visible_to(request.user).get(pk=pk)
    except model.DoesNotExist as error:
        raise InvalidInput(_("There is no such record."), field=field) from error
