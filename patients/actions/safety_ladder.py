"""Telling people of a safety alert: at once whoever is on duty, and the next in line while nobody takes it on.

The rungs are computed from the alert's own rows, never from what a worker remembers: a worker that stood still tells
them late, each once. The task and the message name no patient and no reason to anybody who looks over a shoulder.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Max, Min, Q
from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import Membership, User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import CLINICAL_ROLES, Capability, Role
from clinic.core.actor import Actor
from clinic.core.failpoints import failpoint
from clinic.outbox.actions import message as messages
from clinic.outbox.models import Channel, StaffContact
from clinic.policy.terms import SafetyTerms
from clinic.tasks.actions import task
from patients import on_call
from patients.models import SafetyAlert, SafetyCall
from patients.models.safety_call import FIRST, LAST, SECOND
from patients.policies.safety import safety_terms

TOPIC = "safety"
TASK = "SAFETY_ALERT"
# Later than this "Open your tasks" is no news any more: the ladder has told everybody else.
USEFUL_FOR = timedelta(hours=12)
# No policy may wait less before the second rung (its lower bound): nothing younger need be looked at.
NOT_BEFORE = timedelta(minutes=2)

Why = SafetyCall.Why
Told = list[tuple[User, SafetyCall.Why]]


@step
def tell_first(alert: SafetyAlert, *, by: Actor, at: datetime) -> None:
    """Whoever is on duty, else on call, else the prescribers: in the transaction of the answer."""
    people = _line(alert.site_id, at)
    first = next((group for group in people if group), [])
    _tell(alert, FIRST, first, owed_at=at, by=by, at=at)


@action(Permission.SAFETY_ALERT_ESCALATE, anywhere=True)
def climb(*, alert_id: UUID, by: Actor, at: datetime) -> bool:
    """Tell the next rung, if it is owed and nobody has taken the alert on. One rung a transaction.

    Locks the alert and reads the rungs after that: of two clocks one tells, the other finds it told. False: nothing
    was owed, or another is at it.
    """
    alert = (
        SafetyAlert.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("site")
        .waiting()
        .filter(pk=alert_id)
        .first()
    )
    if alert is None:
        return False
    # A worse answer has a ladder of its own: who heard of the milder one has not heard of this.
    calls = SafetyCall.objects.filter(alert=alert, urgency=alert.urgency)
    reached = calls.aggregate(rung=Max("rung"), began=Min("owed_at"))
    rung = FIRST if reached["rung"] is None else reached["rung"] + 1
    if rung > LAST:
        return False
    began = reached["began"] or alert.raised_at
    owed_at = began + _minutes(safety_terms(alert.site_id, at), rung)
    if owed_at > at:
        return False
    told = set(calls.exclude(person=None).values_list("person_id", flat=True))
    _tell(alert, rung, _next(alert.site_id, rung, told, at), owed_at=owed_at, by=by, at=at)
    return True


def climb_due(*, by: Actor, at: datetime) -> int:
    """Every rung that is owed, each in its own transaction. Answers how many.

    An alert that cannot be told of does not keep the others from being told: its error is raised after them.
    """
    waiting = (
        SafetyAlert.objects.waiting()
        .filter(raised_at__lte=at - NOT_BEFORE)
        .annotate(reached=Max("calls__rung", filter=Q(calls__urgency=F("urgency"))))
        .exclude(reached=LAST)
        .longest_waiting_first()
    )
    count, wrong = 0, []
    for alert_id in list(waiting.values_list("pk", flat=True)):
        try:
            while climb(alert_id=alert_id, by=by, at=at):
                count += 1
                failpoint("safety.rung")
        except Exception as error:  # noqa: BLE001 - whatever it is, the next alert is somebody's life
            wrong.append(error)
    if wrong:
        raise ExceptionGroup("rungs that were not told", wrong)
    return count


def _minutes(terms: SafetyTerms, rung: int) -> timedelta:
    return timedelta(minutes=terms.ladder_minutes[rung])


def _line(site_id: UUID, at: datetime) -> tuple[Told, Told, Told]:
    """Who is asked before whom: on duty, on call, the prescribers. Only people who may answer an alert."""
    here = [m for m in _members(site_id, at) if m.role in CLINICAL_ROLES]
    called = on_call.people(site_id, at)
    known = {m.user_id: m.user for m in here}
    return (
        _each((m.user for m in here if Capability.ON_DUTY in m.capabilities), Why.ON_DUTY),
        _each((known[user] for user in called if user in known), Why.ON_CALL),
        _each((m.user for m in here if m.role == Role.PRESCRIBER), Why.PRESCRIBER),
    )


def _next(site_id: UUID, rung: int, told: set[UUID], at: datetime) -> Told:
    """Whom a later rung tells. Where nobody new is left, everybody told so far hears of it once more."""
    line = _line(site_id, at)
    everybody = _once(person for group in line for person in group)
    if rung == SECOND:
        fresh = [[p for p in group if p[0].pk not in told] for group in line]
        return next((group for group in fresh if group), everybody)
    if rung < LAST:
        return _once([*line[2], *(p for p in everybody if p[0].pk not in told)]) or everybody
    members = _members(site_id, at)
    directors = (m.user for m in members if Capability.MEDICAL_DIRECTOR in m.capabilities)
    managers = (m.user for m in members if m.role == Role.MANAGER)
    return _once([*_each(directors, Why.DIRECTOR), *_each(managers, Why.MANAGER)]) or everybody


def _members(site_id: UUID, at: datetime) -> list[Membership]:
    return list(
        Membership.objects.current(at)
        .filter(site_id=site_id, user__is_active=True)
        .exclude(role=Role.PATIENT)
        .select_related("user")
        .order_by("started_at", "id")
    )


def _each(users: Iterable[User], why: SafetyCall.Why) -> Told:
    return [(user, why) for user in dict.fromkeys(users)]


def _once(people: Iterable[tuple[User, SafetyCall.Why]]) -> Told:
    found: dict[UUID, tuple[User, SafetyCall.Why]] = {}
    for user, why in people:
        found.setdefault(user.pk, (user, why))
    return list(found.values())


def _tell(
    alert: SafetyAlert, rung: int, people: Told, *, owed_at: datetime, by: Actor, at: datetime
) -> None:
    """The rung's calls, tasks and messages, together or not at all."""
    calls = [_call(alert, rung, user, why, owed_at, at) for user, why in people]
    if not calls:
        _call(alert, rung, None, Why.NOBODY, owed_at, at)
    _post(alert, calls, at)
    _raise_tasks(alert, rung, people, by, at)
    failpoint("safety.told")


