"""Giving a dose: drawing it, the first of the session, a supplemental one."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError
from clinic.core.failpoints import failpoint
from clinic.drug_log.actions import ledger
from clinic.drug_log.models import LedgerLine, Lot
from patients.actions import course as courses
from patients.actions import course_step
from patients.models import CourseStatus, CourseStep
from sessions.actions import due_set
from sessions.actions.drug_row import already, write
from sessions.actions.gate import policy_of
from sessions.actions.order import route_terms
from sessions.actions.session_lock import WrongMoment, lock, tell
from sessions.dosing.drug_event import START_BY_FAMILY
from sessions.events import DoseStarted
from sessions.models import DosingSession, DrugEvent, Order, SessionStatus
from sessions.models import DrugEventKind as Kind

INFUSION = "INFUSION"


class WrongProduct(DomainError):
    """The lot in the hand is not the product that was ordered."""

    code = "wrong-product"


@action(Permission.DOSING_GIVE)
def draw(
    session: DosingSession, *, lot: Lot, quantity: Decimal, by: User, at: datetime
) -> LedgerLine:
    """Take drug out of the cupboard for this session: the ordered product only."""
    session = lock(session)
    if session.status in {SessionStatus.CANCELLED, SessionStatus.CLOSED}:
        raise WrongMoment(_("This session is over."))
    _ordered(session, lot, Order.Kind.FIRST, Order.Kind.SUPPLEMENTAL)
    return ledger.draw.step(
        lot,
        quantity=quantity,
        session_id=session.pk,
        patient_id=session.patient_id,
        by=by,
        at=at,
    )


@action(Permission.DOSING_GIVE)
def start(
    session: DosingSession,
    *,
    lot: Lot,
    client_id: UUID,
    body_site: str = "",
    by: User,
    at: datetime,
) -> DrugEvent:
    """The first drug of the session: infusion on, injection in, lozenge placed. Sending it again is the same dose."""
    session = lock(session)
    failpoint("dose.locked")
    if (before := already(session, client_id)) is not None:
        return before
    terms = route_terms(policy_of(session, at).policy, session)
    order = _ordered(session, lot, Order.Kind.FIRST)
    kind = Kind(START_BY_FAMILY[terms.FAMILY].value)
    event = _give(session, kind, order, lot, client_id, body_site, by, at)
    session.policy_version = event.decision.policy_version if event.decision else None
    session.first_drug_at = session.last_drug_at = at
    session.given_mg = order.actual_mg
    session.kg = order.kg
    if order.minutes:
        session.planned_stop_at = at + timedelta(minutes=order.minutes)
    session.move_to(SessionStatus.DOSING)
    session.save()
    if terms.FAMILY != INFUSION:
        # Given at once: both moves are on record.
        session.move_to(SessionStatus.MONITORING)
        session.save()
    _first_of_visit(session, by, at)
    plan_sets(session, at)
    tell(DoseStarted, session, at)
    return event


@action(Permission.DOSING_GIVE)
def give_supplemental(
    session: DosingSession,
    *,
    lot: Lot,
    client_id: UUID,
    body_site: str = "",
    by: User,
    at: datetime,
) -> DrugEvent:
    """A second, partial dose in the same session. It restarts the observation."""
    session = lock(session)
    if (before := already(session, client_id)) is not None:
        return before
    if session.status not in {SessionStatus.MONITORING, SessionStatus.DOSING}:
        raise WrongMoment(
            _("No drug was given in this session, or the patient is about to leave.")
        )
    order = _ordered(session, lot, Order.Kind.SUPPLEMENTAL)
    if order.events.exists():
        raise WrongMoment(_("This supplemental dose was given. Another needs its own order."))
    event = _give(session, Kind.SUPPLEMENTAL, order, lot, client_id, body_site, by, at)
    session.last_drug_at = at
    session.given_mg += order.actual_mg
    session.save()
    plan_sets(session, at)
    return event


@step
def _give(
    session: DosingSession,
    kind: Kind,
    order: Order,
    lot: Lot,
    client_id: UUID,
    body_site: str,
    by: User,
    at: datetime,
) -> DrugEvent:
    """The row behind the gate, and the drug log with it. A bag counts as given when it stops, for what ran."""
    event = write(
        session,
        kind,
        client_id=client_id,
        order=order,
        lot=lot,
        mg=order.actual_mg,
        volume=order.volume,
        bag_ml=(order.diluent_ml or Decimal(0)) + order.volume if order.minutes else None,
        rate_ml_per_h=order.rate_ml_per_h,
        body_site=body_site.strip(),
        by=by,
        at=at,
    )
    of_session: dict[str, Any] = {
        "session_id": session.pk,
        "patient_id": session.patient_id,
        "by": by,
        "at": at,
    }
    missing = order.volume - _in_hand(session, lot)
    if missing > 0:
        ledger.draw.step(lot, quantity=missing, **of_session)
    if kind != Kind.INFUSION_START:
        ledger.administer.step(lot, quantity=order.volume, **of_session)
    return event


def _in_hand(session: DosingSession, lot: Lot) -> Decimal:
    """Drawn for this session and not yet accounted for."""
    rows = LedgerLine.objects.custody([session.pk]).get(session.pk, [])
    return next((row.open for row in rows if row.lot_id == lot.pk), Decimal(0))


def _ordered(session: DosingSession, lot: Lot, *kinds: str) -> Order:
    order = (
        Order.objects.of(session.pk)
        .filter(kind__in=kinds)
        .select_related("product")
        .order_by("-signed_at", "-pk")
        .first()
    )
    if order is None:
        raise WrongMoment(_("There is no signed order."))
    if lot.site_id != session.site_id or lot.product_id != order.product_id:
        raise WrongProduct(_("This lot is not the product that is ordered. Take the ordered one."))
    return order  # type: ignore[no-any-return]


@step
def _first_of_visit(session: DosingSession, by: User, at: datetime) -> None:
    """The course's day 0, where this is its first dose; the planned step is done."""
    course = session.course
    course.refresh_from_db()
    if course.status == CourseStatus.READY:
        courses.activate.step(course, by=by, at=at)
    planned = session.appointment.step
    if planned is not None and planned.status == CourseStep.Status.PLANNED:
        course_step.finish.step(planned, done_at=at, by=by, at=at)


@step
def plan_sets(session: DosingSession, at: datetime) -> None:
    """Draw the due sets up to the earliest time of going home, as far as it is known."""
    terms = route_terms(policy_of(session, at).policy, session)
    start = session.first_drug_at or at
    last = max(session.planned_stop_at or start, session.last_drug_at or start)
    until = max(
        start + timedelta(minutes=terms.observe_from_start_minutes),
        last + timedelta(minutes=terms.observe_from_last_minutes),
    )
    due_set.plan(session, terms, until=until, at=at)
