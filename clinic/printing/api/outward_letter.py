"""/api/v1/outward-letters/: letters out after a decision against; the paper is `/letters/<id>.pdf`."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.printing.actions import outward_letter as actions
from clinic.printing.models import OutwardLetter
from patients.models import Course


class OutwardLetterSerializer(serializers.ModelSerializer[OutwardLetter]):
    class Meta:
        model = OutwardLetter
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "course",
            "screening",
            "addressed_to",
            "reasons",
            "agreed",
            "content",
            "sha256",
            "written_by",
            "created_at",
        ]


class OutwardLetterInput(serializers.Serializer[Any]):
    course = serializers.UUIDField()
    addressed_to = serializers.CharField(max_length=300)
    reasons = serializers.ListField(child=serializers.CharField(max_length=3))
    advice = serializers.CharField(max_length=actions.LONGEST, required=False, allow_blank=True)
    agreed = serializers.BooleanField(required=False)


class OutwardLetterViewSet(ClinicViewSet[OutwardLetter]):
    model = OutwardLetter
    serializer_class = OutwardLetterSerializer
    permission = Permission.SCREENING_VIEW
    filters: ClassVar = {"course": "course", "patient": "patient", "site": "site"}
    verb = actions.write

    def create(self, request: Request) -> Response:
        """Write the letter and keep it with the hash of its paper."""
        typed = self.typed(OutwardLetterInput)
        course = self.visible(Course, typed.pop("course"), field="course")
        return self.act(actions.write, course, status=201, **typed)
