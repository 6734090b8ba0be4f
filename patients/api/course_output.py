"""How courses, their steps and their moves are answered."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from clinic.accounts.permissions import Permission
from patients.api.chart_fields import WithChartFields
from patients.models import ContactAttempt, Course, CourseMove, CourseStep


class CourseSerializer(WithChartFields[Course]):
    """Where a course stands is for everybody at the site; why it stands there is chart text."""

    CHART = frozenset(
        {
            "pause_reason",
            "pause_note",
            "decision_reasons",
            "decision_note",
            "stop_reason",
            "stop_reasons_also",
        }
    )
    CHART_PERMISSION = Permission.COURSE_VIEW

    class Meta:
        model = Course
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "status",
            "protocol",
            "modality",
            "route",
            "planned_doses",
            "previous_course",
            "opened_at",
            "first_dose_at",
            "ended_at",
            "resume_status",
            "paused_at",
            "pause_reason",
            "pause_note",
            "pause_owner",
            "pause_review_on",
            "pause_called_at",
            "review_on",
            "decision_reasons",
            "decision_note",
            "stop_reason",
            "stop_reasons_also",
            "maintenance_interval_days",
            "maintenance_sessions",
            "version",
        ]


class CourseStepSerializer(serializers.ModelSerializer[CourseStep]):
    class Meta:
        model = CourseStep
        fields: ClassVar = [
            "id",
            "course",
            "patient",
            "site",
            "key",
            "position",
            "kind",
            "number",
            "phase",
            "after_step",
            "min_gap_hours",
            "max_gap_hours",
            "counts_days",
            "visit_minutes",
            "sources",
            "status",
            "done_at",
            "dropped_because",
            "version",
        ]


class CourseMoveSerializer(serializers.ModelSerializer[CourseMove]):
    class Meta:
        model = CourseMove
        fields: ClassVar = [
            "id",
            "course",
            "patient",
            "site",
            "old",
            "new",
            "moved_at",
            "moved_by",
            "moved_by_label",
            "reasons",
            "note",
        ]


class ContactAttemptSerializer(serializers.ModelSerializer[ContactAttempt]):
    class Meta:
        model = ContactAttempt
        fields: ClassVar = [
            "id",
            "course",
            "patient",
            "means",
            "tried_at",
            "tried_by",
            "reached",
            "note",
        ]
