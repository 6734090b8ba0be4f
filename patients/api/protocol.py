"""/api/v1/protocols/ and /api/v1/site-protocols/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.sites.models import Site
from patients.actions import protocol as actions
from patients.models import Protocol, SiteProtocol


class ProtocolSerializer(serializers.ModelSerializer[Protocol]):
    class Meta:
        model = Protocol
        fields: ClassVar = [
            "id",
            "code",
            "number",
            "name",
            "route",
            "modality",
            "planned_doses",
            "most_doses_in_7_days",
            "steps",
            "sources",
            "published_at",
        ]


class SiteProtocolSerializer(serializers.ModelSerializer[SiteProtocol]):
    class Meta:
        model = SiteProtocol
        fields: ClassVar = [
            "id",
            "site",
            "protocol",
            "chosen_at",
            "chosen_by",
            "dropped_at",
            "version",
        ]


class OfferInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    protocol = serializers.UUIDField()


class ProtocolViewSet(ClinicViewSet[Protocol]):
    model = Protocol
    serializer_class = ProtocolSerializer
    permission = Permission.SITE_VIEW
    filters: ClassVar = {"code": "code", "route": "route"}


class SiteProtocolViewSet(ClinicViewSet[SiteProtocol]):
    model = SiteProtocol
    serializer_class = SiteProtocolSerializer
    permission = Permission.SITE_VIEW
    filters: ClassVar = {"site": "site", "protocol": "protocol"}
    verb = actions.offer

    def create(self, request: Request) -> Response:
        """The site offers this plan from now on."""
        typed = self.typed(OfferInput)
        site = self.visible(Site, typed["site"], field="site")
        protocol = self.visible(Protocol, typed["protocol"], field="protocol")
        return self.act(actions.offer, site, protocol=protocol, status=201)

    @route(detail=True, methods=["post"], url_path="drop", verb=actions.drop)
    def drop(self, request: Request, pk: str) -> Response:
        return self.act(actions.drop, self.get_object())
