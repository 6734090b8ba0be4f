"""/api/v1/policies/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.fresh import confirm_password
from clinic.accounts.permissions import Permission
from clinic.policy.actions import version as actions
from clinic.policy.models import PolicyVersion
from clinic.sites.models import Site


class PolicySerializer(serializers.ModelSerializer[PolicyVersion]):
    class Meta:
        model = PolicyVersion
        fields: ClassVar = [
            "id",
            "site",
            "number",
            "status",
            "terms",
            "note",
            "drafted_by",
            "signed_by",
            "signed_at",
            "version",
        ]


class DraftInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()


class TermsInput(serializers.Serializer[Any]):
    terms = serializers.JSONField()
    note = serializers.CharField(allow_blank=True)


class SignatureInput(serializers.Serializer[Any]):
    password = serializers.CharField(trim_whitespace=False)


class PolicyViewSet(ClinicViewSet[PolicyVersion]):
    model = PolicyVersion
    serializer_class = PolicySerializer
    permission = Permission.POLICY_VIEW
    filters: ClassVar = {"site": "site_id", "status": "status"}
    verb = actions.draft

    def create(self, request: Request) -> Response:
        site = self.visible(Site, self.typed(DraftInput)["site"], field="site")
        return self.act(actions.draft, site, status=201)

    @route(detail=True, methods=["post"], url_path="adjust", verb=actions.adjust)
    def adjust(self, request: Request, pk: str) -> Response:
        return self.act(actions.adjust, self.get_object(), **self.typed(TermsInput))

    @route(detail=True, methods=["post"], url_path="sign", verb=actions.sign)
    def sign(self, request: Request, pk: str) -> Response:
        version = self.get_object()
        proof = confirm_password(request.user, self.typed(SignatureInput)["password"])
        return self.act(actions.sign, version, authenticated_at=proof)
