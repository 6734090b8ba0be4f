"""/api/v1/patients/"""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.sites.models import Site
from patients.actions import own_pages
from patients.actions import patient as actions
from patients.api.chart_fields import WithChartFields
from patients.api.patient_identity import IdentityRoutes
from patients.models import Patient


class PatientSerializer(WithChartFields[Patient]):
    CHART = frozenset({"can_become_pregnant", "sex"})

    own_pages = serializers.ChoiceField(choices=Patient.OwnPages.choices, read_only=True)

    class Meta:
        model = Patient
        fields: ClassVar = [
            "id",
            "site",
            "record_number",
            "given_name",
            "family_name",
            "preferred_name",
            "pronouns",
            "birth_date",
            "sex",
            "can_become_pregnant",
            "phone",
            "email",
            "language",
            "timezone",
            "address",
            "city",
            "postal_code",
            "jurisdiction",
            "deceased_on",
            "merged_into",
            "own_pages",
            "version",
        ]


class DetailsInput(serializers.Serializer[Any]):
    preferred_name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    pronouns = serializers.CharField(max_length=40, required=False, allow_blank=True)
    sex = serializers.ChoiceField(choices=Patient.Sex.choices, required=False)
    can_become_pregnant = serializers.ChoiceField(
        choices=Patient.Pregnancy.choices, required=False
    )
    phone = serializers.CharField(max_length=32, required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)
    language = serializers.CharField(max_length=35, required=False)
    timezone = serializers.CharField(max_length=64, required=False, allow_blank=True)
    address = serializers.CharField(max_length=240, required=False, allow_blank=True)
    city = serializers.CharField(max_length=80, required=False, allow_blank=True)
    postal_code = serializers.CharField(max_length=20, required=False, allow_blank=True)
    jurisdiction = serializers.CharField(max_length=10, required=False, allow_blank=True)


class RegisterInput(DetailsInput):
    site = serializers.UUIDField()
    given_name = serializers.CharField(max_length=120)
    family_name = serializers.CharField(max_length=120)
    birth_date = serializers.DateField()


class EditInput(DetailsInput):
    given_name = serializers.CharField(max_length=120, required=False)
    family_name = serializers.CharField(max_length=120, required=False)
    birth_date = serializers.DateField(required=False)


class DeathInput(serializers.Serializer[Any]):
    died_on = serializers.DateField()


class PatientViewSet(IdentityRoutes, ClinicViewSet[Patient]):
    model = Patient
    serializer_class = PatientSerializer
    permission = Permission.PATIENT_VIEW
    filters: ClassVar = {
        "site": "site",
        "record_number": "record_number",
        "birth_date": "birth_date",
    }
    verb = actions.register

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("account")

    def create(self, request: Request) -> Response:
        """Register a person."""
        typed = self.typed(RegisterInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        return self.act(actions.register, site, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="edit", verb=actions.edit)
    def edit(self, request: Request, pk: str) -> Response:
        return self.act(actions.edit, self.get_object(), **self.typed(EditInput))

    @route(detail=True, methods=["post"], url_path="record-death", verb=actions.record_death)
    def record_death(self, request: Request, pk: str) -> Response:
        return self.act(actions.record_death, self.get_object(), **self.typed(DeathInput))

    @extend_schema(request=None)
    @route(detail=True, methods=["post"], url_path="invite", verb=own_pages.invite)
    def invite(self, request: Request, pk: str) -> Response:
        """Mail the link with which the person chooses a password for their own pages."""
        return self.act(own_pages.invite, self.get_object())

    @extend_schema(request=None)
    @route(detail=True, methods=["post"], url_path="close-own-pages", verb=own_pages.close)
    def close_own_pages(self, request: Request, pk: str) -> Response:
        """Nobody signs in to this person's pages any more."""
        return self.act(own_pages.close, self.get_object())
