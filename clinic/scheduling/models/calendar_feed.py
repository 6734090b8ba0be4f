from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.models import User
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor

# A calendar asks every few minutes at most; this is far above that, and far below what would hurt.
FETCHES = 30
FETCHES_WITHIN = timedelta(minutes=10)


def new_secret() -> str:
    """What stands in a feed's address: 256 random bits, so that guessing is hopeless without any limit on tries."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """All that is kept of a secret. It is random, so a plain hash cannot be searched through."""
    return hashlib.sha256(secret.encode()).hexdigest()


def address_of(secret: str) -> str:
    """The address to type into a calendar. Shown once."""
    return f"{settings.PUBLIC_ORIGIN}/feeds/{secret}.ics"


class CalendarFeedQuerySet(RecordQuerySet["CalendarFeed"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own; and those made at a site, for whoever may end other people's there."""
        sites = actor.sites_with("feed.revoke")
        if sites is None:
            return self
        seen = Q(site_id__in=sites)
        return self.filter(seen | Q(owner_id=actor.pk) if isinstance(actor, User) else seen)

    def standing(self) -> Self:
        """Feeds that still answer."""
        return self.filter(revoked_at=None)

    def of(self, owner_id: UUID, whose: str) -> Self:
        return self.filter(owner_id=owner_id, whose=whose)

    def latest_first(self) -> Self:
        return self.select_related("fetch").order_by("-created_at", "-id")


class CalendarFeed(Record):
    """A person's visits as an address that their own calendar asks. Whoever holds the address reads the feed.

    So it says little (`ical`), only a hash of its secret is kept, and it can be ended at any time. What it shows is
    asked anew at each fetch, as the owner may see it then. `site` is where it was made; a member of staff who works
    at several sites finds the visits of all of them in it.
    """

    class Whose(models.TextChoices):
        STAFF = "STAFF", _("The visits I work at")
        PATIENT = "PATIENT", _("My own visits")

    MOST = 5  # standing feeds a person keeps: a telephone, a laptop, and a few more

    HISTORY_LEAVES_OUT = ("token_hash",)

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="feeds")
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="feeds")
    whose = models.CharField(max_length=7, choices=Whose.choices)
    name = models.CharField(max_length=60, help_text=_("Where it is read, such as: my telephone."))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=80, blank=True)

    objects: ClassVar[CalendarFeedQuerySet] = CalendarFeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(whose__in=["STAFF", "PATIENT"]), name="feed_is_of_staff_or_patient"
            ),
            models.CheckConstraint(
                condition=Q(("token_hash__regex", r"^[0-9a-f]{64}$")),
                name="a_feed_keeps_a_hash_and_never_the_secret",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="ending_a_feed_has_who_and_when",
            ),
        ]

    @property
    def is_standing(self) -> bool:
        return self.revoked_at is None

    @property
    def fetched_at(self) -> datetime | None:
        """When a calendar last asked; None: never."""
        fetch = getattr(self, "fetch", None)
        return fetch.fetched_at if fetch else None


# One row a feed, and one statement a fetch: when it was asked last, and how often in the present span.
COUNT = """
INSERT INTO scheduling_feedfetch (feed_id, fetched_at, counted_from, count) VALUES (%(feed)s, %(at)s, %(at)s, 1)
ON CONFLICT (feed_id) DO UPDATE SET
    fetched_at = EXCLUDED.fetched_at,
    counted_from = CASE WHEN scheduling_feedfetch.counted_from > %(since)s
        THEN scheduling_feedfetch.counted_from ELSE EXCLUDED.fetched_at END,
    count = CASE WHEN scheduling_feedfetch.counted_from > %(since)s
        THEN scheduling_feedfetch.count + 1 ELSE 1 END
RETURNING count
"""


class FeedFetch(models.Model):
    """When a feed was last asked for, and how often lately. It changes at every fetch and has no history."""

    feed = models.OneToOneField(
        CalendarFeed, on_delete=models.PROTECT, primary_key=True, related_name="fetch"
    )
    fetched_at = models.DateTimeField()
    counted_from = models.DateTimeField()
    count = models.PositiveIntegerField()

    objects: ClassVar[models.Manager[FeedFetch]] = models.Manager()

    def __str__(self) -> str:
        return f"fetch of {self.feed_id}"

    @staticmethod
    def note(feed: CalendarFeed, at: datetime) -> bool:
        """Count one fetch. False: there were too many lately."""
        words: dict[str, Any] = {"feed": feed.pk, "at": at, "since": at - FETCHES_WITHIN}
        with connection.cursor() as cursor:
            cursor.execute(COUNT, words)
            return bool(cursor.fetchone()[0] <= FETCHES)
