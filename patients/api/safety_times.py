"""/api/v1/sites/<id>/safety-times/: how fast alerts are taken on, without a name."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.core.errors import NotAllowed
from clinic.sites.models import Site
from patients.safety_times import times


class TimesSerializer(serializers.Serializer[Any]):
    urgency = serializers.CharField(allow_blank=True)
    raised = serializers.IntegerField()
    taken_on = serializers.IntegerField()
    median_minutes = serializers.FloatField(allow_null=True)
    longest_minutes = serializers.IntegerField(allow_null=True)
    passed_on = serializers.IntegerField()
    waiting = serializers.IntegerField()


class SafetyTimesViewSet(ClinicViewSet[Site]):
    model = Site
    serializer_class = TimesSerializer
    permission = Permission.SAFETY_TIMES_VIEW

    @extend_schema(responses=TimesSerializer(many=True))
    def retrieve(self, request: Request, pk: str) -> Response:
        """Of one site: all urgencies together first, then each."""
        site = self.get_object()
        if not self.caller.may(self.permission, site.pk):
            raise NotAllowed
        return Response([asdict(each) for each in times(site.pk, clock.now())])
