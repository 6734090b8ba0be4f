"""WHO-5: well-being over the last two weeks, five items of 0 to 5, times four: 0 to 100."""

from patients.instruments.definition import Band, Choice, Instrument, Item, Scoring

TIME = (
    Choice(5, "All of the time"),
    Choice(4, "Most of the time"),
    Choice(3, "More than half of the time"),
    Choice(2, "Less than half of the time"),
    Choice(1, "Some of the time"),
    Choice(0, "At no time"),
)

WHO5 = Instrument(
    code="WHO-5",
    version="1",
    language="en",
    title="WHO-5",
    instruction=(
        "Please indicate for each of the five statements which is closest to how you have been "
        "feeling over the last two weeks. Notice that higher numbers mean better well-being."
    ),
    stem="Over the last two weeks:",
    items=tuple(
        Item(str(number), text, TIME)
        for number, text in enumerate(
            (
                "I have felt cheerful and in good spirits",
                "I have felt calm and relaxed",
                "I have felt active and vigorous",
                "I woke up feeling fresh and rested",
                "My daily life has been filled with things that interest me",
            ),
            start=1,
        )
    ),
    # A raw score below 13, here 52, is low; up to 28 possibly depressed [S65] [GK].
    bands=(
        Band("VERY_LOW", "Very low: ask about depression", 0, 28),
        Band("LOW", "Low", 29, 49),
        Band("GOOD", "Good", 50, 100),
    ),
    scoring=Scoring.SUM,
    # Times four and nothing else: a published calculator takes 5 from the raw score, wrongly [S65].
    multiplier=4,
    higher_is_better=True,
    recall_days=14,
    max_missing=0,
    safety_item=None,
    staff_only=False,
    licence=(
        "WHO-Five Well-Being Index (1998 version), Psychiatric Research Unit, WHO Collaborating "
        "Center for Mental Health, Frederiksborg General Hospital, DK-3400 Hillerød. Free with its "
        "source named; a newer release of the World Health Organization is CC BY-NC-SA."
    ),
    source="[S65]",
)
