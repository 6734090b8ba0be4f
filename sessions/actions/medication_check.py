"""The medications read with the patient before a dose: the shape of that check, and the list judged again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.models import User
from clinic.core.errors import InvalidInput
from clinic.policy.terms import ClinicalPolicy
from patients.actions import interaction, patient
from patients.models import InteractionCheck, Medication, Patient
from sessions.models import DosingSession

PREFIX, SUFFIX = "taken_", "_at"


def key_of(medication_id: UUID) -> str:
    """Under which name the last time of one medication is asked."""
    return f"{PREFIX}{medication_id.hex}{SUFFIX}"


@step
def shape(
    session: DosingSession,
    given: Mapping[str, Any],
    policy: ClinicalPolicy,
    by: User,
    at: datetime,
) -> dict[str, Any]:
    """`complete`: the list on the record is what the patient takes. `ill`, with `illness` in words where so.

    `seen`, where given: the id of the newest reading of the list when the page was opened; another is refused.
    `taken_<id>_at`: when the patient had the last of it, for whichever somebody knows. The list is judged
    again in this transaction, with these times and the way in of this session.
    """
    if given.get("complete") is not True:
        raise InvalidInput(
            _("Put the list on the record right first. Then say that it is complete."),
            field="complete",
        )
    ill, illness = given.get("ill"), str(given.get("illness", "")).strip()
    if not isinstance(ill, bool):
        raise InvalidInput(_("Choose yes or no."), field="ill")
    if ill and not illness:
        raise InvalidInput(_("Say what is wrong."), field="illness")
    person = patient.lock(session.patient)
    _require_seen(person, given.get("seen"))
    ids = Medication.objects.current().filter(patient=person).values_list("pk", flat=True)
    taken = _times(given, set(ids), at)
    judged = interaction.read_list(
        person,
        cause=InteractionCheck.Cause.BEFORE_DOSE,
        route=session.route,
        session=session.pk,
        last_taken=taken,
        at=at,
    )
    return {
        "complete": True,
        "ill": ill,
        "illness": illness[:500],
        "taken": {str(pk): when.isoformat() for pk, when in taken.items()},
        "check_id": str(judged.pk),
    }


def _require_seen(person: Patient, seen: Any) -> None:
    """`seen` is the reading that the page showed. A drug that came since was not asked about."""
    if seen is None:
        return
    newest = InteractionCheck.objects.filter(patient=person).newest().first()
    if str(seen) != (str(newest.pk) if newest else ""):
        raise InvalidInput(
            _("The list has changed since this page was opened. Read it again."), field="complete"
        )


def _times(given: Mapping[str, Any], known: set[UUID], at: datetime) -> dict[UUID, datetime]:
    names = {key_of(pk): pk for pk in known}
    found: dict[UUID, datetime] = {}
    for name, value in given.items():
        if not name.startswith(PREFIX) or value in {None, ""}:
            continue
        if name not in names:
            raise InvalidInput(
                _("The list has changed since this page was opened. Read it again."), field=name
            )
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise InvalidInput(_("Say when, with the date."), field=name)
        if value > at:
            raise InvalidInput(_("This lies in the future."), field=name)
        found[names[name]] = value
    return found
