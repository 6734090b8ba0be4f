"""One kind of condition: by which codes and words it is known, and which exclusions it asks about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class When(StrEnum):
    """How old a condition may be to point at a row."""

    EVER = "EVER"
    CURRENT = "CURRENT"
    THREE_MONTHS = "THREE_MONTHS"
    YEAR = "YEAR"
    PAST = "PAST"


@dataclass(frozen=True)
class Pointer:
    """One row this concept asks about, and the question. THREE_MONTHS and YEAR hold for current ones too."""

    row: str
    when: When
    ask: str


@dataclass(frozen=True)
class Concept:
    """One kind of condition. ``words`` must be in the text and ``unless`` must not."""

    points: tuple[Pointer, ...]
    words: str
    snomed: str = ""
    icd: str = ""
    unless: str = ""

    @cached_property
    def snomed_codes(self) -> frozenset[str]:
        return frozenset(self.snomed.split())

    @cached_property
    def icd_prefixes(self) -> tuple[str, ...]:
        return tuple(self.icd.split())

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.words})", re.IGNORECASE)

    @cached_property
    def _unless(self) -> re.Pattern[str] | None:
        return re.compile(rf"\b(?:{self.unless})", re.IGNORECASE) if self.unless else None

    def is_said_in(self, text: str) -> bool:
        """Whether the words stand there and are not denied or about a relative."""
        if self._unless is not None and self._unless.search(text):
            return False
        return any(
            not _DENIED.search(text[: hit.start()]) and not _DENIED_AFTER.search(text[hit.end() :])
            for hit in self._words.finditer(text)
        )


# "No history of stroke", "family history of glaucoma": within four words before the term.
_DENIED = re.compile(
    r"\b(?:no|not|never|denies|denied|without|negative for|ruled out|"
    r"family history of|mother|father|brother|sister|parent)\b(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)
# "Glaucoma ruled out", "dementia in mother": at most one word between.
_DENIED_AFTER = re.compile(
    r"^\w*\W*(?:\w+\W+)?(?:ruled out|excluded|in (?:the |her |his )?"
    r"(?:mother|father|brother|sister|parent|family))\b",
    re.IGNORECASE,
)
