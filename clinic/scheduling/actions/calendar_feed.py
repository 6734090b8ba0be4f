"""Calendar feeds: made by whom they are about, ended by them or by a manager."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import CLINICAL_ROLES
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from clinic.core.locks import lock
from clinic.scheduling.models import CalendarFeed
from clinic.scheduling.models.calendar_feed import hash_of
from clinic.sites.models import Site

Whose = CalendarFeed.Whose
LONGEST_NAME = 60


class TooManyFeeds(DomainError):
    """Five are enough: a forgotten address is one more place where somebody may read."""

    code = "too-many-feeds"


@action(Permission.FEED_KEEP)
def make_feed(
    site: Site, *, name: str, whose: str, secret: str, by: Actor, at: datetime
) -> CalendarFeed:
    """An address for the caller's own calendar. Of `secret` (see `new_secret`) only a hash is kept.

    Raises InvalidInput, TooManyFeeds, or NotAllowed for somebody who has no visits of that sort.
    """
    owner = _owner(by, site, whose)
    name = name.strip()
    if not name:
        raise InvalidInput(_("Say where you will read it, such as: my telephone."), field="name")
    if len(name) > LONGEST_NAME:
        sentence = _("A name has at most %(count)d characters.") % {"count": LONGEST_NAME}
        raise InvalidInput(sentence, field="name")
    lock(("feeds", owner.pk))
    if CalendarFeed.objects.of(owner.pk, whose).standing().count() >= CalendarFeed.MOST:
        sentence = _("You have %(count)d feeds. End one that you do not read any more.")
        raise TooManyFeeds(sentence % {"count": CalendarFeed.MOST})
    feed = CalendarFeed(
        site=site,
        owner=owner,
        whose=whose,
        name=name,
        token_hash=hash_of(secret),
        created_at=at,
    )
    feed.save()
    return feed


@action(Permission.FEED_KEEP, anywhere=True)
def revoke_feed(feed: CalendarFeed, *, by: Actor, at: datetime) -> CalendarFeed:
    """End one's own: the address answers as if it had never been. Twice changes nothing."""
    if not isinstance(by, User) or feed.owner_id != by.pk:
        raise NotAllowed
    return _end(feed, by, at)


@action(Permission.FEED_REVOKE)
def revoke_feed_of(feed: CalendarFeed, *, by: Actor, at: datetime) -> CalendarFeed:
    """End anybody's who made it at this site: a telephone was lost."""
    return _end(feed, by, at)


def _end(feed: CalendarFeed, by: Actor, at: datetime) -> CalendarFeed:
    feed = CalendarFeed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    if feed.is_standing:
        feed.revoked_at, feed.revoked_by = at, by.actor_id
        feed.save()
    return feed


def _owner(by: Actor, site: Site, whose: str) -> User:
    """The caller, if such a feed would ever hold anything."""
    if whose not in Whose.values:
        raise InvalidInput(_("Choose whose visits the feed holds."), field="whose")
    if not isinstance(by, User):
        raise NotAllowed
    mine = by.patient_id() is not None
    works = bool(by.roles_at(site.pk) & CLINICAL_ROLES)
    if not (mine if whose == Whose.PATIENT else works):
        raise NotAllowed
    return by
