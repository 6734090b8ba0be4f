"""/api/v1/earlier-treatments/ and /use-concerns/: ketamine elsewhere, and signs of misuse."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.models import Course, Patient
from sessions.actions import earlier_treatment as actions
from sessions.models import EarlierTreatment, UseConcern


class EarlierTreatmentSerializer(serializers.ModelSerializer[EarlierTreatment]):
    class Meta:
        model = EarlierTreatment
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "route",
            "where",
            "sessions_low",
            "sessions_high",
            "mg_low",
            "mg_high",
            "from_on",
            "until_on",
            "told_by",
            "named",
            "recorded_at",
            "recorded_by",
            "mistaken_at",
            "mistaken_because",
        ]


class EarlierInput(serializers.Serializer[Any]):
    """An upper end left out or null: nobody knows it."""

    patient = serializers.UUIDField()
    route = serializers.ChoiceField(choices=EarlierTreatment.Route.choices)
    told_by = serializers.ChoiceField(choices=EarlierTreatment.Source.choices)
    named = serializers.CharField(max_length=240, required=False, allow_blank=True)
    where = serializers.CharField(max_length=160, required=False, allow_blank=True)
    sessions_low = serializers.IntegerField(min_value=1, max_value=5000)
    sessions_high = serializers.IntegerField(
        min_value=1, max_value=5000, required=False, allow_null=True
    )
    mg_low = serializers.DecimalField(max_digits=9, decimal_places=2, min_value=0)
    mg_high = serializers.DecimalField(
        max_digits=9, decimal_places=2, min_value=0, required=False, allow_null=True
    )
    from_on = serializers.DateField(required=False, allow_null=True)
    until_on = serializers.DateField(required=False, allow_null=True)


class BecauseInput(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=240)


class EarlierTreatmentViewSet(ClinicViewSet[EarlierTreatment]):
    model = EarlierTreatment
    serializer_class = EarlierTreatmentSerializer
    permission = Permission.COURSE_VIEW
    filters: ClassVar = {"patient": "patient", "site": "site", "told_by": "told_by"}
    verb = actions.record

    def create(self, request: Request) -> Response:
        """One more stretch of treatment elsewhere."""
        typed = self.typed(EarlierInput)
        patient = self.visible(Patient, typed.pop("patient"), field="patient")
        return self.act(actions.record, patient, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="mark-mistaken", verb=actions.mark_mistaken)
    def mark_mistaken(self, request: Request, pk: str) -> Response:
        return self.act(actions.mark_mistaken, self.get_object(), **self.typed(BecauseInput))


class UseConcernSerializer(serializers.ModelSerializer[UseConcern]):
    class Meta:
        model = UseConcern
        fields: ClassVar = [
            "id",
            "course",
            "patient",
            "site",
            "kind",
            "happened_on",
            "note",
            "recorded_at",
            "recorded_by",
        ]


class ConcernInput(serializers.Serializer[Any]):
    course = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=UseConcern.Kind.choices)
    note = serializers.CharField(max_length=500)
    happened_on = serializers.DateField(required=False, allow_null=True)


class UseConcernViewSet(ClinicViewSet[UseConcern]):
    model = UseConcern
    serializer_class = UseConcernSerializer
    permission = Permission.COURSE_VIEW
    filters: ClassVar = {"patient": "patient", "course": "course", "kind": "kind"}
    verb = actions.report_concern

    def create(self, request: Request) -> Response:
        """Somebody asked for more, or drug is missing."""
        typed = self.typed(ConcernInput)
        course = self.visible(Course, typed.pop("course"), field="course")
        return self.act(actions.report_concern, course, status=201, **typed)
