"""One chair's card, made from what was written beside it. Pure: rows in, words out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.policy.terms import ClinicalPolicy
from clinic.scheduling.models import Appointment
from clinic.web import words
from clinic.web.boards.progress import Glance
from sessions.dosing.drug_event import earliest_discharge, infusion_is_open
from sessions.models import DosingSession, DrugEvent, DueSet, Order, VitalSigns

S = DosingSession.Status
#: "Soon" turns a clock amber this long before its set is due (design.md).
SOON = timedelta(minutes=2)
LATE, DUE_SOON, HELD, RUNNING, WAITING, EXPECTED = range(6)


@dataclass(frozen=True)
class Clock:
    """The card's one clock: to the next set, or the next look at a hold."""

    at: datetime
    label: str
    late: str
    grace: int = 0


@dataclass(frozen=True)
class Figure:
    """A value over its label; ``mark`` is the letter beside a value out of range."""

    label: str
    value: str
    mark: str = ""


@dataclass(frozen=True)
class Card:
    id: UUID
    href: str
    name: str
    room: str
    line: str
    session: DosingSession | None
    state: str
    started: datetime | None
    beside: str
    clock: Clock | None
    still: tuple[str, str] | None
    figures: list[Figure]
    foot: str
    foot_icon: str
    urgency: int
    alarm: str = ""
    course_id: UUID | None = None
    glance: Glance | None = None

    @property
    def arrived(self) -> bool:
        return self.session is not None or self.state == "here"


def card_of_session(
    session: DosingSession,
    *,
    vitals: Sequence[VitalSigns],
    dues: Sequence[DueSet],
    order: Order | None,
    events: Sequence[DrugEvent],
    policy: ClinicalPolicy | None,
    now: datetime,
) -> Card:
    room = session.appointment.room.name if session.appointment.room else _("No room")
    clock = _clock(session, dues, policy, now)
    urgency, alarm = _urgency(session, clock, vitals, room, now)
    foot, icon = _foot(session, events, policy, now)
    return Card(
        id=session.pk,
        href=page_of(session),
        name=session.patient.full_name,
        room=room,
        line=_("%(room)s, %(route)s, session %(n)s")
        % {"room": room, "route": session.route.split("_")[0], "n": session.number},
        session=session,
        state=_state(urgency),
        started=session.first_drug_at,
        beside=_("minutes in") if session.first_drug_at else _("not dosed"),
        clock=clock,
        still=None if clock else _still(session),
        figures=_figures(session, vitals, order),
        foot=foot,
        foot_icon=icon,
        urgency=urgency,
        alarm=alarm,
        course_id=session.course_id,
    )


def card_of_visit(visit: Appointment, now: datetime) -> Card:
    """A chair somebody is expected in, or waits beside."""
    room = visit.room.name if visit.room else _("No room")
    here = visit.arrived_at is not None
    left = visit.starts_at - now
    if here:
        beside = _("here, not begun")
    elif left > timedelta(0):
        beside = _("in %(span)s") % {"span": words.span(left)}
    else:
        beside = _("%(span)s late") % {"span": words.span(-left)}
    number = f", {_('session %(n)s') % {'n': visit.step.number}}" if visit.step else ""
    return Card(
        id=visit.pk,
        href=reverse("web:course", args=[visit.course_id]) if visit.course_id else "",
        name=visit.patient.full_name,
        room=room,
        line=f"{room}, {visit.route.split('_')[0]}{number}",
        session=None,
        state="here" if here else "next",
        started=None,
        beside=beside,
        clock=None,
        still=(words.time(visit.starts_at, visit.site), _("Due")),
        figures=[],
        foot=_("The checks before the dose have not begun.") if here else _("Not here yet."),
        foot_icon="list-check" if here else "hourglass-split",
        urgency=WAITING if here else EXPECTED,
        course_id=visit.course_id,
    )


def page_of(session: DosingSession) -> str:
    """Where a session is worked on."""
    return reverse("sessions:session", args=[session.pk])


def _clock(
    session: DosingSession, dues: Sequence[DueSet], policy: ClinicalPolicy | None, now: datetime
) -> Clock | None:
    if session.status == S.HELD and session.recheck_at:
        return Clock(session.recheck_at, _("Look again in"), _("To be looked at again, late by"))
    if not dues:
        return None
    # Once the next set is due, the one before it is missed for good: the flowsheet shows the gap, the clock goes on.
    passed = [due for due in dues if due.due_at <= now]
    due = passed[-1] if passed else dues[0]
    if due.kind == DueSet.Kind.REPEAT:
        label, late = _("Repeat blood pressure in"), _("Repeat blood pressure is late by")
    else:
        minute = {"n": due.minute}
        label, late = _("Minute %(n)s set in") % minute, _("Minute %(n)s set is late by") % minute
    terms = policy.routes.get(session.route) if policy else None
    grace = terms.due_tolerance_minutes * 60 if terms else 0
    return Clock(due.due_at, label, late, grace)


