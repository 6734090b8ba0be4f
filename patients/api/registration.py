"""/api/v1/registrations/: a person comes onto the books at the desk; the answer is the referral."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.sites.models import Site
from patients.actions import registration as actions
from patients.models import Patient, Referral


class RegisteredSerializer(serializers.ModelSerializer[Referral]):
    class Meta:
        model = Referral
        fields = ["id", "site", "patient", "course", "origin", "status", "received_at"]


class RegistrationInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    given_name = serializers.CharField(max_length=120)
    family_name = serializers.CharField(max_length=120)
    birth_date = serializers.DateField()
    preferred_name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    pronouns = serializers.CharField(max_length=40, required=False, allow_blank=True)
    sex = serializers.ChoiceField(Patient.Sex.choices, required=False)
    phone = serializers.CharField(max_length=32, required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)
    address = serializers.CharField(max_length=240, required=False, allow_blank=True)
    city = serializers.CharField(max_length=80, required=False, allow_blank=True)
    postal_code = serializers.CharField(max_length=20, required=False, allow_blank=True)
    jurisdiction = serializers.CharField(max_length=10, required=False, allow_blank=True)
    language = serializers.CharField(max_length=35, required=False)
    agreed = serializers.BooleanField(required=False, default=False)
    compared = serializers.BooleanField(required=False, default=False)
    sender = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    words = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class RegistrationViewSet(ClinicViewSet[Referral]):
    model = Referral
    serializer_class = RegisteredSerializer
    permission = Permission.REFERRAL_VIEW
    http_method_names = ["post", "options"]
    verb = actions.register_at_desk

    @extend_schema(request=RegistrationInput)
    def create(self, request: Request) -> Response:
        """409 ``may-be-known`` names who may be the same person; send ``compared`` to go on."""
        typed = self.typed(RegistrationInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        return self.act(actions.register_at_desk, site, status=201, **typed)
