"""Writing down what went wrong, and following it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.errors import DomainError, InvalidInput
from clinic.tasks.actions import task as tasks
from sessions.actions import review_due, signs
from sessions.actions.session_lock import lock, of
from sessions.facts.signs import LIVER_TERMS
from sessions.models import IN_CHAIR, AdverseEvent, DosingSession, Term

A = AdverseEvent


@action(Permission.DOSING_MONITOR)
def record(
    session: DosingSession,
    *,
    term: str,
    grade: int,
    onset_at: datetime,
    serious: bool = False,
    expected: bool = True,
    relatedness: str = A.Relatedness.POSSIBLE,
    action_taken: str = A.Action.NONE,
    outcome: str = A.Outcome.RESOLVING,
    elicitation: str = A.Elicitation.SPONTANEOUS,
    phase: str = A.Phase.DURING,
    ended_at: datetime | None = None,
    transient_expected: bool = False,
    verbatim: str = "",
    treatment: str = "",
    client_id: UUID,
    by: User,
    at: datetime,
) -> AdverseEvent:
    """One adverse event. A serious one, or grade 3 and above, is somebody's task within a day [POL]."""
    session = lock(session)
    before = A.objects.of(session.pk).filter(client_id=client_id).first()
    if before is not None:
        return before  # type: ignore[no-any-return]
    _require_known(term, grade, relatedness, action_taken, outcome, elicitation, phase)
    if onset_at > at:
        raise InvalidInput(_("This lies in the future."), field="onset_at")
    event = A(
        **of(session),
        term=term,
        verbatim=verbatim.strip(),
        onset_at=onset_at,
        ended_at=ended_at,
        phase=phase,
        grade=grade,
        serious=serious,
        expected=expected,
        transient_expected=transient_expected,
        relatedness=relatedness,
        action=action_taken,
        treatment=treatment.strip(),
        outcome=outcome,
        elicitation=elicitation,
        recorded_by=by,
        client_id=client_id,
        created_at=at,
    )
    event.save()
    _raise_if_grave(session, event, by, at)
    if session.status not in IN_CHAIR:
        review_due.after_session(session, by=by, at=at)
    if term in LIVER_TERMS:
        signs.of_adverse_event(session, by=by, at=at)
    return event


@action(Permission.DOSING_MONITOR)
def follow(
    event: AdverseEvent,
    *,
    outcome: str,
    because: str,
    ended_at: datetime | None = None,
    treatment: str | None = None,
    reported_to: str | None = None,
    transient_expected: bool | None = None,
    client_id: UUID,
    by: User,
    at: datetime,
) -> AdverseEvent:
    """What became of it: a further row in place of the last one."""
    session = lock(event.session)
    before = A.objects.of(session.pk).filter(client_id=client_id).first()
    if before is not None:
        return before  # type: ignore[no-any-return]
    if A.objects.filter(supersedes=event).exists():
        raise DomainError(_("There is a newer entry. Follow that one."))
    if outcome not in A.Outcome.values:
        raise InvalidInput(_("Choose the outcome."), field="outcome")
    if not because.strip():
        raise InvalidInput(_("Say what is new."), field="because")
    now = A(
        **of(session),
        term=event.term,
        verbatim=event.verbatim,
        onset_at=event.onset_at,
        ended_at=ended_at or event.ended_at,
        phase=event.phase,
        grade=event.grade,
        ctcae_version=event.ctcae_version,
        serious=event.serious,
        expected=event.expected,
        transient_expected=(
            event.transient_expected if transient_expected is None else transient_expected
        ),
        relatedness=event.relatedness,
        action=event.action,
        treatment=event.treatment if treatment is None else treatment.strip(),
        outcome=outcome,
        elicitation=event.elicitation,
        reported_to=event.reported_to if reported_to is None else reported_to.strip(),
        recorded_by=by,
        client_id=client_id,
        supersedes=event,
        correction=because.strip(),
        created_at=at,
    )
    now.save()
    return now


def _require_known(
    term: str,
    grade: int,
    relatedness: str,
    action_taken: str,
    outcome: str,
    elicitation: str,
    phase: str,
) -> None:
    for field, value, known in (
        ("term", term, Term.values),
        ("relatedness", relatedness, A.Relatedness.values),
        ("action_taken", action_taken, A.Action.values),
        ("outcome", outcome, A.Outcome.values),
        ("elicitation", elicitation, A.Elicitation.values),
        ("phase", phase, A.Phase.values),
    ):
        if value not in known:
            raise InvalidInput(_("Choose one from the list."), field=field)
    if not 1 <= grade <= 5:
        raise InvalidInput(_("A grade is 1 to 5."), field="grade")


@step
def _raise_if_grave(session: DosingSession, event: AdverseEvent, by: User, at: datetime) -> None:
    if not event.serious and event.grade < 3:
        return
    tasks.raise_task.step(
        session.site,
        kind="ADVERSE_EVENT",
        sentence=_("A serious or severe adverse event is to be reviewed and reported."),
        patient_id=session.patient_id,
        subject_id=session.pk,
        role=Role.PRESCRIBER,
        due_at=at + timedelta(days=1),
        link=f"/sessions/{session.pk}/",
        key=f"adverse-event:{event.pk}",
        by=by,
        at=at,
    )
