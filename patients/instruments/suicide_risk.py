"""The risk a suicide screener shows, from its yes and no answers. No wording: it is licensed.

The six questions are named by what they are about, never by what they say: the person asking
reads the licensed form. Nothing is summed (domain/11 fact 15): one yes can be the whole answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from patients.instruments.definition import Condition, Instrument, Item, Scoring, UnknownAnswer
from patients.instruments.unworded import YES_OR_NO


class Risk(IntEnum):
    """Ordered, so that the worse of two risks is their ``max``. UNKNOWN is not low: somebody asks."""

    NONE = 0
    LOW = 1
    MODERATE = 2
    HIGH = 3


class AnswersContradict(UnknownAnswer):
    """The skip rule was broken: question 2 is no, yet a question behind it was answered."""


@dataclass(frozen=True, slots=True)
class RiskFound:
    """``proven`` is the worst the given answers show; ``complete`` says nothing is left to ask.

    ``risk`` is empty while the answers are incomplete, unless HIGH is already proven: an unasked
    question is never a no.
    """

    proven: Risk
    complete: bool

    @property
    def risk(self) -> Risk | None:
        """The risk a record may state."""
        return self.proven if self.complete or self.proven is Risk.HIGH else None


NO, YES = 0, 1

SUICIDE_SCREEN = Instrument(
    code="SUICIDE_SCREEN",
    version="2",
    language="en",
    title="Suicide risk screener",
    instruction="Read each question from the licensed form, and record the answer here.",
    items=tuple(
        Item(key, "", YES_OR_NO, about=about)
        for key, about in (
            ("Q1", "Question 1"),
            ("Q2", "Question 2"),
            ("Q3", "Question 3, only after a yes to 2"),
            ("Q4", "Question 4, only after a yes to 2"),
            ("Q5", "Question 5, only after a yes to 2"),
            ("Q6", "Question 6, ever"),
            ("Q6_RECENT", "Question 6, in the last 3 months or since the last visit"),
        )
    ),
    bands=(),
    scoring=Scoring.SUICIDE_RISK,
    recall_days=None,
    max_missing=0,
    safety_item=None,
    staff_only=True,
    licence="Answers only. The wording is the owner's and is not part of this program.",
    source="[S60] [S60c]",
    conditions=(
        Condition(items=("Q3", "Q4", "Q5"), after=("Q2",)),
        Condition(items=("Q6_RECENT",), after=("Q6",)),
    ),
)


def asked(answers: Mapping[str, int]) -> tuple[str, ...]:
    """The keys that have to be answered, given what has been answered so far, in order [S60]."""
    return tuple(item.key for item in SUICIDE_SCREEN.asked(answers))


def find_risk(answers: Mapping[str, int]) -> RiskFound:
    """HIGH: 4 or 5, or recent behaviour. MODERATE: 3, or behaviour ever. LOW: 1 or 2 [S60] [S60c].

    Raises ``AnswersContradict`` when a skipped question has an answer, and ``UnknownAnswer`` for
    anything but 0 and 1.
    """
    SUICIDE_SCREEN.check(answers)
    needed = asked(answers)
    if extra := [key for key in answers if key not in needed]:
        raise AnswersContradict(f"Not asked after a no, yet answered: {', '.join(extra)}.")

    def yes(*keys: str) -> bool:
        return any(answers.get(key) == YES for key in keys)

    proven = Risk.NONE
    if yes("Q4", "Q5", "Q6_RECENT"):
        proven = Risk.HIGH
    elif yes("Q3", "Q6"):
        proven = Risk.MODERATE
    elif yes("Q1", "Q2"):
        proven = Risk.LOW
    return RiskFound(proven=proven, complete=all(key in answers for key in needed))
