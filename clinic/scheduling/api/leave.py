"""/api/v1/leaves/: who is away when, and which visits that leaves without them."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import leave as actions
from clinic.scheduling.api.when import read_when
from clinic.scheduling.models import Leave
from clinic.sites.models import Site


class LeaveSerializer(serializers.ModelSerializer[Leave]):
    left_without = serializers.SerializerMethodField(
        help_text="Visits booked with the person meanwhile; only where one leave is answered."
    )

    class Meta:
        model = Leave
        fields: ClassVar = [
            "id",
            "site",
            "staff",
            "starts_at",
            "ends_at",
            "kind",
            "note",
            "revoked_at",
            "left_without",
            "version",
        ]

    def get_left_without(self, leave: Leave) -> list[str]:
        in_a_list = isinstance(getattr(self, "parent", None), serializers.ListSerializer)
        if in_a_list or leave.revoked_at is not None:
            return []
        return [str(pk) for pk in actions.left_without(leave).values_list("pk", flat=True)]


class LeaveInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    staff = serializers.UUIDField()
    starts_at = serializers.CharField(max_length=40)
    ends_at = serializers.CharField(max_length=40)
    kind = serializers.ChoiceField(choices=Leave.Kind.choices)
    everywhere = serializers.BooleanField(required=False, default=True)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)


class LeaveViewSet(ClinicViewSet[Leave]):
    model = Leave
    serializer_class = LeaveSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {
        "site": "site",
        "staff": "staff",
        "from": "ends_at__gt",
        "until": "starts_at__lt",
    }
    verb = actions.grant

    def create(self, request: Request) -> Response:
        """The person is away; their shifts inside go, their visits stay until somebody moves them."""
        typed = self.typed(LeaveInput)
        site = self.visible(Site, typed.pop("site"), field="site")
        for edge in ("starts_at", "ends_at"):
            typed[edge] = read_when(typed[edge], site.timezone, field=edge)
        typed["staff"] = self.visible(User, typed["staff"], field="staff")
        return self.act(actions.grant, site, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="take-back", verb=actions.take_back)
    def take_back(self, request: Request, pk: str) -> Response:
        """The person is there after all, as the manager of one of their sites says."""
        leave = self.get_object()
        site = leave.site or self._own_site(leave)
        return self.act(actions.take_back, site, leave=leave)

    def _own_site(self, leave: Leave) -> Site:
        sites = Site.objects.visible_to(cast(User, self.request.user))
        return sites.filter(memberships__user=leave.staff_id).order_by("pk")[0]
