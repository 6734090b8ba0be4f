"""G08 the interval since the last dose, G11a the course's state, G11b the number that is planned."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.gate.case import Case, seen, span
from sessions.gate.facts import PastDose
from sessions.gate.registry import guard
from sessions.gate.verdict import BEFORE_DOSE, Finding, Level, Mend, Stage, passed

DOSING_STATES = frozenset({"READY", "ACTIVE", "MAINTENANCE"})
WEEK = timedelta(days=7)


@guard("G08", words("Interval since the last dose"), BEFORE_DOSE, Level.RX)
def interval(case: Case) -> list[Finding]:
    """Hours since the last drug event, in any course of this person; and doses in any seven days."""
    earlier = [
        d
        for d in case.facts.past_doses
        if d.session_id != case.facts.session_id and d.started_at <= case.moment
    ]
    if not earlier:
        return [passed(_("No dose before this one is on record."))]
    last = max(earlier, key=lambda d: d.last_drug_at)
    granted = _granted_gap(case, last)
    floor = timedelta(
        hours=case.terms.maintenance_interval_hours
        if case.facts.maintenance
        else case.terms.acute_interval_hours
    )
    since = case.moment - last.last_drug_at
    evidence = seen("dosing_session", last.session_id, last_drug_at=last.last_drug_at)
    mend = Mend("appointment.move", case.facts.appointment_id)
    desk = _("Too soon after the last visit. Offer a later day.")
    findings: list[Finding] = []
    if since < floor:
        findings.append(
            case.rx(
                _("The last dose was %(since)s ago. The shortest gap is %(floor)s.")
                % {"since": span(since), "floor": span(floor)},
                "GAP",
                mend,
                evidence,
                desk=desk,
            )
        )
    if granted is not None:
        findings.append(granted)
    recent = [d for d in earlier if case.moment - d.started_at < WEEK]
    most = case.policy.gate.doses_per_week_max
    if len(recent) >= most:
        findings.append(
            case.rx(
                _("This would be dose %(n)d in seven days. At most %(most)d are given.")
                % {"n": len(recent) + 1, "most": most},
                "WEEK",
                mend,
                *(seen("dosing_session", d.session_id, started_at=d.started_at) for d in recent),
                desk=desk,
            )
        )
    return findings or [passed(_("The last dose was %s ago.") % span(since), evidence)]


def _granted_gap(case: Case, last: PastDose) -> Finding | None:
    """In maintenance so many days of the calendar lie between sessions as the review granted, if that is longer."""
    plan = case.facts.plan
    if plan is None or plan.interval_days is None:
        return None
    day = case.local_date(last.last_drug_at) + timedelta(days=plan.interval_days)
    if case.today >= day:
        return None
    return case.rx(
        _(
            "The maintenance plan puts %(days)d days between sessions. The next is possible from %(day)s."
        )
        % {"days": plan.interval_days, "day": case.day(day)},
        "PLAN_GAP",
        Mend("appointment.move", case.facts.appointment_id),
        seen("dosing_session", last.session_id, last_drug_at=last.last_drug_at),
        desk=_("Too soon after the last visit. Offer a later day."),
    )


@guard("G11a", words("Course allows dosing"), BEFORE_DOSE | {Stage.CONTINUE}, Level.HARD)
def course_allows(case: Case) -> Finding:
    """Ready, active or in maintenance. Never paused, never while a review is due.

    No course moves because a date passed: from the day after the plan's review day the gate itself asks for it.
    """
    status = case.facts.course_status
    evidence = seen("course", case.facts.course_id, status=status)
    mend = Mend("course.open", case.facts.course_id)
    if status in DOSING_STATES:
        return _overdue(case, mend) or passed(_("The course allows dosing."), evidence)
    sentences = {
        "PAUSED": _("The course is paused. Resume it first."),
        "REVIEW_DUE": _("A review is due. It is decided before the next dose."),
        None: _("The course has no state on record."),
    }
    return case.hard(
        sentences.get(status, _("The course is not at the point where a dose may be given.")),
        status or "MISSING",
        mend,
        evidence,
    )


def _overdue(case: Case, mend: Mend) -> Finding | None:
    if not case.facts.maintenance:
        return None
    plan = case.facts.plan
    if plan is None or plan.review_on is None:
        return case.hard(_("The maintenance plan has no review day on record."), "NO_PLAN", mend)
    if case.today <= plan.review_on:
        return None
    return case.hard(
        _("Maintenance was to be reviewed by %(day)s. It is reviewed before the next dose.")
        % {"day": case.day(plan.review_on)},
        "PLAN_REVIEW",
        mend,
        seen("course", case.facts.course_id, review_on=plan.review_on),
    )


@guard("G11b", words("Session within the plan"), BEFORE_DOSE, Level.RX)
def within_plan(case: Case) -> Finding:
    """No more doses than the phase of the course allows: the protocol's, or those maintenance was signed for."""
    phase = case.facts.phase
    mend = Mend("course.open", case.facts.course_id)
    desk = _("The planned sessions are used. A prescriber decides.")
    if phase is None or phase.sessions < 1:
        return case.rx(
            _("How many sessions are planned is not on record."), "MISSING", mend, desk=desk
        )
    given = [
        d
        for d in case.facts.past_doses
        if d.course_id == phase.course_id
        and d.session_id != case.facts.session_id
        and d.started_at <= case.moment
        and (phase.since is None or d.started_at >= phase.since)
    ]
    number = len(given) + 1
    evidence = seen("course", phase.course_id, sessions=phase.sessions, given=len(given))
    said = {"n": number, "all": phase.sessions}
    if number > phase.sessions:
        return case.rx(
            _("This would be session %(n)d. %(all)d are planned.") % said,
            "BEYOND",
            mend,
            evidence,
            desk=desk,
        )
    return passed(_("Session %(n)d of %(all)d.") % said, evidence)
