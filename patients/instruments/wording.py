"""Licensed words, fitted to a questionnaire that ships without them: every item, every choice, nothing else.

The file is JSON:

    {"instrument": "DAST-10", "language": "en", "licence": "Used by permission of …",
     "instruction": "…", "stem": "…", "choices": {"0": "No", "1": "Yes"},
     "items": {"1": "…", "2": {"text": "…", "choices": {"0": "…", "1": "…"}}}}

``choices`` at the top hold for every item that has none of its own; ``stem`` may be left out, and
choices may be where the program ships them (yes and no).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from patients.instruments.definition import Choice, Instrument, Item

LONGEST = 1000


class Misfit(StrEnum):
    """What can be wrong with one place of a file."""

    NO_TEXT = "NO_TEXT"
    TOO_LONG = "TOO_LONG"
    NO_SUCH_ITEM = "NO_SUCH_ITEM"
    CHOICES = "CHOICES"
    SHAPE = "SHAPE"


@dataclass(frozen=True, slots=True)
class Problem:
    """``where`` is the key of an item, or the name of a part of the file."""

    misfit: Misfit
    where: str


class DoesNotFit(ValueError):
    """The words are for another form, or not whole. ``problems`` lists every place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} places do not fit")
        self.problems = problems


def fit(instrument: Instrument, plain: Mapping[str, Any], *, language: str) -> Instrument:
    """The same questionnaire with these words: scoring, keys and values stay as they ship.

    Raises ``DoesNotFit`` with everything that is wrong, so that one reading mends the file.
    """
    problems: list[Problem] = []
    rows = plain.get("items")
    if not isinstance(rows, Mapping):
        raise DoesNotFit([Problem(Misfit.SHAPE, "items")])
    known = {item.key for item in instrument.items}
    problems += [Problem(Misfit.NO_SUCH_ITEM, str(key)) for key in rows if key not in known]
    shared = plain.get("choices", {})
    items = tuple(_item(item, rows.get(item.key), shared, problems) for item in instrument.items)
    instruction = _text(plain.get("instruction"), "instruction", problems)
    stem = _text(plain["stem"], "stem", problems) if plain.get("stem") else ""
    licence = _text(plain.get("licence"), "licence", problems)
    if problems:
        raise DoesNotFit(problems)
    return replace(
        instrument,
        items=items,
        language=language,
        instruction=instruction,
        stem=stem,
        licence=licence,
    )


def _item(item: Item, given: Any, shared: Any, problems: list[Problem]) -> Item:
    row = given if isinstance(given, Mapping) else {"text": given}
    text = _text(row.get("text"), item.key, problems)
    if not item.choices:
        return replace(item, text=text)
    return replace(item, text=text, choices=_choices(item, row.get("choices", shared), problems))


def _choices(item: Item, given: Any, problems: list[Problem]) -> tuple[Choice, ...]:
    """As many as the scoring counts, each with words; those that ship with words may be left out."""
    if not given and all(choice.text for choice in item.choices):
        return item.choices
    wanted = {str(choice.value) for choice in item.choices}
    if not isinstance(given, Mapping) or set(given) != wanted:
        problems.append(Problem(Misfit.CHOICES, item.key))
        return item.choices
    return tuple(
        Choice(choice.value, _text(given[str(choice.value)], item.key, problems))
        for choice in item.choices
    )


def _text(given: Any, where: str, problems: list[Problem]) -> str:
    text = given.strip() if isinstance(given, str) else ""
    if not text or not is_keepable(text):
        problems.append(Problem(Misfit.NO_TEXT, where))
    elif len(text) > LONGEST:
        problems.append(Problem(Misfit.TOO_LONG, where))
    return text


def is_keepable(text: str) -> bool:
    """Whether a database can hold it: JSON can spell characters that are none."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def blank(instrument: Instrument) -> dict[str, Any]:
    """The file to fill in: every place that needs words, named as the licensed paper numbers it."""
    return {
        "instrument": instrument.code,
        "language": instrument.language,
        "licence": "",
        "instruction": "",
        "items": {
            item.key: {
                "text": "",
                "choices": {str(choice.value): choice.text for choice in item.choices},
            }
            for item in instrument.items
        },
    }
