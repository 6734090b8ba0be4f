"""/api/v1/working-patterns/: a person's week, by the site's wall; the shifts are made of it."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import working_pattern as actions
from clinic.scheduling.actions.working_pattern import WeekRule
from clinic.scheduling.models import WorkingPattern
from clinic.sites.models import Site


class PatternSerializer(serializers.ModelSerializer[WorkingPattern]):
    class Meta:
        model = WorkingPattern
        fields: ClassVar = [
            "id",
            "site",
            "staff",
            "role",
            "weekday",
            "starts",
            "ends",
            "on_call",
            "from_on",
            "until_on",
            "version",
        ]


class RuleInput(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="Monday is 0.")
    starts = serializers.TimeField()
    ends = serializers.TimeField()
    on_call = serializers.BooleanField(required=False, default=False)


class WorkingWeekInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    staff = serializers.UUIDField()
    role = serializers.CharField(max_length=16)
    from_on = serializers.DateField()
    rules = RuleInput(many=True)


class PatternsAnswer(serializers.Serializer[Any]):
    """The rules that are new; those that stayed the same are not among them."""

    rules = PatternSerializer(many=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return {"rules": PatternSerializer(instance, many=True).data}


class WorkingPatternViewSet(ClinicViewSet[WorkingPattern]):
    model = WorkingPattern
    serializer_class = PatternSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {"site": "site", "staff": "staff", "role": "role"}
    verb = actions.set_week

    def create(self, request: Request) -> Response:
        """Set a person's week in one role from a day on; other rules in force end on it."""
        typed = self.typed(WorkingWeekInput)
        return self.act(
            actions.set_week,
            self.visible(Site, typed["site"], field="site"),
            staff=self.visible(User, typed["staff"], field="staff"),
            role=typed["role"],
            rules=[WeekRule(**rule) for rule in typed["rules"]],
            from_on=typed["from_on"],
            respond=PatternsAnswer,
            status=201,
        )
