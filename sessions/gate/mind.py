"""G28 suicide risk since the last visit, G31 psychosis and mania."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.gate.case import Case, seen
from sessions.gate.registry import guard
from sessions.gate.verdict import SAME_DAY, Finding, Level, Mend, passed


@guard("G28", words("Suicide screen of this visit"), SAME_DAY, Level.HARD)
def suicide_risk(case: Case) -> list[Finding]:
    """Intent, plan or behaviour: no dose and evaluation now. A method thought about: a prescriber decides."""
    mend = case.at_session("check.suicide_screen")
    findings: list[Finding] = []
    if case.facts.open_safety_alert is not None:
        findings.append(
            case.hard(
                _("A safety alert is open. A clinician records an assessment and a plan first."),
                "ALERT",
                Mend("safety_alert.assess", case.facts.open_safety_alert),
                seen("safety_alert", case.facts.open_safety_alert),
            )
        )
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
