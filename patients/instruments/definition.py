"""What a questionnaire is: its items, its choices, how they are counted, and the right to show its words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any


class Scoring(StrEnum):
    """How answers become a total: all of them, the groups of which nothing is asked, or none at all."""

    SUM = "SUM"
    GROUPS = "GROUPS"
    NONE = "NONE"
    SUICIDE_RISK = "SUICIDE_RISK"


class By(StrEnum):
    """How the answers of one group become one value."""

    SUM = "SUM"
    HIGHEST = "HIGHEST"
    COUNT = "COUNT"
    MEAN = "MEAN"


class UnknownAnswer(ValueError):
    """An answer names an item the questionnaire does not have, or a choice it does not offer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a person can give, and what it counts. Without ``text`` the number stands alone."""

    value: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``key`` is the name under which its answer is stored for ever.

    ``text`` is empty where the wording is somebody else's and was not loaded; ``about`` then says in
    our words which line of the licensed paper is meant. ``up_to``: any whole number from 0 to it.
    """

    key: str
    text: str
    choices: tuple[Choice, ...] = ()
    about: str = ""
    up_to: int | None = None

    @property
    def name(self) -> str:
        """What stands beside the answer: the question, or which question it is."""
        return self.text or self.about or self.key

    def allows(self, value: int) -> bool:
        # True == 1 in Python: a yes must not slip in as a score.
        if isinstance(value, bool):
            return False
        if self.up_to is not None:
            return 0 <= value <= self.up_to
        return any(value == choice.value for choice in self.choices)

    @property
    def lowest(self) -> int:
        return 0 if self.up_to is not None else min(choice.value for choice in self.choices)

    @property
    def highest(self) -> int:
        return self.up_to if self.up_to is not None else max(c.value for c in self.choices)


@dataclass(frozen=True, slots=True)
class Band:
    """A named range of totals, both ends inclusive."""

    code: str
    label: str
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Group:
    """Items read together: a symptom cluster, a factor, a domain.

    ``counts_from`` is the answer from which an item counts, for ``By.COUNT``. ``at_least`` is the
    value from which the group is met; empty when nothing is asked of it.
    """

    code: str
    label: str
    items: tuple[str, ...]
    by: By
    counts_from: int = 1
    at_least: int | None = None


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A total from which the finding is positive, for everybody or for one recorded sex."""

    at_least: int
    sex: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """``items`` are asked unless every item of ``after`` is answered and they add up to less."""

    items: tuple[str, ...]
    after: tuple[str, ...]
    at_least: int = 1

    def lets_ask(self, answers: Mapping[str, int]) -> bool:
        if any(key not in answers for key in self.after):
            return True
        return sum(answers[key] for key in self.after) >= self.at_least


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of one questionnaire in one language.

    ``max_missing`` is how many unanswered items a form imported from paper may have and still be
    prorated; a form filled in on a screen may have none. ``safety_item`` is the item whose answer
    obliges somebody to call, whatever the total. ``stem`` stands above every single question.
    ``finding`` names what a positive result says: by the groups that have to be met, every one, or
    by the cut-offs of the total. ``external`` totals were counted elsewhere, on the owner's form.
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
    stem: str = ""
    finding: str = ""
    groups: tuple[Group, ...] = ()
    cutoffs: tuple[Cutoff, ...] = ()
    conditions: tuple[Condition, ...] = ()
    reversed_items: tuple[str, ...] = ()
    multiplier: int = 1
    higher_is_better: bool = False
    external: bool = False

    def item(self, key: str) -> Item:
        """The item stored under ``key``; ``UnknownAnswer`` when there is none."""
        for item in self.items:
            if item.key == key:
                return item
        raise UnknownAnswer(f"{self.code} has no question {key}.")

    def check(self, answers: Mapping[str, int]) -> None:
        """Refuse an answer to a question that is not here, or with a value that is not offered."""
        for key, value in answers.items():
            if not self.item(key).allows(value):
                raise UnknownAnswer(f"{self.code} question {key} cannot be answered with {value}.")

    def asked(self, answers: Mapping[str, int]) -> tuple[Item, ...]:
        """The items that have to be answered, given what has been answered so far, in order."""
        skipped = {
            key
            for condition in self.conditions
            if not condition.lets_ask(answers)
            for key in condition.items
        }
        return tuple(item for item in self.items if item.key not in skipped)

    def missing(self, answers: Mapping[str, int]) -> tuple[str, ...]:
        """The keys of the items nobody has answered, in the order they are asked."""
        return tuple(item.key for item in self.asked(answers) if item.key not in answers)

    def band(self, total: int) -> Band | None:
        """The band a total falls in, or nothing when the questionnaire has none."""
        for band in self.bands:
            if band.lowest <= total <= band.highest:
                return band
        return None

    @property
    def is_worded(self) -> bool:
        """Whether there are words to show: a person cannot answer a question without any."""
        return all(
            item.text and all(choice.text for choice in item.choices) for item in self.items
        )

    def as_json(self) -> dict[str, Any]:
        """The whole definition as plain data, the shape stored in the database.

        What has its usual value is left out, so that a version keeps its checksum when a new
        property is thought of.
        """
        plain: dict[str, Any] = _plain(self)
        return plain

    def checksum(self) -> str:
        """SHA-256 of the definition: one changed word is another version."""
        text = json.dumps(self.as_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        named = {
            field.name: (getattr(value, field.name), field.default) for field in fields(value)
        }
        return {name: _plain(each) for name, (each, usual) in named.items() if each != usual}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.value if isinstance(value, StrEnum) else value


def from_json(plain: Mapping[str, Any]) -> Instrument:
    """The definition back from the stored shape. ``KeyError`` or ``TypeError`` when it is not one."""
    data = dict(plain)
    items = tuple(
        Item(**{**row, "choices": tuple(Choice(**each) for each in row.get("choices", ()))})
        for row in data.pop("items")
    )
    bands = tuple(Band(**row) for row in data.pop("bands"))
    scoring = Scoring(data.pop("scoring"))
    groups = tuple(
        Group(**{**row, "items": tuple(row["items"]), "by": By(row["by"])})
        for row in data.pop("groups", ())
    )
    cutoffs = tuple(Cutoff(**row) for row in data.pop("cutoffs", ()))
    conditions = tuple(
        Condition(**{**row, "items": tuple(row["items"]), "after": tuple(row["after"])})
        for row in data.pop("conditions", ())
    )
    return Instrument(
        items=items,
        bands=bands,
        scoring=scoring,
        groups=groups,
        cutoffs=cutoffs,
        conditions=conditions,
        reversed_items=tuple(data.pop("reversed_items", ())),
        **data,
    )
