"""/api/v1/test-results/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.permissions import Permission
from patients.actions.workup import result as actions
from patients.api.workup.entry import COMMON, EntryInput, EntryViewSet, VoidInput
from patients.models import TestResult


class TestResultSerializer(serializers.ModelSerializer[TestResult]):
    __test__: ClassVar[bool] = False

    class Meta:
        model = TestResult
        fields: ClassVar = [
            *COMMON,
            "kind",
            "value",
            "second",
            "unit",
            "typed",
            "typed_twice",
            "result",
            "low",
            "high",
            "mark",
            "detail",
            "taken_at",
            "made_by",
        ]


class ResultFields(serializers.Serializer[Any]):
    """``unit`` is that of ``value``, ``low`` and ``high`` as typed; ``again`` confirms a doubted weight."""

    kind = serializers.ChoiceField(choices=TestResult.Kind.choices)
    value = serializers.DecimalField(8, 2, required=False, allow_null=True)
    second = serializers.DecimalField(8, 2, required=False, allow_null=True)
    unit = serializers.CharField(max_length=8, required=False, allow_blank=True)
    again = serializers.DecimalField(8, 2, required=False, allow_null=True)
    result = serializers.ChoiceField(choices=TestResult.Result.choices, required=False)
    low = serializers.DecimalField(8, 2, required=False, allow_null=True)
    high = serializers.DecimalField(8, 2, required=False, allow_null=True)
    detail = serializers.CharField(max_length=500, required=False, allow_blank=True)
    made_by = serializers.CharField(max_length=120, required=False, allow_blank=True)
    taken_at = serializers.DateTimeField(required=False, allow_null=True)


class ResultInput(EntryInput, ResultFields):
    pass


class ResultCorrection(VoidInput, ResultFields):
    pass


class TestResultViewSet(EntryViewSet[TestResult]):
    __test__: ClassVar[bool] = False

    model = TestResult
    serializer_class = TestResultSerializer
    permission = Permission.CHART_VIEW
    filters: ClassVar = {**EntryViewSet.filters, "kind": "kind"}
    verb = actions.record
    input_class = ResultInput

    @route(detail=True, methods=["post"], url_path="correct", verb=actions.correct)
    def correct(self, request: Request, pk: str) -> Response:
        """A new line in place of a wrong one."""
        return self.act(
            actions.correct, self.get_object(), status=201, **self.typed(ResultCorrection)
        )

    @route(detail=True, methods=["post"], url_path="void", verb=actions.void)
    def void(self, request: Request, pk: str) -> Response:
        return self.act(actions.void, self.get_object(), **self.typed(VoidInput))
