"""PHQ-9: depression over the last two weeks, nine items of 0 to 3, total 0 to 27."""

from patients.instruments.definition import Band, Choice, Instrument, Item, Scoring

FREQUENCY = (
    Choice(0, "Not at all"),
    Choice(1, "Several days"),
    Choice(2, "More than half the days"),
    Choice(3, "Nearly every day"),
)

PHQ9 = Instrument(
    code="PHQ-9",
    version="1",
    language="en",
    title="PHQ-9",
    instruction=(
        "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
    ),
    items=tuple(
        Item(str(number), text, FREQUENCY)
        for number, text in enumerate(
            (
                "Little interest or pleasure in doing things",
                "Feeling down, depressed, or hopeless",
                "Trouble falling or staying asleep, or sleeping too much",
                "Feeling tired or having little energy",
                "Poor appetite or overeating",
                (
                    "Feeling bad about yourself — or that you are a failure or have let yourself or "
                    "your family down"
                ),
                (
                    "Trouble concentrating on things, such as reading the newspaper or watching "
                    "television"
                ),
                (
                    "Moving or speaking so slowly that other people could have noticed? Or the "
                    "opposite — being so fidgety or restless that you have been moving around a lot "
                    "more than usual"
                ),
                "Thoughts that you would be better off dead, or of hurting yourself in some way",
            ),
            start=1,
        )
    ),
    # Cut points of the validation paper [S57].
    bands=(
        Band("NONE", "None or minimal", 0, 4),
        Band("MILD", "Mild", 5, 9),
        Band("MODERATE", "Moderate", 10, 14),
        Band("MODERATELY_SEVERE", "Moderately severe", 15, 19),
        Band("SEVERE", "Severe", 20, 27),
    ),
    scoring=Scoring.SUM,
    recall_days=14,
    max_missing=1,
    safety_item="9",
    staff_only=False,
    licence=(
        "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, "
        "with an educational grant from Pfizer Inc. No permission required to reproduce, "
        "translate, display or distribute."
    ),
    source="[S57] [S69] [S87]",
)
