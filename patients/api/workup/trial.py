"""/api/v1/treatment-trials/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.core import clock
from patients.actions.workup import trial as actions
from patients.api.workup.entry import COMMON, EntryInput, EntryViewSet, VoidInput
from patients.eligibility.trials import judge, resistance
from patients.models import Course, TreatmentTrial
from patients.policies.workup import policy_or_shipped, trial_policy


class TrialSerializer(serializers.ModelSerializer[TreatmentTrial]):
    class Meta:
        model = TreatmentTrial
        fields: ClassVar = [
            *COMMON,
            "kind",
            "name",
            "ingredient",
            "drug_class",
            "max_dose_mg_day",
            "weeks_at_max",
            "sessions",
            "improvement",
            "outcome",
            "told_by",
            "episode",
            "augmentation",
            "started_year",
            "note",
        ]


class TrialFields(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200)
    episode = serializers.ChoiceField(choices=TreatmentTrial.Episode.choices)
    kind = serializers.ChoiceField(choices=TreatmentTrial.Kind.choices, required=False)
    drug_class = serializers.ChoiceField(choices=TreatmentTrial.DrugClass.choices, required=False)
    max_dose_mg_day = serializers.DecimalField(7, 2, required=False, allow_null=True)
    weeks_at_max = serializers.DecimalField(5, 1, required=False, allow_null=True)
    sessions = serializers.IntegerField(
        min_value=0, max_value=2000, required=False, allow_null=True
    )
    improvement = serializers.IntegerField(required=False, allow_null=True)
    outcome = serializers.ChoiceField(choices=TreatmentTrial.Outcome.choices, required=False)
    told_by = serializers.ChoiceField(choices=TreatmentTrial.ToldBy.choices, required=False)
    augmentation = serializers.BooleanField(required=False)
    started_year = serializers.IntegerField(
        min_value=1900, max_value=2200, required=False, allow_null=True
    )
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class TrialInput(EntryInput, TrialFields):
    pass


class TrialCorrection(VoidInput, TrialFields):
    pass


class TrialViewSet(EntryViewSet[TreatmentTrial]):
    model = TreatmentTrial
    serializer_class = TrialSerializer
    verb = actions.record
    input_class = TrialInput

    @route(detail=True, methods=["post"], url_path="correct", verb=actions.correct)
    def correct(self, request: Request, pk: str) -> Response:
        """A new line in place of a wrong one."""
        return self.act(
            actions.correct, self.get_object(), status=201, **self.typed(TrialCorrection)
        )

    @route(detail=True, methods=["post"], url_path="void", verb=actions.void)
    def void(self, request: Request, pk: str) -> Response:
        return self.act(actions.void, self.get_object(), **self.typed(VoidInput))

    @route(detail=False, methods=["get"], url_path="judged")
    def judged(self, request: Request) -> Response:
        """``?course=``: what follows from the standing rows. None is "cannot say"; it decides nothing."""
        course = self.visible(Course, request.query_params.get("course", ""), field="course")
        policy = trial_policy(policy_or_shipped(course.site_id, clock.now()))
        rows = list(self.get_queryset().standing().filter(patient_id=course.patient_id))
        found = resistance([row.as_trial() for row in rows], policy)
        return Response(
            {
                "trials": [_judged(row, policy) for row in rows],
                "failed": sorted(found.failed),
                "unclear": sorted(found.unclear),
                "is_resistant": found.is_resistant,
                "is_resistant_regulatory": found.is_resistant_regulatory,
            }
        )


def _judged(row: TreatmentTrial, policy: Any) -> dict[str, Any]:
    found = judge(row.as_trial(), policy)
    return {
        "id": str(row.pk),
        "adequate_dose": found.adequate_dose,
        "adequate_duration": found.adequate_duration,
        "failed": found.failed,
        "failed_regulatory": found.failed_regulatory,
        "intolerant": found.intolerant,
    }
