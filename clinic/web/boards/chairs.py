"""The clinician's home: who sits in which chair, what is due, what stops, when each may go home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.policy.models import PolicyVersion
from clinic.policy.terms import ClinicalPolicy
from clinic.scheduling.models import Appointment
from clinic.sites.models import Site
from clinic.web.boards.chair import EXPECTED, Card, Clock, Figure, card_of_session, card_of_visit
from clinic.web.boards.progress import glance_at
from patients.models import Course
from sessions.facts import progress
from sessions.models import DosingSession, DrugEvent, DueSet, Order, VitalSigns

#: A dosing visit fills a card from this long before it is due.
AHEAD = timedelta(hours=3)
CARDS = 8


@dataclass(frozen=True)
class Chairs:
    """The cards, the most pressing first, and the sentence over them."""

    cards: list[Card]
    heading: str
    lead: str
    first: Card | None


@dataclass(frozen=True)
class Bedside:
    """What was written at the chairs, by session: five queries however many chairs."""

    vitals: dict[UUID, list[VitalSigns]]
    dues: dict[UUID, list[DueSet]]
    orders: dict[UUID, Order]
    events: dict[UUID, list[DrugEvent]]


def load(site: Site, user: User, now: datetime) -> Chairs:
    sessions = list(
        DosingSession.objects.visible_to(user)
        .filter(site=site)
        .in_chair()
        .with_people()
        .select_related("policy_version")
        .order_by("opened_at")
    )
    beside = _bedside(user, sessions)
    policy = _policy(site, now)
    cards = [
        card_of_session(
            session,
            vitals=beside.vitals[session.pk],
            dues=beside.dues[session.pk],
            order=beside.orders.get(session.pk),
            events=beside.events[session.pk],
            policy=session.policy_version.policy if session.policy_version else policy,
            now=now,
        )
        for session in sessions
    ]
    cards += [card_of_visit(visit, now) for visit in _coming(site, user, now)]
    # Chairs in use by room; who is expected by the hour, so that who is late stands first.
    cards.sort(key=lambda card: (card.urgency, "" if card.urgency == EXPECTED else card.room))
    shown = _with_trends(cards[:CARDS], site, user, now)
    running = sum(1 for s in sessions if s.first_drug_at)
    return Chairs(
        shown, _heading(shown), _lead(len(sessions), running), shown[0] if shown else None
    )


def _with_trends(cards: list[Card], site: Site, user: User, now: datetime) -> list[Card]:
    """Each card with how its patient is doing. A constant number of queries; whom it may not be shown, sees none."""
    if not user.may(Permission.MEASURE_VIEW, site.pk):
        return cards
    ids = [card.course_id for card in cards if card.course_id]
    courses = Course.objects.visible_to(user).filter(pk__in=ids).select_related("site")
    found = progress.load(courses, now, viewer=user, only_primary=True)
    return [
        replace(card, glance=glance_at(found[card.course_id])) if card.course_id in found else card
        for card in cards
    ]


def _policy(site: Site, now: datetime) -> ClinicalPolicy | None:
    version = PolicyVersion.objects.in_force(site.pk, now)
    return version.policy if version else None


def _bedside(user: User, sessions: Iterable[DosingSession]) -> Bedside:
    ids = [s.pk for s in sessions]
    vitals: dict[UUID, list[VitalSigns]] = defaultdict(list)
    for taken in VitalSigns.objects.visible_to(user).filter(session__in=ids).standing().in_order():
        vitals[taken.session_id].append(taken)
    dues: dict[UUID, list[DueSet]] = defaultdict(list)
    waiting = DueSet.objects.visible_to(user).filter(session__in=ids, filled_by=None).standing()
    for due in waiting.order_by("due_at"):
        dues[due.session_id].append(due)
    events: dict[UUID, list[DrugEvent]] = defaultdict(list)
    for event in DrugEvent.objects.visible_to(user).filter(session__in=ids).in_order():
        events[event.session_id].append(event)
    orders: dict[UUID, Order] = {}
    for order in Order.objects.visible_to(user).filter(session__in=ids).order_by("signed_at"):
        orders[order.session_id] = order
    return Bedside(vitals, dues, orders, events)


def _coming(site: Site, user: User, now: datetime) -> list[Appointment]:
    """Dosing visits expected soon, and those arrived for whom no session was opened yet."""
    return list(
        Appointment.objects.visible_to(user)
        .filter(
            site=site,
            kind="DOSING",
            starts_at__lte=now + AHEAD,
            ends_at__gt=now,
            left_at=None,
            dosing_session=None,
        )
        .standing()
        .with_people()
        .select_related("step")
        .order_by("starts_at")
    )


def _heading(cards: list[Card]) -> str:
    """What is wrong right now, chair by chair, the worst two."""
    told = list(dict.fromkeys(card.alarm for card in cards if card.alarm))
    if told:
        return " ".join(told[:2])
    if not cards:
        return _("No chair is taken.")
    return _("Nothing is late.")


def _lead(taken: int, running: int) -> str:
    chairs = ngettext("%(n)s chair taken", "%(n)s chairs taken", taken) % {"n": taken}
    return _("%(chairs)s, %(n)s running.") % {"chairs": chairs, "n": running}


__all__ = ["Card", "Chairs", "Clock", "Figure", "load"]
