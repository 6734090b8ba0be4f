"""What every kind of entry answers and takes: written for a course, put right, struck out."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.models import Course

M = TypeVar("M", bound=models.Model)

COMMON = [
    "id",
    "patient",
    "site",
    "course",
    "recorded_at",
    "recorded_by",
    "corrects",
    "voided_at",
    "voided_by",
    "voided_because",
    "version",
]


class VoidInput(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=240)


class EntryInput(serializers.Serializer[Any]):
    """Where it is written down. A correction leaves it out and says why instead."""

    course = serializers.UUIDField()


class EntryViewSet(ClinicViewSet[M]):
    """Struck-out lines are listed too, each with its ``voided_at``: whoever counts, counts the others."""

    permission = Permission.SCREENING_VIEW
    filters: ClassVar = {"patient": "patient", "course": "course", "site": "site"}
    input_class: ClassVar[type[serializers.Serializer[Any]]]

    def create(self, request: Request) -> Response:
        """Write one down."""
        typed = self.typed(self.input_class)
        course = self.visible(Course, typed.pop("course"), field="course")
        return self.act(self.verb, course, status=201, **typed)
