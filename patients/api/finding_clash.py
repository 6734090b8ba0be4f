"""/api/v1/finding-clashes/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.actions import finding_clash as actions
from patients.models import FindingClash


class ClashSerializer(serializers.ModelSerializer[FindingClash]):
    class Meta:
        model = FindingClash
        fields: ClassVar = [
            "id",
            "screening",
            "patient",
            "site",
            "code",
            "status",
            "evidence",
            "note",
            "typed_at",
            "typed_by",
            "settled_at",
            "settled_by",
            "kept",
        ]


class SettleInput(serializers.Serializer[Any]):
    keep = serializers.ChoiceField(choices=FindingClash.Kept.choices)


class FindingClashViewSet(ClinicViewSet[FindingClash]):
    """Rows into which two people wrote different things, and the choice between them."""

    model = FindingClash
    serializer_class = ClashSerializer
    permission = Permission.SCREENING_VIEW
    filters: ClassVar = {"screening": "screening", "patient": "patient", "site": "site"}

    @route(detail=True, methods=["post"], url_path="settle", verb=actions.settle)
    def settle(self, request: Request, pk: str) -> Response:
        return self.act(actions.settle, self.get_object(), **self.typed(SettleInput))
