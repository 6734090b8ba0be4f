"""/api/v1/instruments/ and /api/v1/measures/"""

from __future__ import annotations

import json
from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.actions import measure as actions
from patients.actions import wording
from patients.models import (
    Course,
    CourseStep,
    InstrumentDefinition,
    MeasureAnswer,
    MeasurePart,
    MeasureResponse,
    Patient,
)


class InstrumentSerializer(serializers.ModelSerializer[InstrumentDefinition]):
    class Meta:
        model = InstrumentDefinition
        fields: ClassVar = [
            "id",
            "code",
            "number",
            "edition",
            "language",
            "title",
            "staff_only",
            "definition",
            "licence",
            "sources",
            "published_at",
            "checksum",
            "loaded_by",
            "file_checksum",
        ]


class AnswerSerializer(serializers.ModelSerializer[MeasureAnswer]):
    class Meta:
        model = MeasureAnswer
        fields: ClassVar = ["item", "value", "answered_at"]


class PartSerializer(serializers.ModelSerializer[MeasurePart]):
    class Meta:
        model = MeasurePart
        fields: ClassVar = ["code", "value", "met"]


class MeasureSerializer(serializers.ModelSerializer[MeasureResponse]):
    answers = AnswerSerializer(many=True, read_only=True)
    parts = PartSerializer(many=True, read_only=True)
    instrument_code = serializers.CharField(source="instrument.code", read_only=True)

    class Meta:
        model = MeasureResponse
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "course",
            "step",
            "instrument",
            "instrument_code",
            "status",
            "entry",
            "by_patient",
            "started_at",
            "answered_on",
            "answers",
            "completed_at",
            "completed_by",
            "total",
            "prorated",
            "band",
            "risk",
            "positive",
            "cutoff_sex",
            "scored_by",
            "parts",
            "overlaps_previous_window",
            "voided_at",
            "voided_by",
            "voided_because",
            "version",
        ]


class StartInput(serializers.Serializer[Any]):
    patient = serializers.UUIDField()
    instrument = serializers.CharField(max_length=20)
    course = serializers.UUIDField(required=False)
    step = serializers.UUIDField(required=False)
    entry = serializers.ChoiceField(choices=MeasureResponse.Entry.choices, required=False)
    answered_on = serializers.DateField(required=False)


class RecordInput(StartInput):
    answers = serializers.DictField(child=serializers.IntegerField())
    scored_by = serializers.CharField(max_length=120, required=False)


class CutoffInput(serializers.Serializer[Any]):
    sex = serializers.ChoiceField(choices=MeasureResponse.CutoffSex.choices)


class WordingInput(serializers.Serializer[Any]):
    """``wording`` is what a wording file holds."""

    wording = serializers.JSONField()


class AnswerInput(serializers.Serializer[Any]):
    item = serializers.CharField(max_length=12)
    value = serializers.IntegerField()


class VoidInput(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=240)


class InstrumentViewSet(ClinicViewSet[InstrumentDefinition]):
    model = InstrumentDefinition
    serializer_class = InstrumentSerializer
    permission = Permission.MEASURE_VIEW
    filters: ClassVar = {"code": "code", "language": "language"}

    @route(detail=False, methods=["post"], url_path="load-wording", verb=wording.load)
    def load_wording(self, request: Request) -> Response:
        """Licensed words for one questionnaire, as its next edition."""
        file = json.dumps(self.typed(WordingInput)["wording"]).encode()
        return self.act(wording.load, file, status=201)


class MeasureViewSet(ClinicViewSet[MeasureResponse]):
    model = MeasureResponse
    serializer_class = MeasureSerializer
    permission = Permission.MEASURE_VIEW
    filters: ClassVar = {
        "patient": "patient",
        "course": "course",
        "site": "site",
        "instrument": "instrument__code",
        "status": "status",
    }
    verb = actions.start

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .select_related("instrument")
            .prefetch_related("answers", "parts")
        )

    def _named(self, typed: dict[str, Any]) -> Patient:
        """Replace the ids in ``typed`` by records; answers with the patient."""
        for field, model in (("course", Course), ("step", CourseStep)):
            if field in typed:
                typed[field] = self.visible(model, typed[field], field=field)
        patient: Patient = self.visible(Patient, typed.pop("patient"), field="patient")
        return patient

    def create(self, request: Request) -> Response:
        """Begin a questionnaire, or go on with the one that is open."""
        typed = self.typed(StartInput)
        return self.act(actions.start, self._named(typed), status=201, **typed)

    @route(detail=False, methods=["post"], url_path="record", verb=actions.record)
    def record(self, request: Request) -> Response:
        """A whole form at once."""
        typed = self.typed(RecordInput)
        return self.act(actions.record, self._named(typed), status=201, **typed)

    @route(detail=True, methods=["post"], url_path="answer", verb=actions.answer)
    def answer(self, request: Request, pk: str) -> Response:
        return self.act(actions.answer, self.get_object(), **self.typed(AnswerInput))

    @route(detail=True, methods=["post"], url_path="finish", verb=actions.finish)
    def finish(self, request: Request, pk: str) -> Response:
        return self.act(actions.finish, self.get_object())

    @route(detail=True, methods=["post"], url_path="choose-cutoff", verb=actions.choose_cutoff)
    def choose_cutoff(self, request: Request, pk: str) -> Response:
        """Whose cut-off holds, where women and men have different ones."""
        return self.act(actions.choose_cutoff, self.get_object(), **self.typed(CutoffInput))

    @route(detail=True, methods=["post"], url_path="void", verb=actions.void)
    def void(self, request: Request, pk: str) -> Response:
        return self.act(actions.void, self.get_object(), **self.typed(VoidInput))
