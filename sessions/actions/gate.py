"""The one way to ask the gate inside a verb: lock, load, judge, keep the whole answer or refuse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.core.actor import Actor
from clinic.core.errors import DomainError
from clinic.policy.models import PolicyVersion
from patients.models import Course
from sessions.actions.session_lock import of
from sessions.facts import load_one, policies_in_force
from sessions.gate import Stage, Verdict, judge, may_go_on
from sessions.models import DosingSession, GateDecision

SAID_AT_MOST = 3


class GateRefused(DomainError):
    """Something stands in the way. `details["verdicts"]` holds every blocking verdict with its mend."""

    code = "gate-refused"

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        blocking = [v for v in verdicts if v.blocks]
        said = [v.sentence for v in blocking[:SAID_AT_MOST]]
        if len(blocking) > SAID_AT_MOST:
            said.append(_("And %d more.") % (len(blocking) - SAID_AT_MOST))
        super().__init__(" ".join(said), verdicts=[v.as_dict() for v in blocking])


def verdicts_of(session: DosingSession, stage: Stage, at: datetime) -> list[Verdict]:
    """What the gate says now, without keeping it: for a page, or before asking a person to sign."""
    policies = policies_in_force(at, [session.site_id])
    policy = policies.get(session.site_id)
    facts = load_one(session, at, policies=policies)
    return judge(facts, policy.policy if policy else None, stage=stage, at=at)


@step
def decide(session: DosingSession, stage: Stage, *, by: Actor, at: datetime) -> GateDecision:
    """Judge the locked session and keep the decision. Raises GateRefused, and then nothing is kept.

    The course is locked too: a consent withdrawn or a course paused at this moment comes before or after, not between.
    """
    Course.objects.select_for_update(of=("self",)).get(pk=session.course_id)
    policies = policies_in_force(at, [session.site_id])
    policy = policies.get(session.site_id)
    facts = load_one(session, at, policies=policies)
    verdicts = judge(facts, policy.policy if policy else None, stage=stage, at=at)
    if policy is None or not may_go_on(verdicts):
        raise GateRefused(verdicts)
    minutes = policy.policy.gate.decision_minutes
    decision = GateDecision(
        **of(session),
        stage=stage.value,
        passed=True,
        verdicts=[v.as_dict() for v in verdicts],
        policy_version=policy,
        judged_at=at,
        judged_for=by.actor_id,
        holds_until=at + timedelta(minutes=minutes),
        created_at=at,
    )
    decision.save()
    return decision


def policy_of(session: DosingSession, at: datetime) -> PolicyVersion:
    """The policy this session goes by: the one its dose was judged by, before that the one in force."""
    policy = session.policy_version or PolicyVersion.objects.in_force(session.site_id, at)
    if policy is None:
        raise NoPolicy(
            _("There is no signed clinical policy. The medical director signs it first.")
        )
    return policy


class NoPolicy(DomainError):
    """Nothing may be given, and nothing can be computed, without signed numbers."""

    code = "no-signed-policy"
