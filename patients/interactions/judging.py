"""A list of medications against the rules: one flag for each rule that speaks, worst first. Pure."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext_noop as words

from patients.interactions.matching import recognise
from patients.interactions.rule import Hold, Level, Rule, RuleSet
from patients.interactions.substance import Group
from patients.interactions.vocabulary import SUBSTANCES

NOT_RECOGNISED = "NOT_RECOGNISED"
ON_THE_SURFACE = "ON_THE_SURFACE"
# What the program itself has to say, whatever the version of the rules.
OWN_WORDS = {
    NOT_RECOGNISED: words("Not recognised: read it yourself. No rule was asked about it."),
    ON_THE_SURFACE: words(
        "Used on the skin, in the eye or in the ear: little of it reaches the blood."
    ),
}
OWN_TITLES = {
    NOT_RECOGNISED: words("Not recognised"),
    ON_THE_SURFACE: words("On the surface"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """One line of the list as it stands on the record."""

    id: str
    name: str
    code: str = ""
    system: str = ""
    last_taken_at: datetime | None = None


class Found(NamedTuple):
    """Why a medication stands under a flag: the substance and the words it was read from."""

    medication_id: str
    substance: str
    words: str
    how: str
    known_as: str


@dataclass(frozen=True, slots=True)
class Flag:
    """What one rule says to this list. `found` is empty where nothing was read."""

    rule_code: str
    level: Level
    title: str
    message: str
    medication_ids: tuple[str, ...]
    substances: tuple[str, ...]
    found: tuple[Found, ...] = ()
    hold: Hold | None = None
    may_not_be_skipped: bool = False
    sources: str = ""

    @property
    def hold_hours(self) -> int | None:
        """The shortest time asked for, where the rule counts hours."""
        return self.hold.hours if self.hold else None

    @property
    def finding(self) -> str:
        """Which finding this is: a note answers one rule at one level about these very medications."""
        text = "|".join((self.rule_code, self.level, *sorted(self.medication_ids)))
        return hashlib.sha256(text.encode()).hexdigest()[:24]


def judge(
    medications: Iterable[Taken], rules: RuleSet, *, route: str, at: datetime
) -> tuple[Flag, ...]:
    """Every flag, worst first, each rule once. `route` is empty while nobody knows the way in.

    The order of the list changes nothing. A name that is not recognised is a flag of its own.
    """
    lines = [(one, recognise(one.name, one.code, one.system)) for one in medications]
    about = _by_substance(rules)
    hits: dict[str, tuple[Rule, list[Taken], list[Found]]] = {}
    unread: list[Taken] = []
    surface: dict[str, list[Found]] = defaultdict(list)
    for one, read in lines:
        if not read.is_whole:
            unread.append(one)
        for match in read.matches:
            found = Found(one.id, match.substance, match.words, match.how.value, match.known_as)
            for rule in about.get(match.substance, ()):
                if read.is_local:
                    surface[one.id].append(found)
                    continue
                _rule, takes, why = hits.setdefault(rule.code, (rule, [], []))
                if not takes or takes[-1] is not one:  # they come one after the other
                    takes.append(one)
                if found not in why:
                    why.append(found)
    flags = [_flag(rule, takes, why, route, at) for rule, takes, why in hits.values()]
    flags += _own(NOT_RECOGNISED, Level.WARN, [one.id for one in unread], ())
    flags += _own(
        ON_THE_SURFACE, Level.INFO, list(surface), [f for why in surface.values() for f in why]
    )
    return tuple(sorted(flags, key=lambda flag: (-flag.level.rank, flag.rule_code)))


def _flag(rule: Rule, takes: list[Taken], why: list[Found], route: str, at: datetime) -> Flag:
    level = rule.level_for(route)
    if rule.hard_hours is not None and any(
        one.last_taken_at is not None and at - one.last_taken_at < timedelta(hours=rule.hard_hours)
        for one in takes
    ):
        level = Level.HARD
    return Flag(
        rule.code,
        level,
        rule.title,
        rule.message,
        tuple(sorted(one.id for one in takes)),
        tuple(sorted({f.substance for f in why})),
        tuple(sorted(why)),
        rule.hold,
        rule.may_not_be_skipped,
        rule.sources,
    )


def _own(code: str, level: Level, ids: list[str], why: Iterable[Found]) -> list[Flag]:
    if not ids:
        return []
    found = tuple(sorted(set(why)))
    return [
        Flag(
            code,
            level,
            OWN_TITLES[code],
            OWN_WORDS[code],
            tuple(sorted(ids)),
            tuple(sorted({f.substance for f in found})),
            found,
            sources="[POL]",
        )
    ]


@lru_cache(maxsize=8)
def _by_substance(rules: RuleSet) -> dict[str, tuple[Rule, ...]]:
    """The rules about each substance, by its groups."""
    by_group: dict[Group, tuple[Rule, ...]] = defaultdict(tuple)
    for rule in rules.rules:
        for group in rule.groups:
            by_group[group] += (rule,)
    return {
        name: tuple(rule for group in sorted(known.groups) for rule in by_group.get(group, ()))
        for name, known in SUBSTANCES.items()
    }
