"""What two of the demo's people were asked at screening: alcohol, trauma, bladder, a licensed form, a foreign total."""

from __future__ import annotations

from datetime import datetime

from clinic.demo.plots import Plot
from clinic.demo.story import Story
from patients.actions import measure
from patients.instruments.catalogue import INSTRUMENTS

SCREENED = frozenset({17, 27})
# By code: what was answered where it is not nothing.
ANSWERS: dict[str, dict[str, int]] = {
    "PCL-5": {"1": 3, "4": 2, "6": 3, "9": 2, "11": 3, "12": 2, "18": 2, "20": 3},
    "AUDIT-C": {"1": 2, "2": 1},
    "URINARY": {"NIGHT": 1},
    "COGNITION": {"FOCUS": 2, "WORDS": 1, "CHANGE": 1},
    "DAST-10": {"3": 1},
}


def ask_at_screening(story: Story, plot: Plot, *, at: datetime) -> None:
    """Forms on paper, entered by the nurse; and a total that the referring practice counted."""
    if plot.number not in SCREENED:
        return
    items = {each.code: [item.key for item in each.items] for each in INSTRUMENTS}
    for code, given in ANSWERS.items():
        measure.record(
            story.patient,
            instrument=code,
            answers=dict.fromkeys(items[code], 0) | given,
            course=story.course,
            entry="PAPER",
            by=story.nurse,
            at=at,
        )
    measure.record(
        story.patient,
        instrument="MADRS",
        answers={"TOTAL": 31},
        scored_by="The referring practice",
        course=story.course,
        by=story.nurse,
        at=at,
    )
