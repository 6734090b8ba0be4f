"""/api/v1/illnesses/"""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from patients.actions.workup import illness as actions
from patients.api.workup.entry import COMMON, EntryInput, EntryViewSet, VoidInput
from patients.models import Illness


class IllnessSerializer(serializers.ModelSerializer[Illness]):
    class Meta:
        model = Illness
        fields: ClassVar = [*COMMON, "indication", "other", "months", "severity", "ect", "note"]


class IllnessInput(EntryInput):
    indication = serializers.ChoiceField(choices=Illness.Indication.choices)
    other = serializers.CharField(max_length=200, required=False, allow_blank=True)
    months = serializers.IntegerField(min_value=0, max_value=1500, required=False, allow_null=True)
    severity = serializers.ChoiceField(
        choices=Illness.Severity.choices, required=False, allow_blank=True
    )
    ect = serializers.ChoiceField(choices=Illness.Ect.choices, required=False)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class IllnessViewSet(EntryViewSet[Illness]):
    """The newest standing one counts."""

    model = Illness
    serializer_class = IllnessSerializer
    verb = actions.record
    input_class = IllnessInput

    @route(detail=True, methods=["post"], url_path="void", verb=actions.void)
    def void(self, request: Request, pk: str) -> Response:
        return self.act(actions.void, self.get_object(), **self.typed(VoidInput))
