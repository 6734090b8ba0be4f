"""/api/v1/screening-texts/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.actions.workup import text as actions
from patients.models import Screening, ScreeningText


class ScreeningTextSerializer(serializers.ModelSerializer[ScreeningText]):
    class Meta:
        model = ScreeningText
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "screening",
            "about",
            "number",
            "body",
            "saved_at",
            "saved_by",
        ]


class TextInput(serializers.Serializer[Any]):
    """``seen`` is the number of the version the writer had before them; 0 for none."""

    screening = serializers.UUIDField()
    about = serializers.ChoiceField(choices=ScreeningText.About.choices)
    body = serializers.CharField(max_length=20_000, allow_blank=True)
    seen = serializers.IntegerField(min_value=0, required=False)


class ClashSerializer(serializers.Serializer[Any]):
    """Not written, because somebody else wrote meanwhile: what was sent, and what stands."""

    about = serializers.CharField()
    typed = serializers.CharField()
    theirs = ScreeningTextSerializer()


class SavedSerializer(serializers.Serializer[Any]):
    written = ScreeningTextSerializer(many=True)
    clashes = ClashSerializer(many=True)


class ScreeningTextViewSet(ClinicViewSet[ScreeningText]):
    """Every saved version of every text; the highest ``number`` is the one that counts."""

    model = ScreeningText
    serializer_class = ScreeningTextSerializer
    permission = Permission.SCREENING_VIEW
    filters: ClassVar = {"screening": "screening", "patient": "patient", "about": "about"}
    verb = actions.save

    def create(self, request: Request) -> Response:
        """Save a text. Where somebody else wrote meanwhile, nothing is overwritten: see ``clashes``."""
        typed = self.typed(TextInput)
        screening = self.visible(Screening, typed["screening"], field="screening")
        texts = {typed["about"]: actions.Typed(typed["body"], typed.get("seen"))}
        return self.act(actions.save, screening, texts=texts, respond=SavedSerializer, status=201)
