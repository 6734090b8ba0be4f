"""One rule: which groups it speaks of, how far it goes, what is said, and how long before a dose it asks for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from patients.interactions.substance import Group


class Level(StrEnum):
    """HARD: no dose. RX: a prescriber writes a reason first. WARN: read and acknowledged. INFO: good to know."""

    INFO = "INFO"
    WARN = "WARN"
    RX = "RX"
    HARD = "HARD"

    @property
    def rank(self) -> int:
        """For sorting, worst last."""
        return _RANKS[self]


_RANKS = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Hold:
    """How long before a dose the last one should lie.

    `hours`, with `preferred_hours` where longer is better; or `days`: 0 is the visit's own day, 1 the day before too.
    """

    hours: int | None = None
    preferred_hours: int | None = None
    days: int | None = None

    def starts_at(self, dose_at: datetime, zone: ZoneInfo) -> datetime:
        """From when on nothing more of it is taken. Days are the clinic's, and begin at its midnight."""
        if self.hours is not None:
            return dose_at - timedelta(hours=self.hours)
        day = dose_at.astimezone(zone).date() - timedelta(days=self.days or 0)
        return datetime(day.year, day.month, day.day, tzinfo=zone)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said when the patient takes something of `groups`.

    `routes`: where it counts at `level`; by another way in it is `elsewhere`. `hard_hours`: taken so recently, it is
    HARD. `may_not_be_skipped`: leaving it out is itself a danger, so its hold is a question for the prescriber and
    never a task for the patient. `message` and `title` are marked for translation; `sources` say who found it.
    """

    code: str
    title: str
    level: Level
    groups: tuple[Group, ...]
    message: str
    sources: str
    hold: Hold | None = None
    routes: tuple[str, ...] = ()
    elsewhere: Level | None = None
    hard_hours: int | None = None
    may_not_be_skipped: bool = False

    def level_for(self, route: str) -> Level:
        """How far it goes for this way in; as far as it can while the way in is not known."""
        if self.routes and self.elsewhere and route and route not in self.routes:
            return self.elsewhere
        return self.level


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One version of all rules."""

    version: int
    rules: tuple[Rule, ...]

    def __hash__(self) -> int:
        """By the version: all the words of all the rules would be read each time."""
        return hash(self.version)

    def rule(self, code: str) -> Rule | None:
        """The rule of that code, if this version has it."""
        return next((rule for rule in self.rules if rule.code == code), None)

    def as_json(self) -> dict[str, Any]:
        """Plain data, the shape stored in the database."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    def checksum(self) -> str:
        """SHA-256 of the rules: one changed word is another version."""
        text = json.dumps(self.as_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def from_json(plain: Mapping[str, Any]) -> RuleSet:
    """The rules back from the stored shape. `KeyError`, `TypeError` or `ValueError` when it is not one."""
    return RuleSet(plain["version"], tuple(_rule(row) for row in plain["rules"]))


def _rule(row: Mapping[str, Any]) -> Rule:
    data = dict(row)
    hold, elsewhere = data.pop("hold"), data.pop("elsewhere")
    return Rule(
        level=Level(data.pop("level")),
        groups=tuple(Group(group) for group in data.pop("groups")),
        routes=tuple(data.pop("routes")),
        hold=Hold(**hold) if hold else None,
        elsewhere=Level(elsewhere) if elsewhere else None,
        **data,
    )
