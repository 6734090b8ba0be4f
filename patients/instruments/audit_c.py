"""AUDIT-C: how often and how much somebody drinks, three items of 0 to 4, total 0 to 12."""

from patients.instruments.definition import Choice, Condition, Cutoff, Instrument, Item, Scoring


def _choices(*texts: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, text) for value, text in enumerate(texts))


AUDIT_C = Instrument(
    code="AUDIT-C",
    version="1",
    language="en",
    title="AUDIT-C",
    instruction="About drinking alcohol.",
    items=(
        Item(
            "1",
            "How often do you have a drink containing alcohol?",
            _choices(
                "Never",
                "Monthly or less",
                "2-4 times a month",
                "2-3 times a week",
                "4 or more times a week",
            ),
        ),
        Item(
            "2",
            "How many standard drinks containing alcohol do you have on a typical day?",
            _choices("1 or 2", "3 or 4", "5 or 6", "7 to 9", "10 or more"),
        ),
        Item(
            "3",
            "How often do you have six or more drinks on one occasion?",
            _choices("Never", "Less than monthly", "Monthly", "Weekly", "Daily or almost daily"),
        ),
    ),
    bands=(),
    scoring=Scoring.SUM,
    finding="The screen is positive",
    cutoffs=(Cutoff(4, "MALE"), Cutoff(3, "FEMALE")),  # [S61]
    # Who never drinks has no typical day: the full form skips these too [GK].
    conditions=(Condition(items=("2", "3"), after=("1",)),),
    recall_days=None,
    max_missing=0,
    safety_item=None,
    staff_only=False,
    licence=(
        "The first three questions of the Alcohol Use Disorders Identification Test, World Health "
        "Organization. Public domain."
    ),
    source="[S61] [S69]",
)
