"""/api/v1/consent-forms/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from consent.actions import form as actions
from consent.models import ConsentForm
from consent.wording import Element, Question


class ConsentFormSerializer(serializers.ModelSerializer[ConsentForm]):
    class Meta:
        model = ConsentForm
        fields: ClassVar = [
            "id",
            "type",
            "edition",
            "jurisdiction",
            "language",
            "routes",
            "title",
            "body",
            "elements",
            "questions",
            "meaning",
            "sha256",
            "material",
            "effective_from",
            "replaces_from",
            "retired_at",
            "is_sample",
            "reviewed_by",
            "created_at",
        ]


class ElementInput(serializers.Serializer[Any]):
    key = serializers.CharField(max_length=40)
    heading = serializers.CharField(max_length=200)
    text = serializers.CharField()


class QuestionInput(serializers.Serializer[Any]):
    key = serializers.CharField(max_length=40)
    text = serializers.CharField()


class PublishInput(serializers.Serializer[Any]):
    type = serializers.ChoiceField(choices=ConsentForm.Type.choices)
    title = serializers.CharField(max_length=200)
    body = serializers.CharField()
    elements = ElementInput(many=True)
    questions = QuestionInput(many=True, required=False)
    meaning = serializers.CharField()
    routes = serializers.ListField(child=serializers.CharField(max_length=16), required=False)
    jurisdiction = serializers.RegexField(r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")
    language = serializers.CharField(max_length=35, required=False)
    effective_from = serializers.DateTimeField(required=False)
    material = serializers.BooleanField(default=True)
    grace_days = serializers.IntegerField(default=0)
    reviewed_by = serializers.CharField(max_length=200, required=False, allow_blank=True)


class ConsentFormViewSet(ClinicViewSet[ConsentForm]):
    model = ConsentForm
    serializer_class = ConsentFormSerializer
    permission = Permission.SITE_VIEW
    filters: ClassVar = {
        "type": "type",
        "jurisdiction": "jurisdiction",
        "language": "language",
        "is_sample": "is_sample",
    }
    verb = actions.publish

    def create(self, request: Request) -> Response:
        """Publish the next edition. Its words never change again."""
        typed = self.typed(PublishInput)
        typed["elements"] = [Element(**row) for row in typed["elements"]]
        typed["questions"] = [Question(**row) for row in typed.get("questions", [])]
        return self.act(actions.publish, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="retire", verb=actions.retire)
    def retire(self, request: Request, pk: str) -> Response:
        """Out of use, now."""
        return self.act(actions.retire, self.get_object())
