"""The rows of a change: what a person accepted, what it asks of the calendar, and how a refusal names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import step as step_of_an_action
from clinic.accounts.models import User
from clinic.core.errors import DomainError, InvalidInput, StaleVersion
from clinic.scheduling.actions.proposal import propose, propose_move
from clinic.scheduling.models import Appointment, Room
from clinic.scheduling.policies.booking import Proposal
from clinic.sites.models import Site
from patients.models import CourseStep

MOST_ROWS = 200  # a sick day of a big site, four times over


@dataclass(frozen=True)
class Spot:
    """Where a visit goes. `staff`: who, in which role of the day."""

    starts_at: datetime
    ends_at: datetime
    room: Room | None
    staff: tuple[tuple[User, str], ...]


@dataclass(frozen=True)
class Row:
    """One accepted row. A `visit` goes `to` a spot, or is called off (`to` None, with a `reason`).

    A planned `step` without a visit is booked; with `drops` it leaves the course instead. `version` is the visit's as
    it was shown. `missed`: the visit ends as a no-show. `key` names the row in a refusal.
    """

    key: UUID
    visit: Appointment | None = None
    version: int | None = None
    step: CourseStep | None = None
    to: Spot | None = None
    reason: str = ""
    note: str = ""
    missed: bool = False
    drops: bool = False


class RowRefused(DomainError):
    """One row cannot be as asked, so nothing was changed. `details["row"]` is its key, `details["because"]` the code."""

    code = "row-refused"

    def __init__(self, row: Row, why: DomainError, site: Site) -> None:
        super().__init__(why.sentence, row=str(row.key), because=why.code)
        self.status = why.status
        self._row, self._why, self._site = row, why, site
        self._compose()

    def after_rollback(self) -> None:
        self._why.after_rollback()
        self._compose()

    def _compose(self) -> None:
        words = {"visit": in_words(self._row, self._site), "why": self._why.sentence}
        self.sentence = _("%(visit)s: %(why)s") % words
        self.args = (self.sentence,)
        self.details |= self._why.details


class RowChanged(StaleVersion):
    """Somebody changed the visit after it was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this visit meanwhile. Nothing was changed. Look again.")
        )


def in_words(row: Row, site: Site) -> str:
    """Which visit a row is about, without saying whose: "Dosing session 3, Thu 3 Dec, 09:00 MST"."""
    planned = row.step or (row.visit.step if row.visit else None)
    if planned is not None:
        name = f"{planned.get_kind_display()} {planned.number}"
    elif row.visit is not None:
        name = row.visit.visit_kind.name
    else:
        name = _("Visit")
    return f"{name}, {row.visit.when()}" if row.visit else name


@step_of_an_action
def check_rows(site: Site, rows: Sequence[Row]) -> None:
    """Raise InvalidInput for rows that make no sense together, whatever the calendar says."""
    if not rows:
        raise InvalidInput(_("Choose at least one row."), field="lines")
    if len(rows) > MOST_ROWS:
        sentence = _("At most %(limit)d visits change at once.")
        raise InvalidInput(sentence % {"limit": MOST_ROWS}, field="lines")
    named = [row.visit.pk for row in rows if row.visit] + [row.step.pk for row in rows if row.step]
    if len(named) != len(set(named)):
        raise InvalidInput(_("A visit stands in two rows."), field="lines")
    for row in rows:
        where = {thing.site_id for thing in (row.visit, row.step) if thing is not None}
        if where - {site.pk}:
            raise InvalidInput(_("That row belongs to another site."), field="lines")
        if row.to is None and row.visit is None and not row.drops:
            raise InvalidInput(_("That row changes nothing."), field="lines")
        if row.to is None and row.visit is not None and not (row.reason or row.missed):
            raise InvalidInput(_("Choose why the visit is called off."), field="reason")


@step_of_an_action
def proposal_of(row: Row, site: Site) -> Proposal | None:
    """What the row asks of the calendar; None when it only calls a visit off or drops a step."""
    if row.to is None:
        return None
    spot, visit = row.to, row.visit
    if visit is not None:
        as_before = propose_move(visit, spot.starts_at, {"staff": spot.staff})
        return replace(as_before, room=spot.room, ends_at=spot.ends_at)
    planned = row.step
    if planned is None:
        raise InvalidInput(_("That row says neither which visit nor which step."), field="lines")
    minutes = int((spot.ends_at - spot.starts_at).total_seconds() // 60)
    try:
        return propose(
            planned.course.patient,
            spot.starts_at,
            {
                "kind": planned.kind,
                "site": site,
                "room": spot.room,
                "staff": spot.staff,
                "minutes": minutes,
                "course": planned.course,
                "step": planned,
            },
        )
    except DomainError as why:
        raise RowRefused(row, why, site) from why
