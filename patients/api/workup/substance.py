"""/api/v1/substance-uses/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from patients.actions.workup import substance as actions
from patients.api.workup.entry import COMMON, EntryInput, EntryViewSet, VoidInput
from patients.models import SubstanceUse


class SubstanceUseSerializer(serializers.ModelSerializer[SubstanceUse]):
    class Meta:
        model = SubstanceUse
        fields: ClassVar = [
            *COMMON,
            "substance",
            "which",
            "use",
            "amount",
            "frequency",
            "last_used_on",
            "disorder",
            "criteria_last_met_on",
            "note",
        ]


class SubstanceFields(serializers.Serializer[Any]):
    substance = serializers.ChoiceField(choices=SubstanceUse.Substance.choices)
    use = serializers.ChoiceField(choices=SubstanceUse.Use.choices)
    which = serializers.CharField(max_length=120, required=False, allow_blank=True)
    amount = serializers.CharField(max_length=120, required=False, allow_blank=True)
    frequency = serializers.CharField(max_length=120, required=False, allow_blank=True)
    last_used_on = serializers.DateField(required=False, allow_null=True)
    disorder = serializers.ChoiceField(choices=SubstanceUse.Disorder.choices, required=False)
    criteria_last_met_on = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class SubstanceInput(EntryInput, SubstanceFields):
    pass


class SubstanceCorrection(VoidInput, SubstanceFields):
    pass


class SubstanceUseViewSet(EntryViewSet[SubstanceUse]):
    model = SubstanceUse
    serializer_class = SubstanceUseSerializer
    verb = actions.record
    input_class = SubstanceInput

    @route(detail=True, methods=["post"], url_path="correct", verb=actions.correct)
    def correct(self, request: Request, pk: str) -> Response:
        """A new line in place of a wrong one."""
        return self.act(
            actions.correct, self.get_object(), status=201, **self.typed(SubstanceCorrection)
        )

    @route(detail=True, methods=["post"], url_path="void", verb=actions.void)
    def void(self, request: Request, pk: str) -> Response:
        return self.act(actions.void, self.get_object(), **self.typed(VoidInput))
