"""One question each, 0 to 10, in our own words: for every day, and for every visit."""

from patients.instruments.definition import Choice, Instrument, Item, Scoring

OURS = "Our own wording. Free for the clinics that use this program."


def _scale(
    code: str, title: str, question: str, lowest: str, highest: str, *, higher_is_better: bool
) -> Instrument:
    ends = {0: f"0 – {lowest}", 10: f"10 – {highest}"}
    choices = tuple(Choice(value, ends.get(value, str(value))) for value in range(11))
    return Instrument(
        code=code,
        version="1",
        language="en",
        title=title,
        instruction="Choose the number that fits best.",
        items=(Item("1", question, choices),),
        bands=(),
        scoring=Scoring.SUM,
        recall_days=None,
        max_missing=0,
        safety_item=None,
        staff_only=False,
        licence=OURS,
        source="[POL]",
        higher_is_better=higher_is_better,
    )


MOOD = _scale(
    "MOOD",
    "Mood today",
    "How has your mood been today?",
    "as low as I can imagine",
    "as good as I can imagine",
    higher_is_better=True,
)

ANXIETY = _scale(
    "ANXIETY",
    "Anxiety today",
    "How anxious or tense have you felt today?",
    "not at all",
    "as much as I can imagine",
    higher_is_better=False,
)

SIDE_EFFECTS = _scale(
    "SIDE_EFFECTS",
    "Side effects",
    "How much have unwanted effects of your last treatment bothered you since then?",
    "not at all",
    "more than I can bear",
    higher_is_better=False,
)
