"""MDQ: has there been mania? Three parts that must all hold, never a sum [S63]. The wording is licensed."""

from patients.instruments.definition import By, Condition, Group, Instrument, Item, Scoring
from patients.instruments.unworded import INSTRUCTION, YES_OR_NO, numbers, questions

_SYMPTOMS = tuple(str(number) for number in range(1, 14))

MDQ = Instrument(
    code="MDQ",
    version="1",
    language="en",
    title="MDQ",
    instruction=INSTRUCTION,
    items=(
        *questions(13, YES_OR_NO),
        Item("14", "", YES_OR_NO, about="Several of these in the same period of time"),
        Item("15", "", numbers(3), about="How much of a problem: 0 none to 3 serious"),
    ),
    bands=(),
    scoring=Scoring.NONE,
    finding="The screen is positive",
    groups=(
        Group("SYMPTOMS", "Seven or more of thirteen", _SYMPTOMS, By.COUNT, at_least=7),
        Group("TOGETHER", "In the same period", ("14",), By.COUNT, at_least=1),
        Group("PROBLEM", "Moderate or serious", ("15",), By.COUNT, counts_from=2, at_least=1),
    ),
    # The paper asks the last two of somebody who said yes more than once [GK].
    conditions=(Condition(items=("14", "15"), after=_SYMPTOMS, at_least=2),),
    recall_days=None,
    max_missing=0,
    safety_item=None,
    staff_only=False,
    licence="Answers only. The wording is the owner's: ask for permission before it is loaded.",
    source="[S63]",
)
