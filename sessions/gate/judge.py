"""The gate itself: ask every guard of the stage, count valid overrides and acknowledgements, answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from clinic.core.words import Text
from clinic.core.words import later as _
from clinic.policy.terms import ClinicalPolicy
from sessions.gate import (  # noqa: F401 - importing a module registers its guards
    bladder,
    closing,
    consent,
    course,
    day_of,
    eligibility,
    escort,
    going_home,
    medications,
    mind,
    monitoring,
    order,
    staff,
    tests,
    therapy,
    vitals,
    weight,
)
from sessions.gate.case import Case
from sessions.gate.facts import AcknowledgementFact, OverrideFact, SessionFacts
from sessions.gate.registry import GUARDS
from sessions.gate.verdict import (
    ACKNOWLEDGED_AT,
    ANSWERABLE,
    RANKS,
    STOPS,
    Finding,
    Level,
    Mend,
    Stage,
    Verdict,
    desk_words,
    fingerprint,
)

PLANNED = frozenset({Stage.CONFIRM, Stage.CHECK_IN})
LICENSED = frozenset({"PRESCRIBER", "NURSE", "THERAPIST"})


def judge(
    facts: SessionFacts, policy: ClinicalPolicy | None, *, stage: Stage, at: datetime
) -> list[Verdict]:
    """Every verdict of the stage, worst first. Without a signed policy, or a route it knows, one HARD one.

    Facts that are missing never pass. Whoever calls this reads the answer with `may_go_on`.
    """
    if policy is None:
        sentence = _("There is no signed clinical policy. The medical director signs it first.")
        return [_alone("POLICY", sentence, Mend("policy.sign", facts.site_id))]
    if facts.route not in policy.routes:
        sentence = _("This clinic's policy does not offer this route.")
        return [_alone("ROUTE", sentence, Mend("policy.sign", facts.site_id))]
    if facts.session_id is None and stage not in PLANNED:
        sentence = _("The patient has not arrived. The visit starts at the front desk.")
        return [_alone("SESSION", sentence, Mend("appointment.arrive", facts.appointment_id))]
    case = Case(facts, policy, stage, at)
    verdicts = [
        _verdict(case, finding.id or guard.id, finding)
        for guard in GUARDS.values()
        if stage in guard.stages
        for finding in guard.findings(case)
    ]
    return sorted(verdicts, key=lambda v: (not v.blocks, -RANKS[v.level]))


def may_go_on(verdicts: Iterable[Verdict]) -> bool:
    """Nothing blocks, and somebody was asked: no verdicts at all is no permission."""
    found = list(verdicts)
    return bool(found) and not any(v.blocks for v in found)


def _alone(guard: str, sentence: Text, mend: Mend) -> Verdict:
    finding = Finding(Level.HARD, sentence, "MISSING", mend)
    return Verdict(
        guard,
        Level.HARD,
        sentence,
        desk_words(finding),
        "MISSING",
        (),
        mend,
        False,
        None,
        True,
    )


def _verdict(case: Case, guard: str, finding: Finding) -> Verdict:
    level = finding.level
    resolved = _resolved_by(case, guard, finding) if level in ANSWERABLE else None
    stops = level in STOPS or (level in ANSWERABLE and case.stage in ACKNOWLEDGED_AT)
    return Verdict(
        guard,
        level,
        finding.sentence,
        desk_words(finding),
        finding.cause,
        finding.evidence,
        finding.mend,
        resolved is None and level is Level.RX,
        resolved,
        stops and resolved is None,
    )


def _resolved_by(case: Case, guard: str, finding: Finding) -> str | None:
    """The override or acknowledgement that answers this very finding."""
    facts = case.facts
    if not (facts.overrides or facts.acknowledgements):
        return None
    which = fingerprint(guard, finding.cause, finding.evidence)
    if finding.level is Level.RX:
        answers = (o.id for o in facts.overrides if _holds(case, guard, which, o))
    else:
        answers = (a.id for a in facts.acknowledgements if _read(case, guard, which, a))
    return next(answers, None)


def _holds(case: Case, guard: str, finding: str, override: OverrideFact) -> bool:
    """This session, this finding, a prescriber valid then and now, freshly signed in, with a reason."""
    terms = case.policy.gate
    signed_in = override.authenticated_at
    if signed_in is None or case.facts.session_id is None or override.given_at > case.at:
        return False
    fresh = (
        timedelta(0)
        <= override.given_at - signed_in
        <= timedelta(minutes=terms.reauthenticate_minutes)
    )
    return (
        (override.session_id, override.guard, override.finding)
        == (case.facts.session_id, guard, finding)
        and override.reason_length >= terms.override_reason_min
        and fresh
        and case.may_prescribe(override.prescriber_id, case.local_date(override.given_at))
        and case.may_prescribe(override.prescriber_id, case.local_date(case.at))
    )


def _read(case: Case, guard: str, finding: str, read: AcknowledgementFact) -> bool:
    """This session, this finding, by somebody licensed today."""
    return (
        case.facts.session_id is not None
        and (read.session_id, read.guard, read.finding) == (case.facts.session_id, guard, finding)
        and read.given_at <= case.at
        and case.holds(read.user_id, LICENSED, case.local_date(case.at))
    )
