"""/api/v1/opening-hours/: weekly hours on the site's wall."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import opening_hours as actions
from clinic.scheduling.models import OpeningHours
from clinic.sites.models import Site


class OpeningHoursSerializer(serializers.ModelSerializer[OpeningHours]):
    class Meta:
        model = OpeningHours
        fields: ClassVar = ["id", "site", "weekday", "opens", "closes", "from_on", "until_on"]


class RuleInput(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="Monday is 0.")
    opens = serializers.TimeField()
    closes = serializers.TimeField()


class WeekInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    from_on = serializers.DateField()
    rules = RuleInput(many=True)


class RulesAnswer(serializers.Serializer[Any]):
    """All rules of the new week."""

    rules = OpeningHoursSerializer(many=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return {"rules": OpeningHoursSerializer(instance, many=True).data}


class OpeningHoursViewSet(ClinicViewSet[OpeningHours]):
    model = OpeningHours
    serializer_class = OpeningHoursSerializer
    permission = Permission.SITE_VIEW
    filters: ClassVar = {"site": "site", "weekday": "weekday"}
    verb = actions.set_opening_hours

    def create(self, request: Request) -> Response:
        """Set the week's hours from a day on; the rules in force until then end on it."""
        typed = self.typed(WeekInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        rules = [(rule["weekday"], rule["opens"], rule["closes"]) for rule in typed["rules"]]
        return self.act(
            actions.set_opening_hours,
            site,
            rules=rules,
            from_on=typed["from_on"],
            respond=RulesAnswer,
            status=201,
        )