def _call(
    alert: SafetyAlert,
    rung: int,
    person: User | None,
    why: SafetyCall.Why,
    owed_at: datetime,
    at: datetime,
) -> SafetyCall:
    call = SafetyCall(
        alert=alert,
        patient_id=alert.patient_id,
        site_id=alert.site_id,
        urgency=alert.urgency,
        rung=rung,
        person=person,
        why=why,
        owed_at=owed_at,
        told_at=at,
        created_at=at,
    )
    call.save()
    return call


def _post(alert: SafetyAlert, calls: list[SafetyCall], at: datetime) -> None:
    """A mail to each, and a text where they gave a number."""
    people = {call.person_id for call in calls}
    numbers = StaffContact.objects.current().filter(kind=Channel.SMS, staff_id__in=people)
    texted = set(numbers.values_list("staff_id", flat=True))
    messages.post(
        [
            messages.Owed(
                site_id=alert.site_id,
                patient_id=None,
                staff_id=call.person_id,
                topic=TOPIC,
                subject_id=call.pk,
                kind=TASK,
                channel=channel,
                occurrence=alert.raised_at,
                before_event=False,
                due_at=at,
                not_after=at + USEFUL_FOR,
            )
            for call in calls
            for channel in (Channel.SMS, Channel.EMAIL)
            if channel == Channel.EMAIL or call.person_id in texted
        ],
        at=at,
    )


def _raise_tasks(alert: SafetyAlert, rung: int, people: Told, by: Actor, at: datetime) -> None:
    """One task a person; the prescribers share one. A manager's names no patient: they find somebody who may know."""
    alone = [(user, why) for user, why in people if why is not Why.PRESCRIBER]
    for user, why in alone:
        _task(alert, rung, by, at, person=user, manager=why is Why.MANAGER)
    if len(alone) < len(people) or not people:
        _task(alert, rung, by, at, role=Role.PRESCRIBER)


def _task(
    alert: SafetyAlert,
    rung: int,
    by: Actor,
    at: datetime,
    *,
    role: Role | None = None,
    person: User | None = None,
    manager: bool = False,
) -> None:
    """The task says that a person must be called, never what was answered (domain/05 5.3 rule 6)."""
    waited = int((at - alert.raised_at).total_seconds() // 60)
    sentence = _("Call this patient. An answer on a questionnaire asks for it.")
    if manager:
        sentence = _("A patient must be called and no clinician has taken it on. Find one now.")
    task.raise_task.step(
        alert.site,
        kind=TASK,
        sentence=sentence,
        why=_("Nobody has taken it on for %(n)d minutes.") % {"n": waited} if rung else "",
        patient_id=None if manager else alert.patient_id,
        subject_id=alert.pk,
        role=role,
        person=person,
        due_at=at if rung else alert.due_at,
        link="/safety/" if manager else f"/safety-alerts/{alert.pk}/",
        key=f"safety-alert:{alert.pk}:{alert.urgency}:{rung}:{person.pk if person else role}",
        by=by,
        at=at,
    )
