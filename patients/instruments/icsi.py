"""O'Leary–Sant: bladder symptoms (0 to 20) and how much of a problem they are (0 to 16) [S67]."""

from patients.instruments.definition import Cutoff, Instrument, Scoring
from patients.instruments.unworded import INSTRUCTION, numbers, questions


def _index(code: str, highest: int) -> Instrument:
    return Instrument(
        code=code,
        version="1",
        language="en",
        title=code,
        instruction=INSTRUCTION,
        items=questions(4, numbers(highest)),
        bands=(),
        scoring=Scoring.SUM,
        finding="Look at the bladder",
        cutoffs=(Cutoff(6),),  # [GK]
        recall_days=30,
        max_missing=0,
        safety_item=None,
        staff_only=False,
        licence="Answers only. The wording is the owner's: ask for permission before it is loaded.",
        source="[S67]",
    )


ICSI = _index("ICSI", 5)
ICPI = _index("ICPI", 4)
