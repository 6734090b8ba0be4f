"""/api/v1/course-progress/ and /api/v1/courses/<id>/progress/: scores against doses, judged by definition."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.models import Course
from patients.progress.series import Mark
from patients.progress.standing import Standing
from sessions.facts import progress


class MeasureChangeSerializer(serializers.Serializer[Any]):
    """From the baseline; null where a definition does not apply."""

    baseline = serializers.IntegerField()
    now = serializers.IntegerField()
    points = serializers.IntegerField()
    percent = serializers.DecimalField(max_digits=7, decimal_places=1, allow_null=True)
    response = serializers.BooleanField(source="is_response", allow_null=True)
    partial_response = serializers.BooleanField(source="is_partial", allow_null=True)
    remission = serializers.BooleanField(source="is_remission", allow_null=True)
    below_remission_limit = serializers.BooleanField(source="is_below_remission", allow_null=True)
    reliable = serializers.BooleanField(source="is_reliable", allow_null=True)
    meaningful = serializers.BooleanField(source="is_meaningful", allow_null=True)
    significant = serializers.BooleanField(source="is_significant", allow_null=True)
    increase = serializers.BooleanField(source="is_increase")
    worse = serializers.BooleanField(source="is_worse")


class MarksField(serializers.ListField):
    """A set of marks, in one order always."""

    def to_representation(self, data: Any) -> list[str]:
        return sorted(mark.value for mark in data)


class MeasurePointSerializer(serializers.Serializer[Any]):
    measure = serializers.UUIDField(source="answer.id")
    answered_on = serializers.DateField(source="answer.on")
    total = serializers.IntegerField(source="answer.total", allow_null=True)
    estimated = serializers.BooleanField(source="answer.prorated")
    band = serializers.CharField(source="answer.band")
    marks = MarksField(child=serializers.ChoiceField(choices=[m.value for m in Mark]))
    doses_before = serializers.IntegerField()
    days_after_dose = serializers.IntegerField(allow_null=True)
    change = MeasureChangeSerializer(allow_null=True)


class MeasureSeriesSerializer(serializers.Serializer[Any]):
    instrument = serializers.CharField(source="code")
    title = serializers.CharField(source="instrument.title")
    highest = serializers.IntegerField(source="top")
    higher_is_better = serializers.BooleanField(source="instrument.higher_is_better")
    baseline = serializers.UUIDField(source="baseline.answer.id", default=None)
    endpoint = serializers.UUIDField(source="endpoint.answer.id", default=None)
    latest = serializers.UUIDField(source="latest.answer.id", default=None)
    outcome = MeasureChangeSerializer(allow_null=True)
    points = MeasurePointSerializer(many=True)


class DoseGivenSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    given_on = serializers.DateField(source="on")
    given_at = serializers.DateTimeField(source="at")
    mg = serializers.DecimalField(max_digits=8, decimal_places=2, allow_null=True)
    route = serializers.CharField()
    maintenance = serializers.BooleanField()


class IntegrationHeldSerializer(serializers.Serializer[Any]):
    held_on = serializers.DateField(source="on")


class CourseProgressSerializer(serializers.Serializer[Any]):
    course = serializers.UUIDField(source="course_id")
    today = serializers.DateField()
    standing = serializers.ChoiceField(choices=[each.value for each in Standing])
    first_measure = serializers.CharField(source="bounds.primary")
    doses = DoseGivenSerializer(many=True)
    integration = IntegrationHeldSerializer(source="talks", many=True)
    measures = MeasureSeriesSerializer(source="series", many=True)


class CourseProgressViewSet(ClinicViewSet[Course]):
    """Read only. The list shows each course's first measure alone; one course shows every measure."""

    model = Course
    serializer_class = CourseProgressSerializer
    permission = Permission.MEASURE_VIEW
    filters: ClassVar = {"patient": "patient", "site": "site", "status": "status"}

    def get_queryset(self) -> Any:
        rows = super().get_queryset().select_related("site")
        sites = self.caller.sites_with(Permission.MEASURE_VIEW)
        return rows if sites is None else rows.filter(site__in=sites)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        course = self.get_object()
        found = progress.load([course], clock.now(), viewer=self.caller)
        return Response(CourseProgressSerializer(found[course.pk]).data)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.filtered(self.get_queryset().filter(first_dose_at__isnull=False))
        page = self.paginate_queryset(rows) or []
        found = progress.load(page, clock.now(), viewer=self.caller, only_primary=True)
        shown = [CourseProgressSerializer(found[course.pk]).data for course in page]
        return self.get_paginated_response(shown)
