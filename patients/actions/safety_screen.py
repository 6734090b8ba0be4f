"""The suicide screen and the alerts: asked because of one, it joins it; asked after a plan, it is the asking again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.tasks.actions import task
from patients.actions import safety_alert
from patients.instruments.scoring import Urgency
from patients.models import MeasureResponse, SafetyAlert
from patients.models.safety_alert import BEING_ASSESSED


@step
def raise_or_join(
    response: MeasureResponse,
    *,
    item: str,
    urgency: Urgency,
    given_at: datetime,
    by: Actor,
    at: datetime,
) -> bool:
    """What the screen shows belongs to the alert for which it is asked, and can make it more urgent.

    It has its own alert where there is none, where the one there is is assessed already, or where somebody else took
    on a less urgent one: then whoever is on duty hears of this at once.
    """
    for alert in _being_assessed(response):
        worse = safety_alert.is_worse(alert, urgency)
        if worse and safety_alert.is_anothers(alert, by):
            continue
        is_new = alert.screen_id != response.pk
        if is_new:
            alert.screen = response
            alert.save()
        return safety_alert.sharpen(alert, urgency=urgency, by=by, at=at) or is_new
    return safety_alert.raise_alert(
        response, item=item, urgency=urgency, given_at=given_at, by=by, at=at
    )


@step
def finished(response: MeasureResponse, *, by: Actor, at: datetime) -> None:
    """A whole screen, whatever it shows: the alerts being assessed have theirs, and those with a plan are asked again."""
    for alert in _being_assessed(response):
        if alert.screen_id is None:
            alert.screen = response
            alert.save()
    again = SafetyAlert.objects.select_for_update(of=("self",)).select_related("site")
    planned = again.to_ask_again().of_person(response.patient_id)
    for alert in planned.filter(planned_at__lt=response.started_at).order_by("pk"):
        if alert.planned_at is None or not _was_asked_since(response, alert, alert.planned_at):
            continue
        alert.rechecked_at, alert.recheck = at, response
        alert.save()
        task.complete_about.step(
            subject_id=alert.pk,
            kind=safety_alert.RECHECK,
            outcome=_("Asked again."),
            by=by,
            at=at,
        )


@step
def voided(response: MeasureResponse) -> None:
    """It was the wrong person or form: alerts that are still being assessed need another screen."""
    mine = SafetyAlert.objects.select_for_update(of=("self",)).filter(
        screen=response, status__in=BEING_ASSESSED
    )
    for alert in mine.order_by("pk"):
        alert.screen = None
        alert.save()


@step
def came_in(patient_id: UUID, visit_id: UUID, *, by: Actor, at: datetime) -> int:
    """The patient is here: whatever the course's state, the screen that is owed is asked now. Answers how many."""
    owed = SafetyAlert.objects.to_ask_again().of_person(patient_id).filter(planned_at__lt=at)
    found = list(owed.select_related("site").order_by("pk"))
    for alert in found:
        task.raise_task.step(
            alert.site,
            kind=safety_alert.RECHECK,
            sentence=_("This patient is here: ask the suicide screen again."),
            patient_id=alert.patient_id,
            subject_id=alert.pk,
            role=Role.NURSE,
            due_at=at,
            link=f"/safety-alerts/{alert.pk}/",
            key=f"safety-recheck:{alert.pk}:{visit_id}",
            by=by,
            at=at,
        )
    return len(found)


def _being_assessed(response: MeasureResponse) -> list[SafetyAlert]:
    """The patient's alerts nobody has assessed yet and no other screen belongs to, locked, oldest first.

    A screen copied from the paper of an earlier day was asked because of none of them.
    """
    rows = SafetyAlert.objects.select_for_update(of=("self",)).select_related("site")
    found = rows.of_person(response.patient_id).filter(status__in=BEING_ASSESSED)
    return [
        alert
        for alert in found.order_by("raised_at", "pk")
        if alert.screen_id in {None, response.pk}
        and _was_asked_since(response, alert, alert.raised_at)
    ]


def _was_asked_since(response: MeasureResponse, alert: SafetyAlert, since: datetime) -> bool:
    """By the site's days: the screen's own answers say no hour."""
    return response.answered_on >= alert.site.today(since)
