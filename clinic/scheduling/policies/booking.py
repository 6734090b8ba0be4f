"""When a visit may be booked: pure rules over loaded facts, each with the sentence for the person at the desk.

Who may book at all is a permission. Whether a *dose* may be given is the gate's question, asked at the moment of
dosing; booking asks only what the calendar and the course can know.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.roles import Role
from clinic.core import localtime
from clinic.scheduling.models import Appointment, Equipment, Kind, Need, Room
from clinic.scheduling.models.facts import Facts
from clinic.scheduling.models.roster_shift import covers
from clinic.scheduling.models.visit_kind import PLAYED_BY
from clinic.scheduling.policies.override import Override, booking_terms, put_aside
from clinic.scheduling.policies.proposal import Proposal, Wanted
from clinic.scheduling.policies.reason import Reason, RulesInTheWay
from clinic.scheduling.policies.video import rules_of_video
from patients.models import Course, CourseStep

__all__ = ["Override", "Proposal", "Reason", "RulesInTheWay", "require_bookable"]

LATE_CANCEL = timedelta(
    hours=24
)  # [POL]: a patient who calls off later than this has cancelled late
GRACE = timedelta(minutes=15)  # a visit that began a moment ago may still be entered
HOLD = timedelta(minutes=10)  # [POL]: how long the desk's hold lasts while it talks

S = Course.Status
_UNDER_WAY = {S.CONSENTED, S.PREPARING, S.READY, S.ACTIVE, S.MAINTENANCE}
# In which course states a visit may be *booked*; domain/01 §1.1. A pause stops new doses, never care.
COURSE_ALLOWS: dict[str, frozenset[str]] = {
    Kind.SCREENING: frozenset({S.REFERRED, S.SCREENING, S.DEFERRED, S.ELIGIBLE}),
    Kind.PREPARATION: frozenset({S.ELIGIBLE} | _UNDER_WAY),
    Kind.DOSING: frozenset({S.ELIGIBLE} | _UNDER_WAY),
    # From ELIGIBLE on: a whole course is planned and booked in one go.
    Kind.INTEGRATION: frozenset(
        {S.ELIGIBLE, S.REVIEW_DUE, S.PAUSED, S.COMPLETED, S.DISCONTINUED} | _UNDER_WAY
    ),
    Kind.REVIEW: frozenset(
        {S.SCREENING, S.DEFERRED, S.ELIGIBLE, S.REVIEW_DUE, S.PAUSED} | _UNDER_WAY
    ),
    Kind.FOLLOW_UP: frozenset(S.values) - {S.FOLLOW_UP_CLOSED, S.CLOSED_NO_CONTACT},
}


def require_bookable(
    proposal: Proposal, facts: Facts, at: datetime, override: Override | None = None
) -> list[Reason]:
    """Raise RulesInTheWay with every reason against the proposal, worst first; answer those put aside.

    A seat of a group visit asks about the patient only: time, room and team were judged when the group was opened.
    """
    reasons = patient_reasons(proposal, facts, at)
    if proposal.party is None:
        reasons += [reason for rule in PLACE_RULES for reason in rule(proposal, facts, at)]
    return _require(reasons, facts, override)


def require_place(
    wanted: Wanted, facts: Facts, at: datetime, override: Override | None = None
) -> list[Reason]:
    """As `require_bookable`, for a time, room and team without a patient: a group visit."""
    reasons = [
        reason for rule in (_not_over_yet, *PLACE_RULES) for reason in rule(wanted, facts, at)
    ]
    return _require(reasons, facts, override)


def patient_reasons(proposal: Proposal, facts: Facts, at: datetime) -> list[Reason]:
    """What is against this patient and course at that time, wherever it would take place."""
    return [
        *_not_over_yet(proposal, facts, at),
        *_patient_is_here(proposal),
        *_course_allows(proposal, facts),
    ]


def _require(reasons: list[Reason], facts: Facts, override: Override | None) -> list[Reason]:
    still, aside = put_aside(reasons, override, facts.policy)
    if still:
        raise RulesInTheWay(still)
    return aside


def _not_over_yet(proposal: Wanted, facts: Facts, at: datetime) -> list[Reason]:
    if proposal.starts_at >= at - GRACE:
        return []
    return [Reason("in-the-past", _("That time has passed."))]


def _patient_is_here(proposal: Proposal) -> list[Reason]:
    if proposal.patient.merged_into_id is not None:
        return [Reason("patient-merged", _("This record was merged into another. Book there."))]
    if proposal.patient.deceased_on is not None:
        return [Reason("patient-died", _("This patient has died."))]
    return []


def _course_allows(proposal: Proposal, facts: Facts) -> list[Reason]:
    course, step, kind = proposal.course, proposal.step, proposal.visit_kind.kind
    if course is None:
        if kind in {Kind.SCREENING, Kind.FOLLOW_UP}:
            return []
        return [Reason("no-course", _("This kind of visit belongs to a course. Open one first."))]
    if course.patient_id != proposal.patient.pk:
        return [Reason("other-patient", _("That course is another patient's."))]
    reasons = []
    status = S(facts.course_status or course.status)
    if status not in COURSE_ALLOWS[kind]:
        sentence = _("The course is %(status)s: no %(kind)s visit can be booked.") % {
            "status": status.label.lower(),
            "kind": Kind(kind).label.lower(),
        }
        reasons.append(Reason("course-state", sentence))
    if step is not None and (step.course_id != course.pk or step.kind != kind):
        reasons.append(Reason("other-step", _("That planned step does not fit this visit.")))
    elif step is not None and step.status != CourseStep.Status.PLANNED:
        reasons.append(Reason("step-settled", _("That planned step is already done or dropped.")))
    return reasons


def _site_is_open(proposal: Wanted, facts: Facts, at: datetime) -> list[Reason]:
    zone = proposal.site.timezone
    leaves_at = proposal.ends_at + proposal.recovery
    if covers(facts.open_spans, proposal.starts_at, leaves_at):
        return []
    today = [span for span in facts.open_spans if span[1] > span[0]]
    hours = ", ".join(
        f"{localtime.wall_time(start, zone):%H:%M}–{localtime.clock_text(end, zone)}"
        for start, end in today
    )
    special = ", ".join(facts.special_days)
    if not hours:
        closed = (
            _("The site is closed that day: %(name)s.")
            if special
            else _("The site is closed that day.")
        )
        return [Reason("outside-hours", closed % {"name": special})]
    sentence = _("The visit would last %(from)s to %(to)s. The site is open %(hours)s that day.")
    if special:
        sentence = _(
            "The visit would last %(from)s to %(to)s. The site is open %(hours)s that day (%(name)s)."
        )
    words = {
        "name": special,
        "from": localtime.clock_text(proposal.starts_at, zone),
        "to": localtime.clock_text(leaves_at, zone),
        "hours": hours,
    }
    return [Reason("outside-hours", sentence % words)]


def _room_fits(proposal: Wanted, facts: Facts, at: datetime) -> list[Reason]:
    room, wanted = proposal.room, proposal.visit_kind.room_kind
    if proposal.by_video:
        wanted = ""
    if room is None:
        if not wanted:
            return []
        words = {"kind": Room.Kind(wanted).label.lower()}
        return [Reason("no-room", _("This visit needs a %(kind)s.") % words)]
    if room.site_id != proposal.site.pk:
        return [Reason("room-elsewhere", _("That room is at another site."))]
    if not facts.room_in_use:
        return [Reason("room-closed", _("%(room)s is not in use.") % {"room": room.name})]
    if wanted and facts.room_kind != wanted:
        words = {"room": room.name, "kind": Room.Kind(wanted).label.lower()}
        return [Reason("room-kind", _("%(room)s is no %(kind)s.") % words)]
    return []


def _room_has_what_it_takes(proposal: Wanted, facts: Facts, at: datetime) -> list[Reason]:
    room = proposal.room
    if room is None or proposal.by_video:
        return []
    missing = [
        Equipment(each).label.lower()
        for each in proposal.visit_kind.equipment
        if each not in facts.room_equipment
    ]
    if not missing:
        return []
    words = {"room": room.name, "things": ", ".join(missing)}
    return [Reason("equipment", _("%(room)s lacks: %(things)s.") % words)]


def _nurse_may_be_shared(proposal: Wanted, facts: Facts, at: datetime) -> list[Reason]:
    if not proposal.shares_nurse or booking_terms(facts.policy).chairs_per_nurse > 1:
        return []
    sentence = _("The signed clinical policy gives each nurse one chair at a time.")
    return [Reason("nurse-not-shared", sentence)]


def _staff_on_duty(proposal: Wanted, facts: Facts, at: datetime) -> list[Reason]:
    reasons = []
    for user, role in proposal.staff:
        spans = [
            shift.span
            for shift in facts.shifts
            if shift.staff_id == user.pk and shift.role == role
        ]
        if not covers(spans, proposal.starts_at, proposal.ends_at):
            words = {"name": user.name, "role": Role(role).label.lower()}
            sentence = _("%(name)s is not on the roster as %(role)s for the whole visit.") % words
            reasons.append(Reason("not-on-duty", sentence))
    return reasons


def _every_part_is_played(proposal: Wanted, facts: Facts, at: datetime) -> list[Reason]:
    roles = {role for _user, role in proposal.staff}
    return [
        Reason(
            "nobody-for", _("No %(part)s is booked for this visit.") % {"part": need.label.lower()}
        )
        for need in map(Need, proposal.visit_kind.needs)
        if not PLAYED_BY[need] & roles
    ]


Rule = Callable[[Wanted, Facts, datetime], list[Reason]]
PLACE_RULES: tuple[Rule, ...] = (
    _site_is_open,
    _room_fits,
    _room_has_what_it_takes,
    _staff_on_duty,
    _every_part_is_played,
    _nurse_may_be_shared,
    rules_of_video,
)


def is_late(appointment: Appointment, reason: str, at: datetime) -> bool:
    """Whether calling off now, for this reason, is late: the clinic's own reasons never are."""
    return (
        appointment.status != Appointment.Status.ARRIVED
        and reason in Appointment.PATIENTS_OWN
        and at > appointment.starts_at - LATE_CANCEL
    )
