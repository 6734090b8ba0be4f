"""Memory and attention as the person notices them, in our own words. Not a test of either."""

from patients.instruments.definition import By, Choice, Group, Instrument, Item, Scoring
from patients.instruments.own_scales import OURS

HOW_OFTEN = (
    Choice(0, "Never"),
    Choice(1, "Rarely"),
    Choice(2, "Sometimes"),
    Choice(3, "Often"),
    Choice(4, "Very often"),
)
CHANGE = (
    Choice(0, "Better than before"),
    Choice(1, "The same"),
    Choice(2, "A little worse"),
    Choice(3, "Much worse"),
)
_FAULTS = (
    ("RECALL", "I forgot something I had been told shortly before"),
    ("WORDS", "I could not find the word I was looking for"),
    ("FOCUS", "My mind wandered while I was reading or watching something"),
    ("FOLLOW", "I lost the thread of a conversation"),
    ("PLANS", "I forgot something I had meant to do"),
)

COGNITION = Instrument(
    code="COGNITION",
    version="1",
    language="en",
    title="Memory and attention check",
    instruction="In the last 2 weeks, how often was this so? The last question compares.",
    items=(
        *(Item(key, text, HOW_OFTEN) for key, text in _FAULTS),
        Item(
            "CHANGE",
            "Compared with the time before this treatment, my memory and attention are",
            CHANGE,
        ),
    ),
    bands=(),
    # The five add up; the comparison stands for itself.
    scoring=Scoring.GROUPS,
    finding="Memory or attention is worse than before treatment",
    groups=(
        Group("FAULTS", "Slips", tuple(key for key, _text in _FAULTS), By.SUM),
        Group("WORSE", "Worse than before", ("CHANGE",), By.COUNT, counts_from=2, at_least=1),
    ),
    recall_days=14,
    max_missing=0,
    safety_item=None,
    staff_only=False,
    licence=OURS,
    source="[S12] [S30b] [POL]",
)
