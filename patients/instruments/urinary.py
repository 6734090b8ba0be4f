"""Bladder complaints, in our own words: five questions, and the single one of every visit.

Repeated ketamine can harm the bladder [S11] [S34]; no licensed scale is needed to hear of it.
"""

from patients.instruments.definition import By, Choice, Group, Instrument, Item, Scoring
from patients.instruments.own_scales import OURS

HOW_OFTEN = (
    Choice(0, "Never"),
    Choice(1, "Once or twice"),
    Choice(2, "Several times"),
    Choice(3, "Most days"),
)

URINARY = Instrument(
    code="URINARY",
    version="1",
    language="en",
    title="Bladder check",
    instruction="In the last 2 weeks, how often was this so?",
    items=(
        Item("OFTEN", "I passed urine more often than is usual for me", HOW_OFTEN),
        Item("URGE", "I had a sudden need to pass urine that I could hardly put off", HOW_OFTEN),
        Item("NIGHT", "I got up at night to pass urine more than is usual for me", HOW_OFTEN),
        Item("PAIN", "It hurt or burned when I passed urine, or low in my belly", HOW_OFTEN),
        Item("BLOOD", "I saw blood in my urine", HOW_OFTEN),
    ),
    bands=(),
    scoring=Scoring.SUM,
    finding="Pain or blood when passing urine",
    # Either of them, even once, is a reason to pause and look (domain/06) [POL].
    groups=(Group("PAIN_BLOOD", "Pain or blood", ("PAIN", "BLOOD"), By.COUNT, at_least=1),),
    recall_days=14,
    max_missing=0,
    safety_item=None,
    staff_only=False,
    licence=OURS,
    source="[S11] [S34] [POL]",
)

URINARY_SINGLE = Instrument(
    code="URINARY-1",
    version="1",
    language="en",
    title="Bladder question",
    instruction="Since your last visit:",
    items=(
        Item(
            "1",
            (
                "Did it hurt or burn when you passed urine, was there blood in it, or did you have "
                "to go much more often than usual?"
            ),
            (Choice(0, "None of these"), Choice(1, "Yes, at least one of these")),
        ),
    ),
    bands=(),
    scoring=Scoring.SUM,
    finding="A bladder complaint since the last visit",
    groups=(Group("ANY", "Any complaint", ("1",), By.COUNT, at_least=1),),
    recall_days=None,
    max_missing=0,
    safety_item=None,
    staff_only=False,
    licence=OURS,
    source="[S37] [POL]",
)
