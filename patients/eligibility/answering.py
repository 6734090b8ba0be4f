"""Where each suggestion stands: taken up in its row, dismissed with a reason, or open. Open blocks completing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from patients.eligibility.assessment import FindingStatus
from patients.eligibility.known import Suggestion

SAYS_SO = frozenset({FindingStatus.ACTIVE, FindingStatus.RESOLVED})


class State(StrEnum):
    OPEN = "OPEN"
    TAKEN_UP = "TAKEN_UP"
    DISMISSED = "DISMISSED"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said to it. ``reason`` is empty exactly when it was taken up."""

    is_dismissal: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row of the sheet and when it was last written."""

    status: FindingStatus
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A suggestion and what became of it."""

    suggestion: Suggestion
    state: State
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN


def stand(
    suggestions: Iterable[Suggestion],
    answers: Mapping[tuple[str, str], Answer],
    rows: Mapping[str, RowSeen],
) -> tuple[Standing, ...]:
    """Each suggestion with its state.

    A row that says "present" or "over" takes up what was on record when it was written. What came on
    record later is open again, also beside a row that says so already: it is about something new.
    """
    return tuple(_stand(one, answers.get(one.key), rows.get(one.code)) for one in suggestions)


def _stand(one: Suggestion, answer: Answer | None, row: RowSeen | None) -> Standing:
    says_so = row is not None and row.status in SAYS_SO
    if (
        row is not None
        and says_so
        and (one.recorded_at is None or one.recorded_at <= row.found_at)
    ):
        return Standing(one, State.TAKEN_UP)
    if answer is None:
        return Standing(one, State.OPEN)
    if answer.is_dismissal:
        return Standing(one, State.DISMISSED, answer.reason)
    # Taken up, and the row was emptied since: nobody has answered it any more.
    return Standing(one, State.TAKEN_UP if says_so else State.OPEN)
