from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clinic.accounts.roles import Capability, Role
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor

# As `current`, for one person. By hand because every request asks it: building it costs more than answering it.
CURRENT_OF_ONE = """
SELECT site_id, role, capabilities FROM accounts_membership
WHERE user_id = %(user)s AND started_at <= %(at)s AND (ended_at IS NULL OR ended_at > %(at)s)
"""
# `memberships_held` is a list of what CURRENT_OF_ONE answers, as JSON.
WITH_MEMBERSHIPS = f"""
SELECT *, (SELECT coalesce(jsonb_agg(to_jsonb(held)), '[]') FROM ({CURRENT_OF_ONE}) AS held) AS memberships_held
FROM accounts_user WHERE id = %(user)s
"""  # noqa: S608 - both are constants


class MembershipQuerySet(RecordQuerySet["Membership"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("staff.view")
        return self if sites is None else self.filter(site_id__in=sites)

    def current(self, at: datetime) -> Self:
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at), started_at__lte=at)

    def on_duty(self, at: datetime) -> Self:
        """Who answers for the clinic now, who has longest first."""
        held = self.current(at).filter(
            capabilities__contains=[Capability.ON_DUTY], user__is_active=True
        )
        return held.select_related("user").order_by("started_at", "id")


class Membership(Record):
    """One person's role at one site, from when to when."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="memberships")
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    capabilities = ArrayField(
        models.CharField(max_length=20, choices=Capability.choices), default=list, blank=True
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "site", "role"],
                condition=Q(ended_at=None),
                name="one_open_membership_per_role_and_site",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="membership_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=models.F("started_at")),
                name="membership_ends_after_it_starts",
            ),
        ]
