"""QIDS-SR16: depression over the last week, 16 items that make nine domains, total 0 to 27 [S64]."""

from patients.instruments.definition import Band, By, Group, Instrument, Scoring
from patients.instruments.unworded import INSTRUCTION, numbers, questions


def _domain(code: str, label: str, *items: int) -> Group:
    return Group(code, label, tuple(str(item) for item in items), By.HIGHEST)


QIDS = Instrument(
    code="QIDS-SR16",
    version="1",
    language="en",
    title="QIDS-SR16",
    instruction=INSTRUCTION,
    items=questions(16, numbers(3)),
    bands=(
        Band("NONE", "None", 0, 5),
        Band("MILD", "Mild", 6, 10),
        Band("MODERATE", "Moderate", 11, 15),
        Band("SEVERE", "Severe", 16, 20),
        Band("VERY_SEVERE", "Very severe", 21, 27),
    ),
    scoring=Scoring.GROUPS,
    groups=(
        _domain("SLEEP", "Sleep", 1, 2, 3, 4),
        _domain("MOOD", "Sad mood", 5),
        _domain("APPETITE", "Appetite and weight", 6, 7, 8, 9),
        _domain("FOCUS", "Concentration", 10),
        _domain("SELF", "View of oneself", 11),
        _domain("DEATH", "Thoughts of death", 12),
        _domain("INTEREST", "Interest", 13),
        _domain("ENERGY", "Energy", 14),
        _domain("MOVEMENT", "Slowed or restless", 15, 16),
    ),
    recall_days=7,
    max_missing=0,
    # Thoughts of death or suicide: answered as item 9 of the PHQ-9 is [POL].
    safety_item="12",
    staff_only=False,
    licence=(
        "Answers only. On paper free without permission; electronic use asks for the owner's."
    ),
    source="[S64]",
)
