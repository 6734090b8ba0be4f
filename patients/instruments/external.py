"""Totals counted elsewhere, on forms whose owners allow no copy here: the number and nothing else."""

from patients.instruments.definition import Instrument, Item, Scoring

TOTAL = "TOTAL"


def _total_of(code: str, highest: int, recall_days: int) -> Instrument:
    return Instrument(
        code=code,
        version="1",
        language="en",
        title=code,
        instruction="Write the total that was counted on the owner's form, and who counted it.",
        items=(Item(TOTAL, f"Total, 0 to {highest}", up_to=highest),),
        bands=(),
        scoring=Scoring.SUM,
        recall_days=recall_days,
        max_missing=0,
        safety_item=None,
        staff_only=True,
        licence="The total alone. Neither questions nor answers are kept here.",
        source="[S79] [GK]",
        external=True,
    )


MADRS = _total_of("MADRS", 60, recall_days=7)
HAM_D = _total_of("HAM-D", 52, recall_days=7)
BDI_II = _total_of("BDI-II", 63, recall_days=14)
