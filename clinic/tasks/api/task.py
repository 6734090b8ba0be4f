"""/api/v1/tasks/: what a person must do. Raised by their cause, or by a person."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.tasks.actions import task as actions
from clinic.tasks.models import Task


class TaskSerializer(serializers.ModelSerializer[Task]):
    class Meta:
        model = Task
        fields: ClassVar = [
            "id",
            "site",
            "kind",
            "sentence",
            "why",
            "patient_id",
            "subject_id",
            "role",
            "person",
            "due_at",
            "escalate_at",
            "escalate_to_role",
            "escalated_at",
            "link",
            "raised_by_label",
            "created_at",
            "done_at",
            "done_by",
            "outcome",
            "version",
        ]


class DoneInput(serializers.Serializer[Any]):
    outcome = serializers.CharField(max_length=400, required=False, allow_blank=True)


class HandOnInput(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=Role.choices, required=False)
    person = serializers.UUIDField(required=False)


class TaskViewSet(ClinicViewSet[Task]):
    model = Task
    serializer_class = TaskSerializer
    permission = Permission.TASK_VIEW
    filters: ClassVar = {
        "site": "site",
        "kind": "kind",
        "patient": "patient_id",
        "role": "role",
        "open": "done_at__isnull",
    }

    @route(detail=True, methods=["post"], url_path="complete", verb=actions.complete)
    def complete(self, request: Request, pk: str) -> Response:
        """It is done."""
        return self.act(actions.complete, self.get_object(), **self.typed(DoneInput))

    @route(detail=True, methods=["post"], url_path="reassign", verb=actions.reassign)
    def reassign(self, request: Request, pk: str) -> Response:
        """Another role or person does it."""
        data = self.typed(HandOnInput)
        if "person" in data:
            data["person"] = self.visible(User, data["person"], field="person")
        if "role" in data:
            data["role"] = Role(data["role"])
        return self.act(actions.reassign, self.get_object(), **data)
