from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor
from clinic.core.states import machine
from clinic.policy.terms import ClinicalPolicy


class PolicyVersionQuerySet(RecordQuerySet["PolicyVersion"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("policy.view")
        return self if sites is None else self.filter(site_id__in=sites)

    def signed(self) -> Self:
        return self.filter(status__in=[PolicyVersion.Status.SIGNED, PolicyVersion.Status.REPLACED])

    def in_force(self, site_id: UUID, at: datetime) -> PolicyVersion | None:
        """The newest version signed at or before that instant, or None: then nothing may be given."""
        return self.signed().filter(site_id=site_id, signed_at__lte=at).order_by("-number").first()


@machine()
class PolicyVersion(Record):
    """One version of a site's clinical policy. Once signed it never changes: a new one replaces it."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        SIGNED = "SIGNED", _("In force")
        REPLACED = "REPLACED", _("Replaced")

    MOVES: ClassVar = {
        Status.DRAFT: {Status.SIGNED},
        Status.SIGNED: {Status.REPLACED},
        Status.REPLACED: set(),
    }

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="policies")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    terms = models.JSONField()
    note = models.TextField(blank=True, help_text=_("What changed and why."))
    drafted_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True
    )
    signed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PolicyVersionQuerySet] = PolicyVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="policy_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["site"], condition=Q(status="DRAFT"), name="one_policy_draft_per_site"
            ),
            models.UniqueConstraint(
                fields=["site"], condition=Q(status="SIGNED"), name="one_policy_in_force_per_site"
            ),
            models.CheckConstraint(
                condition=Q(status="DRAFT", signed_at=None, signed_by=None)
                | Q(
                    status__in=["SIGNED", "REPLACED"],
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                ),
                name="policy_signature_has_who_and_when",
            ),
        ]

    @property
    def policy(self) -> ClinicalPolicy:
        """The terms as the gate reads them. Read once a version: each save has another number."""
        return _read(self.pk, self.version, json.dumps(self.terms))


@lru_cache(maxsize=64)
def _read(_pk: UUID, _version: int, terms: str) -> ClinicalPolicy:
    return ClinicalPolicy.from_dict(json.loads(terms))
