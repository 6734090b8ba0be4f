"""/api/v1/opening-exceptions/: dated days on which the weekly hours do not hold."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import opening_exception as actions
from clinic.scheduling.models import OpeningException
from clinic.sites.models import Site


class OpeningExceptionSerializer(serializers.ModelSerializer[OpeningException]):
    class Meta:
        model = OpeningException
        fields: ClassVar = [
            "id",
            "site",
            "on",
            "opens",
            "closes",
            "name",
            "withdrawn_at",
            "version",
        ]


class ExceptionInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    on = serializers.DateField()
    name = serializers.CharField(max_length=60)
    opens = serializers.TimeField(required=False, allow_null=True)
    closes = serializers.TimeField(required=False, allow_null=True)


class OpeningExceptionViewSet(ClinicViewSet[OpeningException]):
    model = OpeningException
    serializer_class = OpeningExceptionSerializer
    permission = Permission.SITE_VIEW
    filters: ClassVar = {"site": "site", "from": "on__gte", "until": "on__lte"}
    verb = actions.set_exception

    def create(self, request: Request) -> Response:
        """Other hours on one day; without times the site is closed."""
        typed = self.typed(ExceptionInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        return self.act(actions.set_exception, site, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="withdraw", verb=actions.withdraw_exception)
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.act(actions.withdraw_exception, self.get_object())
