"""A change in a sentence, for the bar that offers to undo it. It names no patient: it stands on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.scheduling.models import Appointment, Change, ChangeLine


@dataclass(frozen=True)
class Said:
    """What was done, whether the patient will be told of it, and until when it can be taken back."""

    change: Change
    sentence: str
    tells: bool
    until: datetime


def say(change: Change) -> Said:
    """One query: the lines with the visits on both sides."""
    lines = list(change.lines.whole())
    visits = [line for line in lines if line.before or line.after]
    sentence = line_in_words(visits[0]) if len(visits) == 1 else _together(visits)
    if change.kind == Change.Kind.SICK_DAY:
        sentence = " ".join(filter(None, [_("Absence written down."), sentence]))
    return Said(change, sentence, any(_is_news(line) for line in visits), change.undo_until)


def line_in_words(line: ChangeLine) -> str:
    """What happened to one visit: "Visit moved to Thu 3 Dec, 09:00 MST."."""
    before, after = line.before, line.after
    if before is None and after is None:
        return _("A planned step was dropped.")
    if before is None or after is None:
        return _ended(before) if before else _("Visit booked for %(when)s.") % _when(after)
    if before.starts_at == after.starts_at:
        return _("Room or team of the visit on %(when)s changed.") % _when(after)
    return _("Visit moved to %(when)s.") % _when(after)


def _ended(visit: Appointment) -> str:
    if visit.status == Appointment.Status.NO_SHOW:
        return _("Written down: nobody came on %(when)s.") % _when(visit)
    return _("Visit on %(when)s called off.") % _when(visit)


def _together(lines: list[ChangeLine]) -> str:
    counts = [
        (sum(1 for n in lines if n.before and n.after), _moved),
        (sum(1 for n in lines if n.after and not n.before), _booked),
        (sum(1 for n in lines if n.before and not n.after), _called_off),
    ]
    return " ".join(words(count) for count, words in counts if count)


def _moved(n: int) -> str:
    return ngettext("%(n)d visit moved.", "%(n)d visits moved.", n) % {"n": n}


def _booked(n: int) -> str:
    return ngettext("%(n)d visit booked.", "%(n)d visits booked.", n) % {"n": n}


def _called_off(n: int) -> str:
    return ngettext("%(n)d visit called off.", "%(n)d visits called off.", n) % {"n": n}


def _is_news(line: ChangeLine) -> bool:
    """Whether the patient hears of it: another time, or none."""
    if line.before is None:
        return False
    if line.after is None:
        return line.before.status in Appointment.CALLED_OFF
    return line.before.starts_at != line.after.starts_at


def _when(visit: Appointment | None) -> dict[str, str]:
    return {"when": visit.when() if visit else ""}
