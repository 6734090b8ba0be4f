"""/api/v1/contacts/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.actions import contact as actions
from patients.models import Contact, Patient


class ContactSerializer(serializers.ModelSerializer[Contact]):
    class Meta:
        model = Contact
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "name",
            "relationship",
            "phone",
            "email",
            "is_emergency",
            "is_escort",
            "may_be_told",
            "ended_at",
            "version",
        ]


class ChangeInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120, required=False)
    relationship = serializers.ChoiceField(choices=Contact.Relationship.choices, required=False)
    phone = serializers.CharField(max_length=32, required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)
    is_emergency = serializers.BooleanField(required=False)
    is_escort = serializers.BooleanField(required=False)
    may_be_told = serializers.BooleanField(required=False)


class AddInput(ChangeInput):
    patient = serializers.UUIDField()
    name = serializers.CharField(max_length=120)
    relationship = serializers.ChoiceField(choices=Contact.Relationship.choices)


class ContactViewSet(ClinicViewSet[Contact]):
    model = Contact
    serializer_class = ContactSerializer
    permission = Permission.PATIENT_VIEW
    filters: ClassVar = {"patient": "patient", "site": "site"}
    verb = actions.add

    def create(self, request: Request) -> Response:
        typed = self.typed(AddInput)
        patient = self.visible(Patient, typed.pop("patient"), field="patient")
        return self.act(actions.add, patient, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="change", verb=actions.change)
    def change(self, request: Request, pk: str) -> Response:
        return self.act(actions.change, self.get_object(), **self.typed(ChangeInput))

    @route(detail=True, methods=["post"], url_path="end", verb=actions.end)
    def end(self, request: Request, pk: str) -> Response:
        return self.act(actions.end, self.get_object())
