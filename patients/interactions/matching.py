"""Which substances stand behind the name of a drug as somebody wrote it, and which words say so.

Names are looked up, longest first; a word that no name fits is compared with names that are spelt alike. What is
not recognised is said to be so. It is never the same as knowing that there is nothing in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from patients.interactions.codes import RXNORM, is_rxnorm
from patients.interactions.likeness import Likeness
from patients.interactions.substance import Substance
from patients.interactions.vocabulary import PRODUCTS, SUBSTANCES
from patients.interactions.wording import (
    is_denied,
    is_local,
    parts_of,
    says_something,
    simple,
    words_of,
)


class How(StrEnum):
    """Why a substance was recognised, surest first."""

    CODE = "CODE"
    NAME = "NAME"
    PRODUCT = "PRODUCT"
    SPELLING = "SPELLING"


@dataclass(frozen=True, slots=True)
class Match:
    """One substance and the words, or the code, it was recognised by. `known_as` is the name they were taken for."""

    substance: str
    words: str
    how: How
    known_as: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was made of one name. `unread` are words, or parts between slashes, that nothing was made of.

    `is_local`: on the skin, in the eye or ear.
    """

    substances: frozenset[str]
    matches: tuple[Match, ...]
    unread: tuple[str, ...]
    is_local: bool

    @property
    def is_known(self) -> bool:
        """Something was recognised, and not only by a likeness to a drug that no rule is about."""
        return any(
            m.how is not How.SPELLING or SUBSTANCES[m.substance].concerns for m in self.matches
        )

    @property
    def is_whole(self) -> bool:
        """No ingredient is left unread."""
        return self.is_known and not self.unread


_Names = dict[tuple[str, ...], tuple[tuple[Substance, ...], How]]


@cache
def _names() -> _Names:
    """Every name as its words, with what is in it."""
    found: _Names = {}
    for one in SUBSTANCES.values():
        found[words_of(simple(one.name))] = ((one,), How.NAME)
        for other in one.names:
            found.setdefault(words_of(simple(other)), ((one,), How.PRODUCT))
    for product, parts in PRODUCTS.items():
        found[words_of(simple(product))] = (tuple(SUBSTANCES[p] for p in parts), How.PRODUCT)
    return found


@cache
def _longest() -> dict[str, int]:
    """How many words the longest name has that begins with this word."""
    found: dict[str, int] = {}
    for words in _names():
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found


@cache
def _likeness() -> Likeness:
    return Likeness(words[0] for words in _names() if len(words) == 1)


@lru_cache(maxsize=8192)
def _alike(word: str) -> tuple[str, ...]:
    return _likeness().nearest(word)


def recognise(name: str, code: str = "", system: str = "") -> Recognised:
    """Read one drug. `code` counts where `system` is RxNorm and the code is one we know; words count always."""
    return _recognise(name, code if is_rxnorm(system) else "")


@lru_cache(maxsize=8192)
def _recognise(name: str, code: str) -> Recognised:
    text = simple(name)
    read = _read(_plain(words_of(text)))
    if not code and not read.unread:
        return read
    by_code = tuple(Match(one, code, How.CODE, one) for one in RXNORM.get(code, ()))
    found = _without_repeats(by_code + read.matches)
    return Recognised(
        substances=frozenset(m.substance for m in found),
        matches=found,
        unread=_unread_parts(text, read.unread, found),
        is_local=read.is_local,
    )


def forget() -> None:
    """Read every name anew from here on: for measuring how long that takes."""
    _recognise.cache_clear()
    _read.cache_clear()
    _alike.cache_clear()


@cache
def _numbers() -> frozenset[str]:
    """The numbers that are part of a name: the 24 of Theo-24."""
    return frozenset(word for words in _names() for word in words if word[0] <= "9")


def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    """Strengths all alike: 25 mg and 50 mg of a drug are one name, read once."""
    numbers = _numbers()
    return tuple(word if word[0] > "9" or word in numbers else "0" for word in words)


@lru_cache(maxsize=16384)
def _read(words: tuple[str, ...]) -> Recognised:
    """What the words name, and every word that names nothing."""
    names, longest = _names(), _longest()
    matches: list[Match] = []
    unread: list[str] = []
    at = 0
    while at < len(words):
        begins = longest.get(words[at])
        length = _longest_at(words, at, begins, names) if begins else 0
        said = words[at : at + length]
        if not length:
            if says_something(words[at]):
                guessed = _guess(words[at])
                matches += guessed
                unread += () if guessed else (words[at],)
        elif is_denied(words, at, at + length - 1):
            unread += said
        else:
            substances, how = names[said]
            known_as = " ".join(said)
            matches += [Match(one.name, known_as, how, known_as) for one in substances]
        at += length or 1
    found = _without_repeats(tuple(matches))
    return Recognised(frozenset(m.substance for m in found), found, tuple(unread), is_local(words))


def _longest_at(words: tuple[str, ...], at: int, most: int, names: _Names) -> int:
    """How many words the longest name has that stands at this place; 0 when none does."""
    for length in range(min(most, len(words) - at), 0, -1):
        if words[at : at + length] in names:
            return length
    return 0


def _guess(word: str) -> list[Match]:
    """What a word nobody knows is spelt like."""
    return [
        Match(one.name, word, How.SPELLING, near)
        for near in _alike(word)
        for one in _names()[(near,)][0]
    ]


def _unread_parts(
    text: str, unread: tuple[str, ...], matches: tuple[Match, ...]
) -> tuple[str, ...]:
    """Where ingredients are set apart, each must be read; in one run of words, one name is enough."""
    if not unread:
        return ()
    if not matches:
        return unread
    seen = {word for match in matches for word in match.words.split()}
    return tuple(
        word
        for part in parts_of(text)
        if not seen & set(words := words_of(part))
        for word in words
        if word in unread
    )


def _without_repeats(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """The surest match of each substance, in the order they were read."""
    if len(matches) < 2:
        return matches
    order = list(How)
    best: dict[str, Match] = {}
    for match in matches:
        known = best.get(match.substance)
        if known is None or order.index(match.how) < order.index(known.how):
            best[match.substance] = match
    return tuple(best.values())
