"""CADSS: dissociation as a clinician asks about it, six items or all 23, each 0 to 4. No cut-off."""

from patients.instruments.definition import Instrument, Scoring
from patients.instruments.unworded import INSTRUCTION, numbers, questions


def _cadss(code: str, count: int) -> Instrument:
    return Instrument(
        code=code,
        version="1",
        language="en",
        title=code,
        instruction=INSTRUCTION,
        items=questions(count, numbers(4)),
        bands=(),
        scoring=Scoring.SUM,
        recall_days=None,
        max_missing=0,
        safety_item=None,
        staff_only=True,
        licence="Answers only. The wording is the owner's: ask for permission before it is loaded.",
        source="[GK]",
    )


CADSS_6 = _cadss("CADSS-6", 6)
CADSS_23 = _cadss("CADSS-23", 23)
