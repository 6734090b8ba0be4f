"""/api/v1/patients/: finding a person, who may be the same one, and joining two records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.core import clock
from clinic.core.errors import InvalidInput
from patients.actions import merge as actions
from patients.models import Patient

if TYPE_CHECKING:
    Base = ClinicViewSet[Patient]
else:
    Base = object


class CandidateSerializer(serializers.Serializer[Any]):
    """Somebody who may be the same person, and the reasons as sentences."""

    patient = serializers.UUIDField(source="patient.pk")
    level = serializers.CharField(source="likeness.level.name")
    score = serializers.IntegerField(source="likeness.score")
    reasons = serializers.SerializerMethodField()

    def get_reasons(self, candidate: Any) -> list[str]:
        return [_(reason) for reason in candidate.likeness.reasons]


class MergeInput(serializers.Serializer[Any]):
    into = serializers.UUIDField()


class IdentityRoutes(Base):
    """Part of the patients' resource."""

    @extend_schema(parameters=[OpenApiParameter("q", str, required=True)])
    @route(detail=False, methods=["get"], url_path="find")
    def find(self, request: Request) -> Response:
        """At most 20, likeliest first: name however spelt, birth date in any form, phone, number."""
        asked = request.query_params.get("q", "")
        if extra := set(request.query_params) - {"q", "format"}:
            raise InvalidInput(
                _("There is no filter called %(name)s here.") % {"name": min(extra)}
            )
        people = self.get_queryset().search(asked, today=clock.now().date())
        return Response(self.get_serializer(people, many=True).data)

    @extend_schema(request=MergeInput)
    @route(detail=True, methods=["post"], url_path="merge", verb=actions.merge)
    def merge(self, request: Request, pk: str) -> Response:
        """This record is a second one of ``into``."""
        into = self.visible(Patient, self.typed(MergeInput)["into"], field="into")
        return self.act(actions.merge, self.get_object(), into=into)

    @extend_schema(request=None)
    @route(detail=True, methods=["post"], url_path="undo-merge", verb=actions.undo_merge)
    def undo_merge(self, request: Request, pk: str) -> Response:
        return self.act(actions.undo_merge, self.get_object())
