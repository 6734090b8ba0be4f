"""GAD-7: anxiety over the last two weeks, seven items of 0 to 3, total 0 to 21."""

from patients.instruments.definition import Band, Instrument, Item, Scoring
from patients.instruments.phq9 import FREQUENCY

GAD7 = Instrument(
    code="GAD-7",
    version="1",
    language="en",
    title="GAD-7",
    instruction=(
        "Over the last 2 weeks, how often have you been bothered by the following problems?"
    ),
    items=tuple(
        # The zero choice is "Not at all": the "Not at all sure" of one published copy is an
        # error [S69].
        Item(str(number), text, FREQUENCY)
        for number, text in enumerate(
            (
                "Feeling nervous, anxious or on edge",
                "Not being able to stop or control worrying",
                "Worrying too much about different things",
                "Trouble relaxing",
                "Being so restless that it is hard to sit still",
                "Becoming easily annoyed or irritable",
                "Feeling afraid as if something awful might happen",
            ),
            start=1,
        )
    ),
    bands=(
        Band("NONE", "None or minimal", 0, 4),
        Band("MILD", "Mild", 5, 9),
        Band("MODERATE", "Moderate", 10, 14),
        Band("SEVERE", "Severe", 15, 21),
    ),
    scoring=Scoring.SUM,
    recall_days=14,
    max_missing=1,
    safety_item=None,
    staff_only=False,
    licence=(
        "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, "
        "with an educational grant from Pfizer Inc. No permission required to reproduce, "
        "translate, display or distribute."
    ),
    source="[S23] [S58] [S69] [S87]",
)
