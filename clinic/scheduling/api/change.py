"""/api/v1/changes/: what was changed in the calendar, as whole changes, and taking one back."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import undo
from clinic.scheduling.models import Change, ChangeLine


class ChangeLineSerializer(serializers.ModelSerializer[ChangeLine]):
    class Meta:
        model = ChangeLine
        fields: ClassVar = ["position", "before", "after", "step"]


class ChangeSerializer(serializers.ModelSerializer[Change]):
    lines = ChangeLineSerializer(many=True, read_only=True)
    undo_until = serializers.DateTimeField(read_only=True)

    class Meta:
        model = Change
        fields: ClassVar = [
            "id",
            "site",
            "kind",
            "made_at",
            "undo_until",
            "undone_at",
            "lines",
            "version",
        ]


class ChangeViewSet(ClinicViewSet[Change]):
    model = Change
    serializer_class = ChangeSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {
        "site": "site",
        "kind": "kind",
        "before": "lines__before",
        "after": "lines__after",
        "from": "made_at__gte",
        "until": "made_at__lt",
    }

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("lines")

    @route(detail=True, methods=["post"], url_path="undo", verb=undo.undo)
    def undo(self, request: Request, pk: str) -> Response:
        """Everything back as it was: within three minutes, for who made it or a manager."""
        return self.act(undo.undo, self.get_object())
