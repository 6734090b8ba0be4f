"""A change of the calendar was undone: what it made owed goes to nobody, and what was owed before is owed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from clinic.accounts.system import BEAT
from clinic.outbox.actions import message as messages
from clinic.outbox.models import Message
from clinic.reminders import catalogue
from clinic.reminders.actions.visit import call_key
from clinic.scheduling.actions.undo import TooLateToUndo
from clinic.scheduling.events import ChangeUndoing, ChangeUndone
from clinic.scheduling.models import Appointment, Change
from clinic.tasks.actions.task import complete_for_cause

Reason = Message.Reason
NEWS = (catalogue.MOVED, catalogue.CANCELLED)
# Why the calendar takes messages off when a visit moves, is called off or is missed.
TAKEN_OFF = (Reason.VISIT_MOVED, Reason.VISIT_CANCELLED, Reason.VISIT_OVER)


@dataclass(frozen=True)
class _Told:
    """One visit of a change: the time she was to believe in before, and after."""

    visit_id: UUID
    before: Appointment | None
    after: Appointment | None

    @property
    def same_time(self) -> bool:
        """Another room or team: nothing was said of it."""
        both = self.before is not None and self.after is not None
        return both and self.before.starts_at == self.after.starts_at  # type: ignore[union-attr]


def undoing(event: ChangeUndoing) -> None:
    """Refuse when a word of this change has left. The visits are locked: a sender's last check waits for us.

    Nothing is due before the three minutes are over, so this answers only for a race with the sender at their end.
    """
    change = Change.objects.get(pk=event.change_id)
    for told in _visits(change):
        about = Message.objects.about(told.visit_id).filter(handed_over_at__gte=change.made_at)
        of_this_change = Q(kind__in=NEWS)
        if told.after is not None:
            of_this_change |= Q(occurrence=told.after.starts_at)
        if about.filter(of_this_change).exists():
            raise TooLateToUndo(
                _("A message about this change has gone out. Move the visit back by hand.")
            )


def undone(event: ChangeUndone) -> None:
    """Nothing of the change is owed; everything it took off is owed again, for the same minute as before."""
    change = Change.objects.get(pk=event.change_id)
    for told in _visits(change):
        messages.cancel_for(told.visit_id, reason=Reason.UNDONE)
        if told.before is not None:
            messages.bring_back(
                told.visit_id,
                occurrence=told.before.starts_at,
                since=change.made_at,
                reasons=TAKEN_OFF,
                at=event.at,
            )
        _nobody_calls(told, event.at)


def _nobody_calls(told: _Told, at: datetime) -> None:
    """Where the news could not have arrived in time somebody was asked to call: not any more."""
    about = told.after or told.before
    if about is not None:
        outcome = _("The change was undone.")
        complete_for_cause.step(key=call_key(about), outcome=outcome, by=BEAT, at=at)


def _visits(change: Change) -> Iterator[_Told]:
    for line in change.lines.select_related("before", "after"):
        row = line.before or line.after
        if row is None:
            continue
        told = _Told(row.visit_id, line.before, line.after)
        if not told.same_time:
            yield told
