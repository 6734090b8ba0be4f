"""A policy just signed reaches what is due: every patient of the site planned anew, some at a time.

The row written with the signature is the promise. A worker is nudged and carries it on in batches; where none came, or
one died, the clock carries it on from the last patient done. Doing a patient twice changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.failpoints import failpoint
from clinic.core.nudge import nudge
from patients.models import Course
from sessions.actions.measure_due import replan
from sessions.facts.measures import DONE_WITH
from sessions.models import MeasureReplan

TASK = "measures.replan"
# So many patients, then the worker is free for something more urgent.
BATCH = 100
# Nobody carried it on for so long: nobody is at it.
STALLED = timedelta(seconds=60)


@step
def ask(site_id: UUID, policy_id: UUID, *, at: datetime) -> MeasureReplan:
    """Owed from now on; from the first patient, also where an earlier policy's was under way."""
    rows = MeasureReplan.objects.select_for_update(of=("self",)).open()
    owed = rows.filter(site=site_id).first() or MeasureReplan(site_id=site_id, created_at=at)
    owed.policy_id, owed.asked_at, owed.moved_at, owed.upto = policy_id, at, at, None
    owed.save()
    nudge(TASK, id=str(owed.pk), policy=str(policy_id), upto="")
    return owed


def go_on(owed: MeasureReplan, *, by: Actor, at: datetime) -> bool:
    """One batch, each patient in a transaction of their own; then the next is nudged. False: another is at it."""
    found = patients_after(owed.site_id, owed.upto)
    for patient_id in found:
        plan_anew(patient_id=patient_id, by=by, at=at)
        failpoint("replan.patient")
    return move_on(owed, found, by=by, at=at)


def carry_on_stalled(*, by: Actor, at: datetime) -> int:
    """What no worker is at any more. Answers how many sites."""
    return sum(
        go_on(owed, by=by, at=at) for owed in MeasureReplan.objects.standing_still(at - STALLED)
    )


def patients_after(site_id: UUID, upto: UUID | None) -> list[UUID]:
    """The next batch of those who owe anything at the site."""
    owing = Course.objects.filter(site=site_id).exclude(status__in=DONE_WITH)
    if upto is not None:
        owing = owing.filter(patient_id__gt=upto)
    rows = owing.order_by("patient_id").distinct("patient_id")[:BATCH]
    return [row.patient_id for row in rows.plain("patient_id")]


@action(Permission.COURSE_COMPUTE, anywhere=True)
def plan_anew(*, patient_id: UUID, by: Actor, at: datetime) -> int:
    """Everything due of one patient, by the policy in force now."""
    return replan(patient_id, at=at)


@action(Permission.COURSE_COMPUTE)
def move_on(owed: MeasureReplan, done: list[UUID], *, by: Actor, at: datetime) -> bool:
    """Remember the last patient done. Whoever worked from an older place, or for an older policy, changes nothing."""
    now = MeasureReplan.objects.select_for_update(of=("self",)).get(pk=owed.pk)
    if (now.policy_id, now.upto, now.done_at) != (owed.policy_id, owed.upto, None):
        return False
    now.moved_at = at
    if len(done) < BATCH:
        now.done_at = at
    else:
        now.upto = done[-1]
        nudge(TASK, id=str(now.pk), policy=str(now.policy_id), upto=str(now.upto))
    now.save()
    return True
