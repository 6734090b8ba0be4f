"""An answer that asks for contact: raised with it, taken on, assessed, planned, closed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.states import require_move
from clinic.sites.models import Site
from clinic.tasks.actions import task
from patients.actions import safety_ladder
from patients.instruments.scoring import Urgency
from patients.instruments.suicide_risk import SUICIDE_SCREEN
from patients.models import MeasureResponse, SafetyAlert
from patients.policies.safety import safety_terms

_Status = SafetyAlert.Status
ORDER = (Urgency.WITHIN_A_DAY, Urgency.SAME_DAY, Urgency.NOW)

WITHIN_A_DAY_HOURS = 24
# "The same day" leaves at least this long to somebody who answers late in the evening [POL].
SAME_DAY_AT_LEAST_HOURS = 2
END_OF_DAY = time(23, 59)

ASSESS, RECHECK = "SAFETY_ASSESS", "SAFETY_RECHECK"


class AlreadyTakenOn(DomainError):
    """Another person was first. The sentence says who and when."""

    code = "alert-taken-on"


@step
def raise_alert(
    response: MeasureResponse,
    *,
    item: str,
    urgency: Urgency,
    given_at: datetime,
    by: Actor,
    at: datetime,
) -> bool:
    """Raise the alert, or make an open one more urgent. Answers whether anything changed.

    A plan belongs to what was assessed then. What was answered after it (``given_at``) raises an alert of its own: a
    form may lie open for weeks. So does a worse answer that whoever took the alert on does not see.
    """
    mine = SafetyAlert.objects.select_for_update(of=("self",)).filter(response=response, item=item)
    alert = mine.select_related("site").order_by("-raised_at", "-pk").first()
    if alert is not None and alert.planned_at is not None:
        if given_at <= alert.planned_at:
            return False
        alert = None
    if alert is None or (is_worse(alert, urgency) and is_anothers(alert, by)):
        alert = SafetyAlert(
            response=response,
            patient_id=response.patient_id,
            site_id=response.site_id,
            item=item,
            raised_at=at,
            created_at=at,
        )
        if response.instrument.code == SUICIDE_SCREEN.code:
            alert.screen = response
        alert.urgency, alert.due_at = urgency.value, _due(response.site, urgency, at)
        alert.save()
        safety_ladder.tell_first(alert, by=by, at=at)
        return True
    return sharpen(alert, urgency=urgency, by=by, at=at)


def is_worse(alert: SafetyAlert, urgency: Urgency) -> bool:
    """Whether this is more urgent than what the alert was raised for."""
    return ORDER.index(urgency) > ORDER.index(Urgency(alert.urgency))


def is_anothers(alert: SafetyAlert, by: Actor) -> bool:
    """Somebody else took it on: they do not hear of an answer that ``by`` sees."""
    return not alert.is_waiting and alert.acknowledged_by_id != getattr(by, "pk", None)


@step
def sharpen(alert: SafetyAlert, *, urgency: Urgency, by: Actor, at: datetime) -> bool:
    """A worse answer came while the alert was open: the first in line hear of it anew. ``alert`` is locked."""
    if not is_worse(alert, urgency):
        return False
    alert.urgency, alert.due_at = urgency.value, _due(alert.site, urgency, at)
    alert.save()
    if alert.is_waiting:
        _close_tasks(alert, safety_ladder.TASK, _("A worse answer came."), by, at)
        safety_ladder.tell_first(alert, by=by, at=at)
    else:
        _close_tasks(alert, ASSESS, _("A worse answer came."), by, at)
        _ask_to_assess(alert, by, at)
    return True


def _due(site: Site, urgency: Urgency, at: datetime) -> datetime:
    if urgency is Urgency.NOW:
        return at
    if urgency is Urgency.WITHIN_A_DAY:
        return at + timedelta(hours=WITHIN_A_DAY_HOURS)
    evening = localtime.rule_instant(datetime.combine(site.today(at), END_OF_DAY), site.timezone)
    return max(evening, at + timedelta(hours=SAME_DAY_AT_LEAST_HOURS))


@action(Permission.SAFETY_ALERT_ANSWER)
def acknowledge(alert: SafetyAlert, *, by: User, at: datetime) -> SafetyAlert:
    """I take it on. Of two who press at once one is first; the other is told who. Pressing twice changes nothing."""
    alert = _lock(alert)
    if not alert.is_waiting:
        if alert.acknowledged_by_id == by.pk and alert.status == _Status.ACKNOWLEDGED:
            return alert
        raise AlreadyTakenOn(
            _("%(who)s took it on at %(when)s.")
            % {
                "who": alert.acknowledged_by.actor_label if alert.acknowledged_by else "",
                "when": localtime.clock_text(alert.acknowledged_at or at, alert.site.timezone),
            }
        )
    _take_on(alert, by, at)
    alert.status = _Status.ACKNOWLEDGED
    alert.save()
    _ask_to_assess(alert, by, at)
    return alert


def _take_on(alert: SafetyAlert, by: User, at: datetime) -> None:
    alert.acknowledged_at, alert.acknowledged_by = at, by
    outcome = _("%(who)s took it on.") % {"who": by.actor_label}
    _close_tasks(alert, safety_ladder.TASK, outcome, by, at)


def _ask_to_assess(alert: SafetyAlert, by: Actor, at: datetime) -> None:
    """The next step is owed by whoever took it on; the prescribers see it when its time has gone by."""
    task.raise_task.step(
        alert.site,
        kind=ASSESS,
        sentence=_("Speak with this patient, ask the suicide screen, write what happens next."),
        patient_id=alert.patient_id,
        subject_id=alert.pk,
        person=alert.acknowledged_by,
        due_at=max(alert.due_at, at),
        escalate_at=max(alert.due_at, at),
        escalate_to_role=Role.PRESCRIBER,
        link=_page(alert),
        key=f"safety-assess:{alert.pk}",
        by=by,
        at=at,
    )


@action(Permission.SAFETY_ALERT_ANSWER)
def assess(
    alert: SafetyAlert,
    *,
    assessment: str,
    no_screen_because: str = "",
    by: User,
    at: datetime,
) -> SafetyAlert:
    """A clinician has spoken with the patient, and says what they found.

    The suicide screen is asked first (domain/05 5.3 rule 4); where it was not, ``no_screen_because`` says why.
    """
    alert = _lock(alert)
    if alert.status not in {_Status.RAISED, _Status.ACKNOWLEDGED}:
        raise DomainError(_("This alert was assessed already."))
    if not assessment.strip():
        raise InvalidInput(_("Write what you found."), field="assessment")
    asked = alert.screen is not None and alert.screen.status == MeasureResponse.Status.COMPLETE
    if not asked and not no_screen_because.strip():
        raise InvalidInput(
            _("Ask the suicide screen first, or write why it was not asked."),
            field="no_screen_because",
        )
    if alert.is_waiting:
        _take_on(alert, by, at)
        _ask_to_assess(alert, by, at)
    alert.assessment = assessment.strip()
    alert.no_screen_because = "" if asked else no_screen_because.strip()
    alert.status, alert.assessed_at, alert.assessed_by = _Status.ASSESSED, at, by
    alert.save()
    return alert


@action(Permission.SAFETY_ALERT_ANSWER)
def plan(
    alert: SafetyAlert,
    *,
    plan: str,
    recheck_on: date | None = None,
    by: User,
    at: datetime,
) -> SafetyAlert:
    """What happens next, and until when the suicide screen is asked again at the latest (the next contact is sooner)."""
    alert = _lock(alert)
    if alert.status in {_Status.PLANNED, _Status.CLOSED}:
        raise DomainError(_("This alert was answered already."))
    require_move(SafetyAlert.MOVES, _Status(alert.status), _Status.PLANNED, what=_("alert"))
    if not plan.strip():
        raise InvalidInput(_("Write what happens next."), field="plan")
    today = alert.site.today(at)
    latest = today + timedelta(days=safety_terms(alert.site_id, at).recheck_days)
    recheck_on = recheck_on or latest
    if not today <= recheck_on <= latest:
        raise InvalidInput(
            _("Ask again between today and %(day)s.") % {"day": latest.isoformat()},
            field="recheck_on",
        )
    alert.plan, alert.recheck_on = plan.strip(), recheck_on
    alert.status, alert.planned_at, alert.planned_by = _Status.PLANNED, at, by
    alert.save()
    _close_tasks(alert, ASSESS, _("Assessed, with a plan."), by, at)
    _ask_again(alert, by, at)
    return alert


def _ask_again(alert: SafetyAlert, by: User, at: datetime) -> None:
    evening = datetime.combine(alert.recheck_on or alert.site.today(at), END_OF_DAY)
    due_at = max(localtime.rule_instant(evening, alert.site.timezone), at)
    task.raise_task.step(
        alert.site,
        kind=RECHECK,
        sentence=_("Ask this patient the suicide screen again."),
        patient_id=alert.patient_id,
        subject_id=alert.pk,
        person=by,
        due_at=due_at,
        escalate_at=due_at,
        escalate_to_role=Role.PRESCRIBER,
        link=_page(alert),
        key=f"safety-recheck:{alert.pk}",
        by=by,
        at=at,
    )


@action(Permission.SAFETY_ALERT_ANSWER)
def close(alert: SafetyAlert, *, note: str = "", by: User, at: datetime) -> SafetyAlert:
    """What was planned is done. Asking again at the next contact stays owed."""
    alert = _lock(alert)
    require_move(SafetyAlert.MOVES, _Status(alert.status), _Status.CLOSED, what=_("alert"))
    alert.closing_note = note.strip()
    alert.status, alert.closed_at, alert.closed_by = _Status.CLOSED, at, by
    alert.save()
    return alert


def _close_tasks(alert: SafetyAlert, kind: str, outcome: str, by: Actor, at: datetime) -> None:
    task.complete_about.step(subject_id=alert.pk, kind=kind, outcome=outcome, by=by, at=at)


def _page(alert: SafetyAlert) -> str:
    return f"/safety-alerts/{alert.pk}/"


def _lock(alert: SafetyAlert) -> SafetyAlert:
    """Locked, and nothing joined that a rival may just have changed: a join would still show what was before them."""
    rows = SafetyAlert.objects.select_for_update(of=("self",)).select_related("site")
    return rows.get(pk=alert.pk)
