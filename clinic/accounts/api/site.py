"""/api/v1/sites/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.actions import site as actions
from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.sites.models import Site


class SiteSerializer(serializers.ModelSerializer[Site]):
    class Meta:
        model = Site
        fields: ClassVar = [
            "id",
            "name",
            "neutral_name",
            "slug",
            "timezone",
            "jurisdiction",
            "phone",
            "address",
            "is_open",
            "version",
        ]


class SiteInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    neutral_name = serializers.CharField(max_length=40)
    slug = serializers.SlugField(max_length=40)
    timezone = serializers.CharField(max_length=64)
    jurisdiction = serializers.CharField(max_length=10)
    phone = serializers.CharField(max_length=32)
    address = serializers.CharField(max_length=240, required=False, allow_blank=True)


class SiteParticulars(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120, required=False)
    neutral_name = serializers.CharField(max_length=40, required=False)
    timezone = serializers.CharField(max_length=64, required=False)
    jurisdiction = serializers.CharField(max_length=10, required=False)
    phone = serializers.CharField(max_length=32, required=False)
    address = serializers.CharField(max_length=240, required=False, allow_blank=True)


class SiteViewSet(ClinicViewSet[Site]):
    model = Site
    serializer_class = SiteSerializer
    permission = Permission.SITE_VIEW
    verb = actions.open_site

    def create(self, request: Request) -> Response:
        return self.act(actions.open_site, status=201, **self.typed(SiteInput))

    @route(detail=True, methods=["post"], url_path="adjust", verb=actions.adjust_site)
    def adjust(self, request: Request, pk: str) -> Response:
        return self.act(actions.adjust_site, self.get_object(), **self.typed(SiteParticulars))
