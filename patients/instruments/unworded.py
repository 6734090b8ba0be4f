"""Questions whose words belong to somebody else: numbered, and answered from the licensed paper."""

from patients.instruments.definition import Choice, Item

YES_OR_NO = (Choice(0, "No"), Choice(1, "Yes"))


def numbers(highest: int) -> tuple[Choice, ...]:
    """Choices from 0 to ``highest`` without words."""
    return tuple(Choice(value, "") for value in range(highest + 1))


def questions(count: int, choices: tuple[Choice, ...], *, first: int = 1) -> tuple[Item, ...]:
    """``count`` questions in the order of the paper, each with the same choices."""
    return tuple(
        Item(str(number), "", choices, about=f"Question {number}")
        for number in range(first, first + count)
    )


INSTRUCTION = "Read each question from the licensed form, and record the answer here."
