"""Columns that only clinical roles read, in records the front desk also sees."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models
from rest_framework import serializers

from clinic.accounts.permissions import Permission

M = TypeVar("M", bound=models.Model)


class WithChartFields(serializers.ModelSerializer[M]):
    """Leaves ``CHART`` out of the answer unless the reader has ``CHART_PERMISSION`` at the record's site."""

    CHART: ClassVar[frozenset[str]] = frozenset()
    CHART_PERMISSION: ClassVar[Permission] = Permission.CHART_VIEW
    reads_context = True  # who reads decides what is answered

    def to_representation(self, instance: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        reader = self.context["request"].user
        if reader.may(self.CHART_PERMISSION, instance.site_id):
            return shown
        return {name: value for name, value in shown.items() if name not in self.CHART}
