"""The shape of one due questionnaire, the moments there are, and why one is asked for no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Moment(StrEnum):
    """Why it is asked (domain/05, domain/06, domain/09)."""

    BASELINE = "BASELINE"
    BEFORE_DOSE = "BEFORE_DOSE"  # the occasion is the visit
    SYMPTOM = "SYMPTOM"  # the occasion is the answer that told of it
    MIDWAY = "MIDWAY"
    ENDPOINT = "ENDPOINT"
    DAY_7 = "DAY_7"
    MONTH_1 = "MONTH_1"
    MONTH_3 = "MONTH_3"
    MONTH_6 = "MONTH_6"
    MAINTENANCE = "MAINTENANCE"  # the occasion counts from 1


FOLLOW_UPS = (Moment.DAY_7, Moment.MONTH_1, Moment.MONTH_3, Moment.MONTH_6)


class Status(StrEnum):
    """DUE says nothing of today: what is due now, late or past is asked of the dates.

    MISSED: what it was to be answered before has happened, so it cannot be answered any more.
    """

    DUE = "DUE"
    ANSWERED = "ANSWERED"
    MISSED = "MISSED"
    DROPPED = "DROPPED"


class Why(StrEnum):
    """Why it is asked for no more."""

    VISIT_OFF = "VISIT_OFF"
    COURSE = "COURSE"
    OPTED_OUT = "OPTED_OUT"
    DIED = "DIED"
    NOT_ASKED = "NOT_ASKED"


@dataclass(frozen=True, slots=True)
class Window:
    """When an answer counts: ``from_on`` to ``late_on``, both counted (None: no last day), best by ``due_on``.

    ``before``: an answer finished after this instant does not count, whatever its day. ``takes_newest``: of
    several answers the newest counts (before a dose), else the first (after one).
    """

    code: str
    moment: Moment
    from_on: date
    due_on: date
    late_on: date | None
    occasion: str = ""
    before: datetime | None = None
    takes_newest: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it one and the same however often it is planned."""
        return self.code, self.moment.value, self.occasion


@dataclass(frozen=True, slots=True)
class Due:
    """One planned questionnaire. ``spans_dose``: the days it asks about lie on both sides of a dose."""

    code: str
    moment: Moment
    occasion: str
    from_on: date
    due_on: date
    late_on: date | None
    status: Status
    answered_by: UUID | None
    staff_only: bool
    spans_dose: bool

    @property
    def key(self) -> tuple[str, str, str]:
        return self.code, self.moment.value, self.occasion
