"""/api/v1/referral-facts/: what referrals say of patients' health, and the verbs that settle it."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.actions import referral_fact as actions
from patients.models import ReferralFact


class ReferralFactSerializer(serializers.ModelSerializer[ReferralFact]):
    class Meta:
        model = ReferralFact
        fields: ClassVar = [
            "id",
            "referral",
            "patient",
            "kind",
            "text",
            "code",
            "system",
            "codes",
            "standing",
            "said",
            "since",
            "until",
            "noted",
            "details",
            "entries",
            "unread",
            "status",
            "settled_at",
            "settled_by",
            "because",
            "became",
            "version",
        ]


class ConfirmLineInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200, required=False)
    is_past = serializers.BooleanField(required=False, allow_null=True, default=None)


class RejectLineInput(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=240)


class ReferralFactViewSet(ClinicViewSet[ReferralFact]):
    model = ReferralFact
    serializer_class = ReferralFactSerializer
    permission = Permission.CHART_VIEW
    filters: ClassVar = {
        "referral": "referral_id",
        "patient": "patient_id",
        "kind": "kind",
        "status": "status",
    }

    @extend_schema(request=ConfirmLineInput)
    @route(detail=True, methods=["post"], url_path="confirm", verb=actions.confirm_fact)
    def confirm(self, request: Request, pk: str) -> Response:
        return self.act(actions.confirm_fact, self.get_object(), **self.typed(ConfirmLineInput))

    @extend_schema(request=RejectLineInput)
    @route(detail=True, methods=["post"], url_path="reject", verb=actions.reject_fact)
    def reject(self, request: Request, pk: str) -> Response:
        return self.act(actions.reject_fact, self.get_object(), **self.typed(RejectLineInput))

    @extend_schema(request=None)
    @route(detail=True, methods=["post"], url_path="take-up-again", verb=actions.take_up_again)
    def take_up_again(self, request: Request, pk: str) -> Response:
        return self.act(actions.take_up_again, self.get_object())
