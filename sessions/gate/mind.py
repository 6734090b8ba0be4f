"""G14 a plan for a known risk, G28 suicide risk since the last visit, G29 mood and open alerts, G31 psychosis and mania."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.gate.case import Case, seen
from sessions.gate.facts import MeasureFact, SafetyAlertFact
from sessions.gate.registry import guard
from sessions.gate.verdict import BEFORE_DOSE, SAME_DAY, Evidence, Finding, Level, Mend, passed

MOOD = "PHQ-9"


@guard("G14", words("Plan for a known suicide risk"), BEFORE_DOSE, Level.RX)
def risk_is_planned_for(case: Case) -> Finding:
    """The latest suicide screen is not high; a moderate one has a safety plan that is gone through lately.

    No screen yet is no known risk: the one of the visit is asked before any dose (G28).
    """
    facts = case.facts
    screen, plan = facts.suicide_screen, facts.safety_plan
    if screen is None or screen.risk not in {"MODERATE", "HIGH"}:
        return passed(_("No suicide risk on record asks for a plan."))
    evidence = seen("suicide_screen", screen.id, asked_at=screen.asked_at, risk=screen.risk)
    desk = _("A clinician looks at this first.")
    if screen.risk == "HIGH":
        return case.rx(
            _("The latest suicide screen, %s, was high.") % case.day(screen.asked_at),
            "HIGH",
            case.at_session("check.suicide_screen"),
            evidence,
            desk=desk,
        )
    mend = Mend("safety_plan.write", facts.patient_id)
    if plan is None:
        return case.rx(
            _("The latest suicide screen shows a moderate risk and there is no safety plan."),
            "NO_PLAN",
            mend,
            evidence,
            desk=desk,
        )
    planned = seen("safety_plan", plan.id, made_at=plan.made_at)
    longest = timedelta(days=case.policy.safety.plan_days)
    if not case.within(plan.made_at, longest):
        return case.rx(
            _("The safety plan was last gone through %(day)s. It holds %(n)d days.")
            % {"day": case.day(plan.made_at), "n": longest.days},
            "OLD_PLAN",
            mend,
            evidence,
            planned,
            desk=desk,
        )
    return passed(_("There is a safety plan of %s.") % case.day(plan.made_at), evidence, planned)


def _open_alert(case: Case, alert: SafetyAlertFact) -> Finding:
    return case.hard(
        _("A safety alert is open. A clinician records an assessment and a plan first."),
        "ALERT",
        Mend("safety_alert.assess", alert.id),
        seen("safety_alert", alert.id),
    )


@guard("G28", words("Suicide screen of this visit"), SAME_DAY, Level.HARD)
def suicide_risk(case: Case) -> list[Finding]:
    """Intent, plan or behaviour: no dose and evaluation now. A method thought about: a prescriber decides."""
    mend = case.at_session("check.suicide_screen")
    findings: list[Finding] = []
    alert = case.facts.open_safety_alert
    if alert is not None and alert.by_screen:
        findings.append(_open_alert(case, alert))
    screen = case.facts.suicide_screen
    longest = timedelta(hours=case.policy.gate.suicide_screen_hours)
    if screen is None or not case.within(screen.asked_at, longest):
        missing = _("The suicide screen since the last visit is not done.")
        return [*findings, case.hard(missing, "MISSING", mend)]
    evidence = seen("suicide_screen", screen.id, asked_at=screen.asked_at)
    if screen.intent or screen.plan or screen.behaviour:
        findings.append(
            case.hard(
                _("The suicide screen is high. No dose. Stay with the patient and evaluate now."),
                "HIGH",
                mend,
                evidence,
            )
        )
    elif screen.method:
        findings.append(
            case.rx(
                _(
                    "The suicide screen shows thoughts of a method. A prescriber decides, with a reason."
                ),
                "METHOD",
                mend,
                evidence,
            )
        )
    return findings or [passed(_("Suicide screen done."), evidence)]


@guard("G29", words("PHQ-9 before this dose"), SAME_DAY, Level.HARD)
def mood(case: Case) -> list[Finding]:
    """Answered lately; an answer that asked for contact is assessed and planned for before anything is given."""
    findings: list[Finding] = []
    alert = case.facts.open_safety_alert
    if alert is not None and not alert.by_screen:
        findings.append(_open_alert(case, alert))
    answered = case.facts.mood
    hours = case.policy.safety.mood_hours
    mend = Mend("measure.record", case.facts.course_id)
    if answered is None or not case.within(answered.answered_at, timedelta(hours=hours)):
        known = () if answered is None else (_as_seen(answered),)
        late = _("%(name)s was not answered in the last %(n)d hours.") % {"name": MOOD, "n": hours}
        return [*findings, case.warn(late, "OLD" if known else "MISSING", mend, *known)]
    told = _("%(name)s answered %(day)s.") % {"name": MOOD, "day": case.day(answered.answered_at)}
    return findings or [passed(told, _as_seen(answered))]


def _as_seen(answered: MeasureFact) -> Evidence:
    return seen("measure", answered.id, instrument=MOOD, answered_at=answered.answered_at)


@guard("G31", words("Psychosis and mania"), SAME_DAY, Level.HARD)
def mental_state(case: Case) -> Finding:
    """A clinician looked today and saw neither."""
    state, mend = case.facts.mental_state, case.at_session("check.mental_state")
    if state is None or not case.is_today(state.seen_at):
        return case.hard(_("Nobody has looked for psychosis and mania today."), "MISSING", mend)
    evidence = seen("mental_state", state.id, psychotic=state.psychotic, manic=state.manic)
    if state.psychotic or state.manic:
        return case.hard(_("Psychotic or manic signs today. No dose."), "PRESENT", mend, evidence)
    return passed(_("No psychotic or manic signs."), evidence)
