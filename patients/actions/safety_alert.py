"""An answer that asks for contact: raised with it, seen, and closed by an assessment and a plan."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import Membership, User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Capability, Role
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.localtime import rule_instant
from clinic.core.states import require_move
from clinic.sites.models import Site
from clinic.tasks.actions import task
from patients.instruments.scoring import Urgency
from patients.models import MeasureResponse, SafetyAlert

_Status = SafetyAlert.Status
_ORDER = (Urgency.WITHIN_A_DAY, Urgency.SAME_DAY, Urgency.NOW)

# Nobody answered: the prescribers hear of it after 15 minutes (domain/05 5.3) [POL].
ESCALATE_MINUTES = 15
WITHIN_A_DAY_HOURS = 24
# "The same day" leaves at least this long to somebody who answers late in the evening [POL].
SAME_DAY_AT_LEAST_HOURS = 2
END_OF_DAY = time(23, 59)


@step
def raise_alert(
    response: MeasureResponse, *, item: str, urgency: Urgency, by: Actor, at: datetime
) -> bool:
    """Raise the alert, or make an open one more urgent. Answers whether anything changed.

    The task says that a person must be called, never what was answered (domain/05 5.3 rule 6).
    """
    alert = SafetyAlert.objects.select_for_update().filter(response=response, item=item).first()
    if alert is None:
        alert = SafetyAlert(
            response=response,
            patient_id=response.patient_id,
            site_id=response.site_id,
            item=item,
            raised_at=at,
            created_at=at,
        )
    elif _ORDER.index(Urgency(alert.urgency)) >= _ORDER.index(urgency):
        return False
    elif alert.status == _Status.CLOSED:
        # A closed alert belongs to what was assessed then; an answer cannot change after finishing.
        return False
    alert.urgency = urgency.value
    alert.save()
    _call(alert, response.site, urgency, by, at)
    return True


def _call(alert: SafetyAlert, site: Site, urgency: Urgency, by: Actor, at: datetime) -> None:
    on_duty = _on_duty(site, at)
    due_at = _due(site, urgency, at)
    escalate_at = due_at
    if urgency is not Urgency.WITHIN_A_DAY:
        escalate_at = at + timedelta(minutes=ESCALATE_MINUTES)
    # A more urgent answer is a new task: the old one has an hour that is too late.
    task.raise_task.step(
        site,
        kind="SAFETY_ALERT",
        sentence=_("Call this patient. An answer on a questionnaire asks for it."),
        patient_id=alert.patient_id,
        subject_id=alert.pk,
        role=None if on_duty else Role.PRESCRIBER,
        person=on_duty,
        due_at=due_at,
        escalate_at=escalate_at,
        escalate_to_role=Role.PRESCRIBER,
        link=f"/safety-alerts/{alert.pk}/",
        key=_key(alert, urgency),
        by=by,
        at=at,
    )


def _on_duty(site: Site, at: datetime) -> User | None:
    """Who has been on duty longest. Nobody: the prescribers as a role."""
    membership = (
        Membership.objects.current(at)
        .filter(site=site, capabilities__contains=[Capability.ON_DUTY], user__is_active=True)
        .select_related("user")
        .order_by("started_at", "id")
        .first()
    )
    return membership.user if membership else None


def _due(site: Site, urgency: Urgency, at: datetime) -> datetime:
    if urgency is Urgency.NOW:
        return at
    if urgency is Urgency.WITHIN_A_DAY:
        return at + timedelta(hours=WITHIN_A_DAY_HOURS)
    evening = rule_instant(datetime.combine(site.today(at), END_OF_DAY), site.timezone)
    return max(evening, at + timedelta(hours=SAME_DAY_AT_LEAST_HOURS))


def _key(alert: SafetyAlert, urgency: Urgency) -> str:
    return f"safety-alert:{alert.pk}:{urgency.value}"


@action(Permission.SAFETY_ALERT_ANSWER)
def see(alert: SafetyAlert, *, by: User, at: datetime) -> SafetyAlert:
    """Somebody has opened it and takes it on. Seeing it twice changes nothing."""
    alert = _lock(alert)
    if alert.status == _Status.RAISED:
        alert.status, alert.seen_at, alert.seen_by = _Status.SEEN, at, by
        alert.save()
    return alert


@action(Permission.SAFETY_ALERT_ANSWER)
def close(
    alert: SafetyAlert, *, assessment: str, plan: str, by: User, at: datetime
) -> SafetyAlert:
    """A clinician has spoken with the patient: what they found, and what happens next."""
    alert = _lock(alert)
    if alert.status == _Status.CLOSED:
        raise DomainError(_("This alert was answered already."))
    require_move(SafetyAlert.MOVES, _Status(alert.status), _Status.CLOSED, what=_("alert"))
    if not assessment.strip():
        raise InvalidInput(_("Write what you found."), field="assessment")
    if not plan.strip():
        raise InvalidInput(_("Write what happens next."), field="plan")
    if alert.seen_at is None:
        alert.seen_at, alert.seen_by = at, by
    alert.assessment, alert.plan = assessment.strip(), plan.strip()
    alert.status, alert.closed_at, alert.closed_by = _Status.CLOSED, at, by
    alert.save()
    for urgency in _ORDER:
        task.complete_for_cause.step(
            key=_key(alert, urgency), outcome=_("Assessed, with a plan."), by=by, at=at
        )
    return alert


def _lock(alert: SafetyAlert) -> SafetyAlert:
    return SafetyAlert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
