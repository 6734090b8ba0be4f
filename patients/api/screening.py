"""/api/v1/screenings/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.fresh import confirm_password
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.actions import screening as actions
from patients.actions import suggestion
from patients.api.finding_clash import ClashSerializer
from patients.eligibility.answering import Standing
from patients.eligibility.assessment import FindingStatus
from patients.models import Course, Screening, ScreeningFinding
from patients.policies import screening as policies
from patients.policies import suggestion as suggestions
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
    clashes = ClashSerializer(many=True, read_only=True)

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
            "clashes",
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
    """Rows to write, and the rows as the writer read them before."""

    findings = FindingInput(many=True)
    summary = serializers.CharField(required=False, allow_blank=True)
    seen = FindingInput(
        many=True,
        default=list,
        help_text="The rows as you read them. A row left out counts as read before anybody answered it.",
    )
    seen_summary = serializers.CharField(
        default="",
        allow_blank=True,
        help_text="The summary as you read it. Left out, it counts as read while it was empty.",
    )


class SignInput(serializers.Serializer[Any]):
    password = serializers.CharField(trim_whitespace=False)
    outcome = serializers.ChoiceField(choices=Screening.Outcome.choices, required=False)
    reasons = serializers.ListField(child=serializers.CharField(max_length=40), required=False)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    review_on = serializers.DateField(required=False)
    then = serializers.ChoiceField(
        choices=Screening.Then.choices,
        required=False,
        help_text="INELIGIBLE once treatment is planned: the course waits (with `because` a reason to "
        "pause, `owner` and `review_on`) or ends (`because` a reason to stop).",
    )
    because = serializers.CharField(max_length=32, required=False)
    owner = serializers.UUIDField(required=False)
    read = serializers.ListField(
        child=serializers.CharField(max_length=80),
        required=False,
        help_text="`about` of what is new since the last signature, as `suggestions` lists them.",
    )


class WhyInput(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=240)


class AnswerInput(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=3)
    about = serializers.CharField(max_length=80)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class SuggestionSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(source="suggestion.code")
    about = serializers.CharField(source="suggestion.source")
    text = serializers.SerializerMethodField()
    ask = serializers.CharField(source="suggestion.ask")
    state = serializers.CharField()
    reason = serializers.CharField()

    def get_text(self, standing: Standing) -> str:
        return suggestions.sentence(standing.suggestion)


class NewsSerializer(serializers.Serializer[Any]):
    about = serializers.CharField(source="source")
    what = serializers.CharField()
    rows = serializers.ListField(child=serializers.CharField())
    recorded_at = serializers.DateTimeField()


class BlockSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(source="exclusion.code")
    text = serializers.CharField(source="exclusion.label")
    level = serializers.CharField()
    why = serializers.CharField()


def _found(rows: list[dict[str, Any]]) -> dict[str, actions.Found]:
    return {
        row["code"]: actions.Found(
            FindingStatus(row["status"]), row.get("evidence", ""), row.get("note", "")
        )
        for row in rows
    }


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
        return super().get_queryset().prefetch_related("findings", "clashes")

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

    @route(detail=True, methods=["get"], url_path="suggestions")
    def suggestions(self, request: Request, pk: str) -> Response:
        """Where to look, with what was said to it; and what is new since the last signature."""
        screening = self.get_object()
        known = suggestions.known_for(screening, clock.now())
        answered = suggestions.standings(screening, known)
        news = suggestions.new_since(screening, known)
        return Response(
            {
                "suggestions": SuggestionSerializer(answered, many=True).data,
                "new": NewsSerializer(news, many=True).data,
            }
        )

    @route(detail=True, methods=["post"], url_path="take-up", verb=suggestion.take_up)
    def take_up(self, request: Request, pk: str) -> Response:
        typed = self.typed(AnswerInput)
        return self.act(
            suggestion.take_up, self.get_object(), code=typed["code"], source=typed["about"]
        )

    @route(detail=True, methods=["post"], url_path="dismiss", verb=suggestion.dismiss)
    def dismiss(self, request: Request, pk: str) -> Response:
        typed = self.typed(AnswerInput)
        return self.act(
            suggestion.dismiss,
            self.get_object(),
            code=typed["code"],
            source=typed["about"],
            reason=typed.get("reason", ""),
        )

    @route(detail=True, methods=["post"], url_path="record-findings", verb=actions.record_findings)
    def record_findings(self, request: Request, pk: str) -> Response:
        """Write rows. Nobody overwrites anybody: what you send over a row that stands otherwise than in
        `seen` is kept beside it, in `clashes`, and the row waits until a person settles it. Without
        `seen` that is every row somebody has answered differently."""
        typed = self.typed(FindingsInput)
        return self.act(
            actions.record_findings,
            self.get_object(),
            findings=_found(typed["findings"]),
            summary=typed.get("summary"),
            base=_found(typed["seen"]),
            base_summary=typed["seen_summary"],
        )

    @route(detail=True, methods=["post"], url_path="complete", verb=actions.complete)
    def complete(self, request: Request, pk: str) -> Response:
        return self.act(actions.complete, self.get_object())

    @route(detail=True, methods=["post"], url_path="sign", verb=actions.sign)
    def sign(self, request: Request, pk: str) -> Response:
        screening = self.get_object()
        typed = self.typed(SignInput)
        if "owner" in typed:
            typed["owner"] = self.visible(User, typed["owner"], field="owner")
        proof = confirm_password(request.user, typed.pop("password"))
        return self.act(actions.sign, screening, authenticated_at=proof, **typed)

    @route(detail=True, methods=["post"], url_path="reopen", verb=actions.reopen)
    def reopen(self, request: Request, pk: str) -> Response:
        return self.act(actions.reopen, self.get_object(), **self.typed(WhyInput))

    @route(detail=True, methods=["post"], url_path="void", verb=actions.void)
    def void(self, request: Request, pk: str) -> Response:
        return self.act(actions.void, self.get_object(), **self.typed(WhyInput))
