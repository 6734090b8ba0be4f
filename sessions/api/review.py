"""/api/v1/course-reviews/: how much, whether it helps, what the team thinks; and the decision."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.fresh import confirm_password
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.models import Course, StopReason
from sessions.actions import review
from sessions.actions.review_due import terms_at
from sessions.exposure import End, Exposure
from sessions.facts import review_picture
from sessions.models import (
    AdverseEvent,
    MaintenancePlan,
    Outcome,
    ReviewDecision,
    ReviewOpinion,
    ReviewReason,
)
from sessions.policies import review_words

Plain = serializers.Serializer[Any]


class AmountSerializer(Plain):
    """A range; ``high`` null: nobody knows the upper end."""

    low = serializers.DecimalField(max_digits=14, decimal_places=4)
    high = serializers.DecimalField(max_digits=14, decimal_places=4, allow_null=True)


class EndSerializer(Plain):
    end = serializers.ChoiceField(choices=[each.value for each in End])
    mg = serializers.DecimalField(max_digits=12, decimal_places=2)

    def to_representation(self, instance: Any) -> Any:
        end, mg = instance
        return super().to_representation({"end": end.value, "mg": mg})


class RouteLineSerializer(Plain):
    route = serializers.CharField()
    sessions = AmountSerializer()
    mg = AmountSerializer()
    ends = EndSerializer(many=True)


class WindowSerializer(Plain):
    """``mg`` adds the routes as given; it converts nothing."""

    name = serializers.CharField()
    sessions = AmountSerializer()
    mg = AmountSerializer()
    routes = RouteLineSerializer(source="lines", many=True)


class WeeklySerializer(Plain):
    route = serializers.CharField()
    weeks = serializers.IntegerField()
    mg_per_kg = AmountSerializer(allow_null=True)


class ExposureSerializer(serializers.Serializer[Exposure]):
    at = serializers.DateTimeField()
    windows = WindowSerializer(many=True)
    weekly = WeeklySerializer(many=True)


class ReasonSerializer(serializers.ModelSerializer[ReviewReason]):
    sentence = serializers.SerializerMethodField()

    def get_sentence(self, reason: ReviewReason) -> str:
        return review_words.said(reason)

    class Meta:
        model = ReviewReason
        fields: ClassVar = ["id", "code", "level", "facts", "cause", "arose_at", "sentence"]


class OpinionSerializer(serializers.ModelSerializer[ReviewOpinion]):
    class Meta:
        model = ReviewOpinion
        fields: ClassVar = ["id", "course", "author", "role", "recommends", "words", "signed_at"]


class PlanSerializer(serializers.ModelSerializer[MaintenancePlan]):
    class Meta:
        model = MaintenancePlan
        fields: ClassVar = ["id", "interval_days", "sessions_max", "review_on", "starts_at"]


class DecisionSerializer(serializers.ModelSerializer[ReviewDecision]):
    class Meta:
        model = ReviewDecision
        fields: ClassVar = [
            "id",
            "course",
            "outcome",
            "sessions",
            "reason",
            "despite",
            "missing",
            "stop_reason",
            "refused_measures",
            "decided_at",
            "decided_by",
            "policy_number",
            "standing",
            "seen",
        ]


class AdverseSerializer(serializers.ModelSerializer[AdverseEvent]):
    class Meta:
        model = AdverseEvent
        fields: ClassVar = ["id", "session", "term", "grade", "serious", "onset_at", "outcome"]


class ReviewSerializer(Plain):
    """``seen`` is handed back with the decision: it is refused when any of this changed since."""

    course = serializers.UUIDField(source="course.pk")
    status = serializers.CharField(source="course.status")
    opened_at = serializers.DateTimeField(source="opening.moved_at", default=None)
    reasons = ReasonSerializer(source="between.reasons", many=True)
    exposure = ExposureSerializer()
    adverse_events = AdverseSerializer(source="adverse", many=True)
    opinions = OpinionSerializer(many=True)
    decisions = DecisionSerializer(many=True)
    plan = PlanSerializer(allow_null=True)
    seen = serializers.CharField(source="fingerprint")


class OpinionInput(Plain):
    recommends = serializers.ChoiceField(choices=Outcome.choices)
    words = serializers.CharField(max_length=2000)
    password = serializers.CharField(trim_whitespace=False)


class DecisionInput(Plain):
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    reason = serializers.CharField(max_length=1000)
    sessions = serializers.IntegerField(min_value=1, required=False)
    interval_days = serializers.IntegerField(min_value=1, max_value=365, required=False)
    review_on = serializers.DateField(required=False)
    despite = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    stop_reason = serializers.ChoiceField(choices=StopReason.choices, required=False)
    refused_measures = serializers.CharField(max_length=500, required=False, allow_blank=True)
    seen = serializers.CharField(max_length=16, required=False, allow_blank=True)
    password = serializers.CharField(trim_whitespace=False)


class CourseReviewViewSet(ClinicViewSet[Course]):
    """One course's review. The list names the courses whose review is due."""

    model = Course
    serializer_class = ReviewSerializer
    permission = Permission.COURSE_VIEW
    filters: ClassVar = {"patient": "patient", "site": "site"}

    def get_queryset(self) -> Any:
        rows = super().get_queryset().select_related("site")
        sites = self.caller.sites_with(Permission.COURSE_VIEW)
        return rows if sites is None else rows.filter(site__in=sites)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.filtered(self.get_queryset().filter(status=Course.Status.REVIEW_DUE))
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response([self._answer_for(course) for course in page])

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self._answer_for(self.get_object()))

    def _answer_for(self, course: Course) -> Any:
        at = clock.now()
        picture = review_picture.read(course, terms_at(course.site_id, at), at, viewer=self.caller)
        decisions = (
            ReviewDecision.objects.visible_to(self.caller)
            .filter(course=course)
            .order_by("-decided_at", "-pk")
        )
        plan = (
            MaintenancePlan.objects.visible_to(self.caller)
            .filter(course=course)
            .order_by("-starts_at", "-pk")
            .first()
        )
        shown = Shown(picture, list(decisions), plan)
        return ReviewSerializer(shown).data

    @route(detail=True, methods=["post"], url_path="give-opinion", verb=review.give_opinion)
    def give_opinion(self, request: Request, pk: str) -> Response:
        course = self.get_object()
        typed = self.typed(OpinionInput)
        proof = confirm_password(request.user, typed.pop("password"))
        verb = review.give_opinion
        return self.act(
            verb, course, respond=OpinionSerializer, status=201, authenticated_at=proof, **typed
        )

    @route(detail=True, methods=["post"], url_path="decide", verb=review.decide)
    def decide(self, request: Request, pk: str) -> Response:
        course = self.get_object()
        typed = self.typed(DecisionInput)
        proof = confirm_password(request.user, typed.pop("password"))
        verb = review.decide
        return self.act(
            verb, course, respond=DecisionSerializer, status=201, authenticated_at=proof, **typed
        )


class Shown:
    """A picture with what was decided before, for the answer."""

    def __init__(
        self,
        picture: review_picture.Picture,
        decisions: list[ReviewDecision],
        plan: MaintenancePlan | None,
    ) -> None:
        self.picture, self.decisions, self.plan = picture, decisions, plan

    def __getattr__(self, name: str) -> Any:
        return getattr(self.picture, name)