def _urgency(
    session: DosingSession,
    clock: Clock | None,
    vitals: Sequence[VitalSigns],
    room: str,
    now: datetime,
) -> tuple[int, str]:
    if clock and now > clock.at + timedelta(seconds=clock.grace):
        if session.status == S.HELD:
            return LATE, _("%(room)s waits for its second look.") % {"room": room}
        return LATE, _("%(room)s is late for vitals.") % {"room": room}
    if vitals and any(a.get("level") == 3 for a in vitals[-1].alerts):
        return LATE, _("%(room)s: the last set raised an alarm.") % {"room": room}
    if clock and session.status != S.HELD and now >= clock.at - SOON:
        return DUE_SOON, _("%(room)s is due for vitals.") % {"room": room}
    if session.status == S.HELD:
        return HELD, _("%(room)s is held before the dose.") % {"room": room}
    return (RUNNING, "") if session.first_drug_at else (WAITING, "")


def _state(urgency: int) -> str:
    return {LATE: "late", HELD: "held", WAITING: "next", EXPECTED: "next"}.get(urgency, "run")


def _still(session: DosingSession) -> tuple[str, str]:
    """The box without a clock: what the session waits for."""
    waits = {
        S.PRE_DOSE: _("checks before the dose"),
        S.CLEARED: _("the dose"),
        S.DISCHARGE_READY: _("going home"),
    }
    return waits.get(S(session.status), _("the next set")), _("Waits for")


def _figures(
    session: DosingSession, vitals: Sequence[VitalSigns], order: Order | None
) -> list[Figure]:
    """The last of each value, and the dose: what one looks for from the door."""
    dose = words.dose(session.given_mg) if session.given_mg else ""
    ordered = words.dose(order.ordered_mg) if order else ""
    figures = [
        Figure(_("BP"), _pressure(vitals), _marked(vitals, "BP")),
        Figure(_("SpO₂"), _last(vitals, "spo2", f"{words.NBSP}%"), _marked(vitals, "SPO2", "L")),
        Figure(_("Dose"), dose) if dose else Figure(_("Ordered"), ordered),
        Figure(_("HR"), _last(vitals, "hr"), _marked(vitals, "HR")),
        Figure(_("Dissoc."), _last(vitals, "dissociation")),
        Figure(_("MOAA/S"), _last(vitals, "moaas")),
    ]
    return [f for f in figures if f.value]


def _pressure(vitals: Sequence[VitalSigns]) -> str:
    last = next((v for v in reversed(vitals) if v.sbp is not None), None)
    return f"{last.sbp}/{last.dbp}" if last else ""


def _last(vitals: Sequence[VitalSigns], name: str, unit: str = "") -> str:
    value = next(
        (getattr(v, name) for v in reversed(vitals) if getattr(v, name) is not None), None
    )
    return "" if value is None else f"{value}{unit}"


def _marked(vitals: Sequence[VitalSigns], signal: str, mark: str = "H") -> str:
    """H or L beside a value whose newest set raised something about it."""
    if not vitals:
        return ""
    raised = [str(a.get("signal", "")) for a in vitals[-1].alerts]
    if f"{signal}_LOW" in raised:
        return "L"
    return mark if any(r == signal or r.startswith(f"{signal}_") for r in raised) else ""


def _foot(
    session: DosingSession,
    events: Sequence[DrugEvent],
    policy: ClinicalPolicy | None,
    now: datetime,
) -> tuple[str, str]:
    """When the patient may go home at the earliest, or what stands in the way of the dose."""
    if session.status == S.HELD:
        return session.held_because, "exclamation-triangle-fill"
    if not session.first_drug_at:
        return session.get_status_display(), "list-check"
    done = [e.event for e in events]
    if infusion_is_open(done):
        return _("The infusion runs. Going home counts from its end."), "droplet-half"
    terms = policy.routes.get(session.route) if policy else None
    earliest = earliest_discharge(done, terms, policy.observation) if policy and terms else None
    if earliest is None:
        return session.get_status_display(), "door-open"
    if earliest <= now:
        return _("May go home when every criterion is met."), "door-open"
    return _("Going home, earliest %(time)s") % {"time": words.time(earliest, session.site)}, "door-open"  # fmt: skip
