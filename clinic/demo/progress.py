"""How the demo's people are doing: most get better, and one each is worse, gains too little, or was not asked lately."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clinic.demo.plots import Plot
from clinic.demo.story import Story
from patients.actions import measure

LOWEST = 2
# The PHQ-9 after each dose, where a straight line down would tell nothing: by the number of the plot.
CURVES: dict[int, Sequence[int]] = {
    9: (24,),  # five points worse than before: somebody calls today
    27: (18, 18, 17),  # three doses, and less than a fifth gone
    28: (15, 11, 8),
    29: (14, 10, 7),
}
# Beside depression and anxiety some are asked about trauma and well-being, before and after.
ALSO: dict[int, tuple[dict[str, int], dict[str, int]]] = {
    28: ({"PCL-5": 46, "WHO-5": 7}, {"PCL-5": 22, "WHO-5": 17}),
}
TOP = {"PCL-5": (20, 4), "WHO-5": (5, 5)}


def score_after(plot: Plot, number: int) -> int:
    """The PHQ-9 the day after dose ``number``, from 0."""
    if plot.number in CURVES:
        curve = CURVES[plot.number]
        return curve[min(number, len(curve) - 1)]
    return max(LOWEST, plot.scores[0] - plot.better_by * (number + 1))


def ask_more(story: Story, plot: Plot, *, after: bool, at: datetime) -> None:
    """The further questionnaires of this plot, as sums spread over their questions."""
    before_and_after = ALSO.get(plot.number)
    if before_and_after is None:
        return
    for code, total in before_and_after[after].items():
        measure.record(
            story.patient,
            instrument=code,
            answers=_spread(total, *TOP[code]),
            course=story.course,
            by=story.nurse,
            at=at,
        )


def _spread(total: int, items: int, highest: int) -> dict[str, int]:
    answers = dict.fromkeys((str(n) for n in range(1, items + 1)), 0)
    for item in answers:
        answers[item] = min(highest, max(0, total))
        total -= answers[item]
    return answers
