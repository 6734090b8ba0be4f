"""DAST-10: drug use, ten yes or no, the third reversed. The wording is © Skinner 1982 [S62]."""

from patients.instruments.definition import Band, Cutoff, Instrument, Scoring
from patients.instruments.unworded import INSTRUCTION, YES_OR_NO, questions

DAST10 = Instrument(
    code="DAST-10",
    version="1",
    language="en",
    title="DAST-10",
    instruction=INSTRUCTION,
    items=questions(10, YES_OR_NO),
    bands=(  # [GK]
        Band("NONE", "None reported", 0, 0),
        Band("LOW", "Low", 1, 2),
        Band("MODERATE", "Moderate", 3, 5),
        Band("SUBSTANTIAL", "Substantial", 6, 8),
        Band("SEVERE", "Severe", 9, 10),
    ),
    scoring=Scoring.SUM,
    reversed_items=("3",),
    finding="Follow up",
    cutoffs=(Cutoff(3),),  # [S89]
    recall_days=None,
    max_missing=0,
    safety_item=None,
    staff_only=False,
    licence="Answers only. The wording is the owner's: ask for a licence before it is loaded.",
    source="[S62] [S89]",
)
