"""MEQ30: what a session was like, 30 items of 0 to 5 read as the means of four factors [S66]."""

from patients.instruments.definition import By, Group, Instrument, Scoring
from patients.instruments.unworded import INSTRUCTION, numbers, questions

# Three fifths of the highest answer, 5, on every factor [GK].
COMPLETE_FROM = 3


def _factor(code: str, label: str, *items: int) -> Group:
    keys = tuple(str(item) for item in items)
    return Group(code, label, keys, By.MEAN, at_least=COMPLETE_FROM)


MEQ30 = Instrument(
    code="MEQ30",
    version="1",
    language="en",
    title="MEQ30",
    instruction=INSTRUCTION,
    items=questions(30, numbers(5)),
    bands=(),
    scoring=Scoring.NONE,
    finding="Every factor reaches three fifths of its highest",
    groups=(
        _factor("MYSTICAL", "Mystical", 4, 5, 6, 9, 14, 15, 16, 18, 20, 21, 23, 24, 25, 26, 28),
        _factor("POSITIVE_MOOD", "Positive mood", 2, 8, 12, 17, 27, 30),
        _factor("TRANSCENDENCE", "Transcendence of time and space", 1, 7, 11, 13, 19, 22),
        _factor("INEFFABILITY", "Ineffability", 3, 10, 29),
    ),
    recall_days=None,
    max_missing=0,
    safety_item=None,
    staff_only=False,
    licence="Answers only. The items stand in the literature; the owners' terms are to be asked for.",
    source="[S66]",
)
