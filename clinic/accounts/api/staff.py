"""/api/v1/staff/, /api/v1/memberships/, /api/v1/licences/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.actions import staff as actions
from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.models import Licence, Membership, User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Capability, Role
from clinic.sites.models import Site


class UserSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields: ClassVar = [
            "id",
            "email",
            "name",
            "credentials",
            "phone_extension",
            "is_active",
            "version",
        ]


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    class Meta:
        model = Membership
        fields: ClassVar = [
            "id",
            "user",
            "site",
            "role",
            "capabilities",
            "started_at",
            "ended_at",
            "version",
        ]


class LicenceSerializer(serializers.ModelSerializer[Licence]):
    class Meta:
        model = Licence
        fields: ClassVar = [
            "id",
            "user",
            "kind",
            "number",
            "jurisdiction",
            "issued_on",
            "expires_on",
            "status",
            "verified_at",
            "verified_by",
            "version",
        ]


class Invitation(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    email = serializers.EmailField()
    name = serializers.CharField(max_length=120)
    role = serializers.ChoiceField([r for r in Role if r not in {Role.SYSTEM, Role.PATIENT}])
    capabilities = serializers.ListField(
        child=serializers.ChoiceField(Capability.choices), required=False
    )
    credentials = serializers.CharField(max_length=60, required=False, allow_blank=True)
    phone_extension = serializers.CharField(max_length=12, required=False, allow_blank=True)


class CapabilitiesInput(serializers.Serializer[Any]):
    capabilities = serializers.ListField(child=serializers.ChoiceField(Capability.choices))


class LicenceInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    kind = serializers.ChoiceField(Licence.Kind.choices)
    number = serializers.CharField(max_length=40)
    jurisdiction = serializers.CharField(max_length=10)
    issued_on = serializers.DateField()
    expires_on = serializers.DateField()


class AtSite(serializers.Serializer[Any]):
    site = serializers.UUIDField()


class LicenceStatusInput(AtSite):
    status = serializers.ChoiceField(Licence.Status.choices)


class StaffViewSet(ClinicViewSet[User]):
    model = User
    serializer_class = UserSerializer
    permission = Permission.STAFF_VIEW
    filters: ClassVar = {"site": "memberships__site_id", "role": "memberships__role"}
    verb = actions.invite

    def create(self, request: Request) -> Response:
        typed = self.typed(Invitation)
        site = self.visible(Site, typed.pop("site"), field="site")
        return self.act(actions.invite, site, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="record-licence", verb=actions.record_licence)
    def record_licence(self, request: Request, pk: str) -> Response:
        typed = self.typed(LicenceInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        return self.act(
            actions.record_licence,
            self.get_object(),
            site=site,
            respond=LicenceSerializer,
            status=201,
            **typed,
        )


class MembershipViewSet(ClinicViewSet[Membership]):
    model = Membership
    serializer_class = MembershipSerializer
    permission = Permission.STAFF_VIEW
    filters: ClassVar = {"site": "site_id", "user": "user_id", "role": "role"}

    @route(
        detail=True, methods=["post"], url_path="set-capabilities", verb=actions.set_capabilities
    )
    def set_capabilities(self, request: Request, pk: str) -> Response:
        return self.act(
            actions.set_capabilities, self.get_object(), **self.typed(CapabilitiesInput)
        )

    @route(detail=True, methods=["post"], url_path="end", verb=actions.end_membership)
    def end(self, request: Request, pk: str) -> Response:
        return self.act(actions.end_membership, self.get_object())


class LicenceViewSet(ClinicViewSet[Licence]):
    model = Licence
    serializer_class = LicenceSerializer
    permission = Permission.STAFF_VIEW
    filters: ClassVar = {"user": "user_id", "kind": "kind", "status": "status"}

    @route(detail=True, methods=["post"], url_path="verify", verb=actions.verify_licence)
    def verify(self, request: Request, pk: str) -> Response:
        site = self.visible(Site, self.typed(AtSite)["site"], field="site")
        return self.act(actions.verify_licence, self.get_object(), site=site)

    @route(detail=True, methods=["post"], url_path="set-status", verb=actions.suspend_licence)
    def set_status(self, request: Request, pk: str) -> Response:
        typed = self.typed(LicenceStatusInput)
        site = self.visible(Site, typed["site"], field="site")
        return self.act(
            actions.suspend_licence, self.get_object(), site=site, status=typed["status"]
        )
