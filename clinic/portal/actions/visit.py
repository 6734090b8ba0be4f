"""What a patient may do about their own next visit."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.errors import NotAllowed
from clinic.scheduling.actions import appointment as appointments
from clinic.scheduling.actions import escort as escorts
from clinic.scheduling.models import Appointment, Escort
from clinic.tasks.actions import task
from clinic.tasks.models import Task

#: How soon somebody calls back who asks for another time [POL].
CALL_BACK = timedelta(hours=4)


def _require_own(visit: Appointment, by: Actor) -> None:
    if visit.patient_id != by.patient_id():
        raise NotAllowed


@action(Permission.PORTAL)
def will_come(visit: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """ "I will be there": the visit is confirmed. A dosing visit that something still blocks is not (NotReady)."""
    _require_own(visit, by)
    return appointments.confirm.step(visit, by=by, at=at)


@action(Permission.PORTAL)
def ask_for_another_time(visit: Appointment, *, words: str = "", by: Actor, at: datetime) -> Task:
    """The front desk is told to call. The visit stays until they have spoken; asking twice is asking once."""
    _require_own(visit, by)
    return task.raise_task.step(
        visit.site,
        kind="MOVE_ASKED",
        sentence=_("A patient asks for another time. Call them."),
        why=words.strip()[:300],
        patient_id=visit.patient_id,
        subject_id=visit.pk,
        role=Role.FRONT_DESK,
        due_at=at + CALL_BACK,
        link=f"/patients/{visit.patient_id}/",
        key=f"move-asked:{visit.visit_id}",
        by=by,
        at=at,
    )


@action(Permission.PORTAL)
def name_escort(
    visit: Appointment,
    *,
    name: str,
    phone: str,
    relation: str,
    adult: bool,
    by: Actor,
    at: datetime,
) -> Escort:
    """The patient says who takes them home."""
    _require_own(visit, by)
    return escorts.promise.step(
        visit, name=name, phone=phone, relation=relation, adult=adult, by=by, at=at
    )
