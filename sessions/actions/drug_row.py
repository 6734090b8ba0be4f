"""The only function that writes a drug event. What gives drug asks the gate here, under the session's lock."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from clinic.accounts.action import step
from clinic.accounts.models import User
from sessions.actions.gate import decide
from sessions.actions.session_lock import of
from sessions.gate import Stage
from sessions.models import DosingSession, DrugEvent
from sessions.models import DrugEventKind as Kind

# Which kinds are drug going in, and what the gate is asked then. Everything else takes drug away or adds none.
STAGES: dict[Kind, Stage] = {
    Kind.INFUSION_START: Stage.DOSE,
    Kind.INJECTION: Stage.DOSE,
    Kind.LOZENGE_PLACED: Stage.DOSE,
    Kind.SUPPLEMENTAL: Stage.CONTINUE,
    Kind.INFUSION_RESUME: Stage.CONTINUE,
}


def already(session: DosingSession, client_id: UUID) -> DrugEvent | None:
    """The row of an earlier try: a device that did not hear the answer sends again."""
    found: DrugEvent | None = DrugEvent.objects.of(session.pk).filter(client_id=client_id).first()
    return found


@step
def write(
    session: DosingSession,
    kind: Kind,
    *,
    client_id: UUID,
    raises_rate: bool = False,
    by: User,
    at: datetime,
    **columns: Any,
) -> DrugEvent:
    """Write one event of a locked session. Raises GateRefused, and then no row is written."""
    stage = Stage.CONTINUE if raises_rate else STAGES.get(kind)
    # A correction stands in for a row the gate passed; a trigger holds it to the same event.
    corrects = columns.get("supersedes") is not None
    decision = None
    if stage is not None and not corrects:
        decision = decide(session, stage, by=by, at=at)
    values: dict[str, Any] = {"happened_at": at, "given_by": by, **columns}
    event = DrugEvent(
        **of(session),
        kind=kind,
        client_id=client_id,
        raises_rate=raises_rate,
        decision=decision,
        created_at=at,
        **values,
    )
    event.save()
    return event
