"""/api/v1/calendar-feeds/"""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.core.errors import InvalidInput
from clinic.scheduling.actions import calendar_feed as actions
from clinic.scheduling.models import CalendarFeed
from clinic.scheduling.models.calendar_feed import address_of, new_secret
from clinic.sites.models import Site


class CalendarFeedSerializer(serializers.ModelSerializer[CalendarFeed]):
    fetched_at = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = CalendarFeed
        fields: ClassVar = [
            "id",
            "site",
            "owner",
            "whose",
            "name",
            "created_at",
            "fetched_at",
            "revoked_at",
            "version",
        ]


class CalendarFeedInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    name = serializers.CharField(max_length=60)
    whose = serializers.ChoiceField(choices=CalendarFeed.Whose.choices)


class CalendarFeedViewSet(ClinicViewSet[CalendarFeed]):
    model = CalendarFeed
    serializer_class = CalendarFeedSerializer
    permission = Permission.FEED_VIEW
    filters: ClassVar = {"site": "site", "owner": "owner", "whose": "whose"}
    verb = actions.make_feed

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("fetch")

    def create(self, request: Request) -> Response:
        """Make one. `address` is in this answer alone: it is kept nowhere, not even for an answer given again."""
        typed = self.typed(CalendarFeedInput)
        site = self._site(typed.pop("site"))
        secret = new_secret()
        answer = self.act(actions.make_feed, site, secret=secret, status=201, **typed)
        if "Idempotency-Replayed" not in answer:
            answer.data = {**answer.data, "address": address_of(secret)}
        return answer

    @route(detail=True, methods=["post"], url_path="revoke", verb=actions.revoke_feed)
    def revoke(self, request: Request, pk: str) -> Response:
        """End one's own."""
        return self.act(actions.revoke_feed, self.get_object())

    @route(detail=True, methods=["post"], url_path="revoke-of", verb=actions.revoke_feed_of)
    def revoke_of(self, request: Request, pk: str) -> Response:
        """A manager ends anybody's."""
        return self.act(actions.revoke_feed_of, self.get_object())

    def _site(self, pk: UUID) -> Site:
        """A patient may know of their site here, though of no list of sites."""
        own = self.caller.sites_with(Permission.FEED_KEEP)
        found = Site.objects.filter(pk__in=own, pk=pk).first()
        if found is None:
            raise InvalidInput(_("There is no such record."), field="site")
        return found
