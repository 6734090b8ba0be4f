"""/api/v1/goals/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from integration.actions import goal as actions
from integration.models import Goal, GoalRating, TherapySession
from patients.models import Course


class RatingSerializer(serializers.ModelSerializer[GoalRating]):
    class Meta:
        model = GoalRating
        fields: ClassVar = ["id", "goal", "session", "score", "note", "rated_at", "rated_by"]


class GoalSerializer(serializers.ModelSerializer[Goal]):
    ratings = RatingSerializer(many=True, read_only=True)

    class Meta:
        model = Goal
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "course",
            "words",
            "status",
            "set_in",
            "set_at",
            "set_by",
            "closed_at",
            "ratings",
            "version",
        ]


class SetInput(serializers.Serializer[Any]):
    course = serializers.UUIDField()
    words = serializers.CharField(max_length=300)
    session = serializers.UUIDField(required=False)


class RateInput(serializers.Serializer[Any]):
    score = serializers.IntegerField(min_value=0, max_value=10)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)
    session = serializers.UUIDField(required=False)


class CloseInput(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(choices=[Goal.Status.MET, Goal.Status.DROPPED])


class GoalViewSet(ClinicViewSet[Goal]):
    model = Goal
    serializer_class = GoalSerializer
    permission = Permission.THERAPY_VIEW
    filters: ClassVar = {
        "course": "course",
        "patient": "patient",
        "site": "site",
        "status": "status",
    }
    verb = actions.set_goal

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("ratings")

    def create(self, request: Request) -> Response:
        """Set a goal of a course, in the patient's words."""
        typed = self.typed(SetInput)
        course = self.visible(Course, typed["course"], field="course")
        return self.act(
            actions.set_goal,
            course,
            words=typed["words"],
            session=self._session(typed),
            status=201,
        )

    @route(detail=True, methods=["post"], url_path="rate", verb=actions.rate)
    def rate(self, request: Request, pk: str) -> Response:
        typed = self.typed(RateInput)
        typed["session"] = self._session(typed)
        return self.act(actions.rate, self.get_object(), respond=RatingSerializer, **typed)

    @route(detail=True, methods=["post"], url_path="close", verb=actions.close)
    def close(self, request: Request, pk: str) -> Response:
        return self.act(actions.close, self.get_object(), **self.typed(CloseInput))

    @route(detail=True, methods=["post"], url_path="reopen", verb=actions.reopen)
    def reopen(self, request: Request, pk: str) -> Response:
        return self.act(actions.reopen, self.get_object())

    def _session(self, typed: dict[str, Any]) -> TherapySession | None:
        pk = typed.get("session")
        return self.visible(TherapySession, pk, field="session") if pk else None
