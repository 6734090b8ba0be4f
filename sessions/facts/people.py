"""Licences and certificates of everybody the facts name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from clinic.accounts.models import Licence
from sessions.gate.facts import Credential


def credentials(users: Iterable[str]) -> dict[str, tuple[Credential, ...]]:
    """By user. Only what somebody verified and nobody suspended is active."""
    found: dict[str, list[Credential]] = defaultdict(list)
    for row in Licence.objects.filter(user__in=set(users)).order_by("pk"):
        active = row.status == Licence.Status.ACTIVE and row.verified_at is not None
        found[str(row.user_id)].append(
            Credential(
                str(row.pk), row.kind, row.jurisdiction, row.issued_on, row.expires_on, active
            )
        )
    return {user: tuple(rows) for user, rows in found.items()}
