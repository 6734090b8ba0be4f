"""/api/v1/progress-notes/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.fresh import confirm_password
from clinic.accounts.permissions import Permission
from integration.actions import note as actions
from integration.models import NoteAddendum, ProgressNote


class AddendumSerializer(serializers.ModelSerializer[NoteAddendum]):
    class Meta:
        model = NoteAddendum
        fields: ClassVar = ["id", "note", "author", "body", "added_at"]


class ProgressNoteSerializer(serializers.ModelSerializer[ProgressNote]):
    addenda = AddendumSerializer(many=True, read_only=True)

    class Meta:
        model = ProgressNote
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "session",
            "author",
            "body",
            "status",
            "saved_at",
            "signed_at",
            "signed_by",
            "addenda",
            "version",
        ]


class DraftInput(serializers.Serializer[Any]):
    body = serializers.CharField(allow_blank=True, trim_whitespace=False)
    version = serializers.IntegerField(min_value=1)


class SignInput(serializers.Serializer[Any]):
    password = serializers.CharField(trim_whitespace=False)
    version = serializers.IntegerField(min_value=1)
    body = serializers.CharField(required=False, trim_whitespace=False)


class AddInput(serializers.Serializer[Any]):
    password = serializers.CharField(trim_whitespace=False)
    body = serializers.CharField(trim_whitespace=False)


class ProgressNoteViewSet(ClinicViewSet[ProgressNote]):
    model = ProgressNote
    serializer_class = ProgressNoteSerializer
    permission = Permission.NOTE_VIEW
    filters: ClassVar = {
        "author": "author",
        "course": "session__course",
        "patient": "patient",
        "session": "session",
        "site": "site",
        "status": "status",
    }

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("addenda")

    @route(detail=True, methods=["post"], url_path="save-draft", verb=actions.save_draft)
    def save_draft(self, request: Request, pk: str) -> Response:
        """409 ``draft-changed`` carries the other text in ``more.theirs``; nothing is overwritten."""
        return self.act(actions.save_draft, self.get_object(), **self.typed(DraftInput))

    @route(detail=True, methods=["post"], url_path="sign", verb=actions.sign)
    def sign(self, request: Request, pk: str) -> Response:
        note = self.get_object()
        typed = self.typed(SignInput)
        proof = confirm_password(request.user, typed.pop("password"))
        return self.act(actions.sign, note, authenticated_at=proof, **typed)

    @route(detail=True, methods=["post"], url_path="addend", verb=actions.addend)
    def addend(self, request: Request, pk: str) -> Response:
        note = self.get_object()
        typed = self.typed(AddInput)
        proof = confirm_password(request.user, typed.pop("password"))
        return self.act(
            actions.addend, note, authenticated_at=proof, respond=AddendumSerializer, **typed
        )
