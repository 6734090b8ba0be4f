"""Every verb of a session takes its lock first; two of them wait for each other."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from clinic.core.errors import DomainError
from clinic.core.events import publish
from sessions.events import SessionEvent
from sessions.models import DosingSession

E = TypeVar("E", bound=SessionEvent)


class WrongMoment(DomainError):
    """The session is not at the point where this can be done."""

    code = "wrong-moment"


def lock(session: DosingSession) -> DosingSession:
    """The session's row, held until the transaction ends."""
    rows = DosingSession.objects.select_for_update(of=("self",))
    return rows.select_related("site", "appointment", "course").get(pk=session.pk)


def tell(kind: type[E], session: DosingSession, at: datetime, **more: Any) -> None:
    """Publish an event about this session."""
    publish(
        kind(
            session_id=session.pk,
            appointment_id=session.appointment_id,
            course_id=session.course_id,
            patient_id=session.patient_id,
            site_id=session.site_id,
            at=at,
            **more,
        )
    )


def of(session: DosingSession) -> dict[str, Any]:
    """The columns every row of a session shares."""
    return {"session": session, "patient_id": session.patient_id, "site_id": session.site_id}
