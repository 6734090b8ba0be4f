"""Where a patient stands in a questionnaire: which question is shown, which are answered, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from patients.instruments.definition import Instrument, Item


@dataclass(frozen=True)
class Standing:
    """One look at a form. ``n`` counts the questions that are asked, from 1; past the last: all done."""

    instrument: Instrument
    given: Mapping[str, int]
    n: int

    @property
    def items(self) -> tuple[Item, ...]:
        return self.instrument.asked(self.given)

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def is_over(self) -> bool:
        return self.n > self.total

    @property
    def item(self) -> Item:
        return self.items[self.n - 1]

    @property
    def chosen(self) -> int | None:
        return self.given.get(self.item.key)

    @property
    def before(self) -> int:
        """The question before this one; 0 where there is none."""
        return self.n - 1

    @property
    def answered(self) -> int:
        """How many of the asked questions have an answer."""
        return sum(item.key in self.given for item in self.items)

    @property
    def lead(self) -> str:
        """What stands above the question: the whole instruction once, then the short stem."""
        if self.n == 1 or not self.instrument.stem:
            return self.instrument.instruction
        return self.instrument.stem

    @property
    def stem(self) -> str:
        """The stem under the whole instruction, on the first question."""
        return self.instrument.stem if self.n == 1 else ""

    @property
    def is_scale(self) -> bool:
        """A row of numbers, not a list of sentences."""
        return len(self.item.choices) > SENTENCES

    def review(self) -> list[tuple[int, str, str]]:
        """Each answered question with its number and the words chosen."""
        return [
            (n, item.name, _words(item, self.given[item.key]))
            for n, item in enumerate(self.items, start=1)
            if item.key in self.given
        ]


# More choices than this are numbers on a scale.
SENTENCES = 7


def standing(instrument: Instrument, given: Mapping[str, int], asked: str) -> Standing:
    """The question asked for by ``?n=``, never past the first without an answer; without one, that."""
    items = instrument.asked(given)
    done = [item.key in given for item in items]
    first_open = done.index(False) + 1 if False in done else len(done) + 1
    n = int(asked) if asked.isdigit() and asked.isascii() and len(asked) < 4 else 0
    return Standing(instrument, given, min(n, first_open) if n else first_open)


def _words(item: Item, value: int) -> str:
    return next((choice.text for choice in item.choices if choice.value == value), str(value))
