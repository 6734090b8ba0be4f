"""/api/v1/measures-due/"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.here import sites_of
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.models import MeasureDue


class MeasureDueSerializer(serializers.ModelSerializer[MeasureDue]):
    """``code`` and the answer are for those who may read questionnaires; others learn that something is due."""

    reads_context = True
    code = serializers.SerializerMethodField()
    answered_by = serializers.SerializerMethodField()

    class Meta:
        model = MeasureDue
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "course",
            "code",
            "moment",
            "occasion",
            "from_on",
            "due_on",
            "late_on",
            "status",
            "answered_by",
            "staff_only",
            "spans_dose",
            "dropped_because",
            "version",
        ]

    def get_code(self, row: MeasureDue) -> str:
        return row.code if self._reads(row) else ""

    def get_answered_by(self, row: MeasureDue) -> str | None:
        known = row.answered_by_id is not None and self._reads(row)
        return str(row.answered_by_id) if known else None

    def _reads(self, row: MeasureDue) -> bool:
        may: bool = self.context["request"].user.may(Permission.MEASURE_VIEW, row.site_id)
        return may


class MeasureDueViewSet(ClinicViewSet[MeasureDue]):
    """What is due when. The two lists go by each site's own day."""

    model = MeasureDue
    serializer_class = MeasureDueSerializer
    permission = Permission.PATIENT_VIEW
    filters: ClassVar = {
        "patient": "patient",
        "course": "course",
        "site": "site",
        "moment": "moment",
        "status": "status",
    }

    @route(detail=False, methods=["get"])
    def now(self, request: Request) -> Response:
        """What may be answered today."""
        return self._by_day("now")

    @route(detail=False, methods=["get"])
    def overdue(self, request: Request) -> Response:
        """What should have been answered before today and still can be."""
        return self._by_day("overdue")

    def _by_day(self, name: str) -> Response:
        here, at = self.get_queryset(), clock.now()
        parts = [
            getattr(here.filter(site=site), name)(site.today(at)) for site in sites_of(self.caller)
        ]
        rows = self.filtered(reduce(or_, parts, here.none()))
        return self.get_paginated_response(
            self.get_serializer(self.paginate_queryset(rows), many=True).data
        )
