"""What a questionnaire is: its items, its choices, its bands, and the right to show its words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Scoring(StrEnum):
    """How answers become a result."""

    SUM = "SUM"
    SUICIDE_RISK = "SUICIDE_RISK"


class UnknownAnswer(ValueError):
    """An answer names an item the questionnaire does not have, or a choice it does not offer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a person can give, and what it counts."""

    value: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``key`` is the name under which its answer is stored for ever."""

    key: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A named range of totals, both ends inclusive."""

    code: str
    label: str
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of one questionnaire in one language.

    ``max_missing`` is how many unanswered items a form imported from paper may have and still be
    prorated; a form filled in on a screen may have none. ``safety_item`` is the item whose answer
    obliges somebody to call, whatever the total.
    """

    code: str
    version: str
    language: str
    title: str
    instruction: str
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    scoring: Scoring
    recall_days: int | None
    max_missing: int
    safety_item: str | None
    staff_only: bool
    licence: str
    source: str

    def item(self, key: str) -> Item:
        """The item stored under ``key``; ``UnknownAnswer`` when there is none."""
        for item in self.items:
            if item.key == key:
                return item
        raise UnknownAnswer(f"{self.code} has no question {key}.")

    def check(self, answers: Mapping[str, int]) -> None:
        """Refuse an answer to a question that is not here, or with a value that is not offered."""
        for key, value in answers.items():
            # True == 1 in Python: a yes must not slip in as a score.
            if isinstance(value, bool) or value not in {c.value for c in self.item(key).choices}:
                raise UnknownAnswer(f"{self.code} question {key} cannot be answered with {value}.")

    def missing(self, answers: Mapping[str, int]) -> tuple[str, ...]:
        """The keys of the items nobody has answered, in the order they are asked."""
        return tuple(item.key for item in self.items if item.key not in answers)

    def band(self, total: int) -> Band | None:
        """The band a total falls in, or nothing when the questionnaire has none."""
        for band in self.bands:
            if band.lowest <= total <= band.highest:
                return band
        return None

    def as_json(self) -> dict[str, object]:
        """The whole definition as plain data, the shape stored in the database."""
        plain: dict[str, object] = json.loads(json.dumps(asdict(self)))
        return plain

    def checksum(self) -> str:
        """SHA-256 of the definition: one changed word is another version."""
        text = json.dumps(self.as_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def from_json(plain: Mapping[str, Any]) -> Instrument:
    """The definition back from the stored shape. ``KeyError`` or ``TypeError`` when it is not one."""
    data = dict(plain)
    items = tuple(
        Item(row["key"], row["text"], tuple(Choice(**choice) for choice in row["choices"]))
        for row in data.pop("items")
    )
    bands = tuple(Band(**row) for row in data.pop("bands"))
    scoring = Scoring(data.pop("scoring"))
    return Instrument(items=items, bands=bands, scoring=scoring, **data)
