"""/api/v1/screenings/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.fresh import confirm_password
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.actions import screening as actions
from patients.eligibility.assessment import FindingStatus
from patients.models import Course, Screening, ScreeningFinding
from patients.policies import screening as policies
from patients.policies.course import policy_in_force


class FindingSerializer(serializers.ModelSerializer[ScreeningFinding]):
    class Meta:
        model = ScreeningFinding
        fields: ClassVar = [
            "code",
            "status",
            "evidence",
            "note",
            "note_at",
            "note_by",
            "found_at",
            "found_by",
        ]


class ScreeningSerializer(serializers.ModelSerializer[Screening]):
    findings = FindingSerializer(many=True, read_only=True)

    class Meta:
        model = Screening
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "course",
            "status",
            "summary",
            "findings",
            "completed_at",
            "completed_by",
            "outcome",
            "signed_at",
            "signed_on",
            "signed_by",
            "licence",
            "valid_until",
            "reopened_at",
            "reopened_because",
            "voided_at",
            "voided_by",
            "voided_because",
            "version",
        ]


class StartInput(serializers.Serializer[Any]):
    course = serializers.UUIDField()


class FindingInput(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=3)
    status = serializers.ChoiceField(choices=[status.value for status in FindingStatus])
    evidence = serializers.CharField(max_length=500, required=False, allow_blank=True)
    note = serializers.CharField(required=False, allow_blank=True)


class FindingsInput(serializers.Serializer[Any]):
    findings = FindingInput(many=True)
    summary = serializers.CharField(required=False, allow_blank=True)


class SignInput(serializers.Serializer[Any]):
    password = serializers.CharField(trim_whitespace=False)
    outcome = serializers.ChoiceField(choices=Screening.Outcome.choices, required=False)
    reasons = serializers.ListField(child=serializers.CharField(max_length=40), required=False)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    review_on = serializers.DateField(required=False)


class WhyInput(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=240)


class BlockSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(source="exclusion.code")
    text = serializers.CharField(source="exclusion.label")
    level = serializers.CharField()
    why = serializers.CharField()


class ScreeningViewSet(ClinicViewSet[Screening]):
    model = Screening
    serializer_class = ScreeningSerializer
    permission = Permission.SCREENING_VIEW
    filters: ClassVar = {
        "course": "course",
        "patient": "patient",
        "site": "site",
        "status": "status",
    }
    verb = actions.start

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("findings")

    def create(self, request: Request) -> Response:
        """Start the screening of a course, or answer with the one there is."""
        course = self.visible(Course, self.typed(StartInput)["course"], field="course")
        return self.act(actions.start, course, status=201)

    @route(detail=True, methods=["get"], url_path="blocks")
    def blocks(self, request: Request, pk: str) -> Response:
        """What still stands against a signature, worst first."""
        screening = self.get_object()
        version = policy_in_force(screening.site_id, clock.now())
        found = policies.assess_screening(screening, policies.rules(version.policy))
        return Response(BlockSerializer(found.blocks, many=True).data)

    @route(detail=True, methods=["post"], url_path="record-findings", verb=actions.record_findings)
    def record_findings(self, request: Request, pk: str) -> Response:
        typed = self.typed(FindingsInput)
        findings = {
            row["code"]: actions.Found(
                FindingStatus(row["status"]), row.get("evidence", ""), row.get("note", "")
            )
            for row in typed["findings"]
        }
        summary = typed.get("summary")
        return self.act(
            actions.record_findings, self.get_object(), findings=findings, summary=summary
        )

    @route(detail=True, methods=["post"], url_path="complete", verb=actions.complete)
    def complete(self, request: Request, pk: str) -> Response:
        return self.act(actions.complete, self.get_object())

    @route(detail=True, methods=["post"], url_path="sign", verb=actions.sign)
    def sign(self, request: Request, pk: str) -> Response:
        screening = self.get_object()
        typed = self.typed(SignInput)
        proof = confirm_password(request.user, typed.pop("password"))
        return self.act(actions.sign, screening, authenticated_at=proof, **typed)

    @route(detail=True, methods=["post"], url_path="reopen", verb=actions.reopen)
    def reopen(self, request: Request, pk: str) -> Response:
        return self.act(actions.reopen, self.get_object(), **self.typed(WhyInput))

    @route(detail=True, methods=["post"], url_path="void", verb=actions.void)
    def void(self, request: Request, pk: str) -> Response:
        return self.act(actions.void, self.get_object(), **self.typed(WhyInput))
