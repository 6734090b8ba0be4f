"""/api/v1/pregnancy-answers/"""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from patients.actions.workup import pregnancy as actions
from patients.api.workup.entry import COMMON, EntryInput, EntryViewSet, VoidInput
from patients.models import PregnancyAnswer


class PregnancyAnswerSerializer(serializers.ModelSerializer[PregnancyAnswer]):
    class Meta:
        model = PregnancyAnswer
        fields: ClassVar = [*COMMON, "answer", "why", "detail", "now", "answered_by"]


class PregnancyInput(EntryInput):
    answer = serializers.ChoiceField(choices=PregnancyAnswer.Answer.choices)
    answered_by = serializers.ChoiceField(choices=PregnancyAnswer.AnsweredBy.choices)
    now = serializers.ChoiceField(choices=PregnancyAnswer.Now.choices, required=False)
    why = serializers.ChoiceField(choices=PregnancyAnswer.Why.choices, required=False)
    detail = serializers.CharField(max_length=240, required=False, allow_blank=True)


class PregnancyAnswerViewSet(EntryViewSet[PregnancyAnswer]):
    """The newest standing one is what the patient's record says."""

    model = PregnancyAnswer
    serializer_class = PregnancyAnswerSerializer
    verb = actions.record
    input_class = PregnancyInput

    @route(detail=True, methods=["post"], url_path="void", verb=actions.void)
    def void(self, request: Request, pk: str) -> Response:
        return self.act(actions.void, self.get_object(), **self.typed(VoidInput))
