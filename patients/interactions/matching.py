"""Which substances stand behind the name of a drug as somebody wrote it, and which words say so.

Names are looked up, longest first. A word that no name fits may sound like one (another language writes it so), or be
spelt like one; where it is spelt like two different drugs it is read as neither. What is not recognised is said to be so.
It is never the same as knowing that there is nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from patients.interactions.codes import RXNORM, is_rxnorm
from patients.interactions.likeness import Likeness
from patients.interactions.prose import PROSE
from patients.interactions.sounding import sound
from patients.interactions.substance import Substance
from patients.interactions.vocabulary import PRODUCTS, SUBSTANCES
from patients.interactions.vocabulary.colds import ANOTHER, BESIDE, LETTERS, SHELVES
from patients.interactions.wording import (
    FILLER,
    MINERALS,
    TELLING,
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
    SOUND = "SOUND"
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


class _Read(NamedTuple):
    """`open`: words that say there is more in it than was read, whatever else was."""

    substances: frozenset[str]
    matches: tuple[Match, ...]
    unread: tuple[str, ...]
    open: tuple[str, ...]


class _Guess(NamedTuple):
    known_as: str
    how: How


@cache
def _by_sound() -> dict[str, str]:
    """One name for each sound. A sound that two different drugs have belongs to neither."""
    found: dict[str, str] = {}
    mixed: set[str] = set()
    for words in _names():
        heard = sound(words[0]) if len(words) == 1 else ""
        if heard and _content(found.setdefault(heard, words[0])) != _content(words[0]):
            mixed.add(heard)
    return {heard: name for heard, name in found.items() if heard not in mixed}


def _content(name: str) -> tuple[Substance, ...]:
    return _names()[(name,)][0]


@lru_cache(maxsize=8192)
def _guess(word: str) -> _Guess | None:
    """The one name that this word, which is none, was meant for; None where it might be two drugs, or plain English."""
    if word in PROSE:
        return None
    heard = _by_sound().get(sound(word))
    near = _likeness().nearest(word) or _likeness().begun(word)
    if len({_content(name) for name in (*near, heard) if name}) != 1:
        return None
    return _Guess(heard, How.SOUND) if heard else _Guess(near[0], How.SPELLING)


def recognise(name: str, code: str = "", system: str = "") -> Recognised:
    """Read one drug. `code` counts where `system` is RxNorm and the code is one we know; words count always."""
    return _recognise(name, code if code and is_rxnorm(system) else "")


@lru_cache(maxsize=8192)
def _recognise(name: str, code: str) -> Recognised:
    text = simple(name)
    words = words_of(text)
    substances, matches, unread, more = _read(_plain(words))
    if code in RXNORM:
        by_code = tuple(Match(one, code, How.CODE, one) for one in RXNORM[code])
        matches = _without_repeats(by_code + matches)
        substances = frozenset(m.substance for m in matches)
    unread = _unread_parts(text, unread, matches) if unread else unread
    return Recognised(substances, matches, unread + more, is_local(words))


def forget() -> None:
    """Read every name anew from here on: for measuring how long that takes."""
    _recognise.cache_clear()
    _read.cache_clear()
    _guess.cache_clear()


@cache
def _parts_of_names() -> frozenset[str]:
    return TELLING.union(ANOTHER, LETTERS, *_names())


def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    """Strengths, forms and salts all alike: 25 mg tablets and 50 mg capsules of a drug are one name, read once."""
    named = _parts_of_names()
    plain: list[str] = []
    for word in words:
        if word in named or (word[0] > "9" and word not in FILLER):
            plain.append(word)
        elif not plain or plain[-1] != "0":
            plain.append("0")
    return tuple(plain)


@lru_cache(maxsize=16384)
def _read(words: tuple[str, ...]) -> _Read:
    """What the words name, and every word that names nothing."""
    names, longest = _names(), _longest()
    matches: list[Match] = []
    unread: list[str] = []
    at = salt_of = 0
    while at < len(words):
        begins = longest.get(words[at])
        length = _longest_at(words, at, begins, names) if begins else 0
        said = words[at : at + length]
        if not length:
            if says_something(words[at]):
                guessed = _matches(words[at])
                matches += guessed
                unread += () if guessed else (words[at],)
        elif is_denied(words, at, at + length - 1):
            unread += said
        elif not (at and at == salt_of and words[at] in MINERALS):
            substances, how = names[said]
            known_as = " ".join(said)
            matches += [Match(one.name, known_as, how, known_as) for one in substances]
            salt_of = at + length
        at += length or 1
    found = _without_repeats((*matches, *_letters(words, matches)))
    unread = [word for word in unread if word not in LETTERS or not found]
    named = frozenset(match.substance for match in found)
    return _Read(named, found, tuple(unread), _left_open(words, matches))


def _letters(words: tuple[str, ...], matches: list[Match]) -> Iterator[Match]:
    """What the letters of a cold remedy stand for, where something of one stands beside them."""
    if any(match.substance in BESIDE for match in matches):
        for word in words:
            if word in LETTERS:
                yield Match(LETTERS[word], word, How.PRODUCT, word)


def _left_open(words: tuple[str, ...], matches: list[Match]) -> tuple[str, ...]:
    """The words that make another product of a brand, where no name held them."""
    read = {word for match in matches for word in match.known_as.split()}
    if read.isdisjoint(SHELVES):
        return ()
    return tuple(word for word in words if word in ANOTHER and word not in read)


def _longest_at(words: tuple[str, ...], at: int, most: int, names: _Names) -> int:
    """How many words the longest name has that stands at this place; 0 when none does."""
    for length in range(min(most, len(words) - at), 0, -1):
        if words[at : at + length] in names:
            return length
    return 0


def _matches(word: str) -> list[Match]:
    """What a word nobody knows is taken for."""
    guess = _guess(word)
    if guess is None:
        return []
    return [Match(one.name, word, guess.how, guess.known_as) for one in _content(guess.known_as)]


def _unread_parts(
    text: str, unread: tuple[str, ...], matches: tuple[Match, ...]
) -> tuple[str, ...]:
    """Where ingredients are set apart, each must be read; in one run of words, one name is enough."""
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
