"""/api/v1/downtime-packs/: which packs lie ready; the file itself is `/downtime/<id>/pack.pdf`."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.printing.actions import downtime as actions
from clinic.printing.models import DowntimePack
from clinic.sites.models import Site


class DowntimePackSerializer(serializers.ModelSerializer[DowntimePack]):
    class Meta:
        model = DowntimePack
        fields: ClassVar = ["id", "site", "day", "created_at", "sha256", "size", "removed_at"]


class DowntimePackInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    day = serializers.DateField()


class DowntimePackViewSet(ClinicViewSet[DowntimePack]):
    model = DowntimePack
    serializer_class = DowntimePackSerializer
    permission = Permission.CHART_VIEW
    filters: ClassVar = {"site": "site", "day": "day"}
    verb = actions.make_pack

    def create(self, request: Request) -> Response:
        """Make the pack of a day as it stands now."""
        typed = self.typed(DowntimePackInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        return self.act(actions.make_pack, site, status=201, **typed)
