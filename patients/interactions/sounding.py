"""How a name sounds: the same drug is furosemide, furosemida and Furosemid; phenytoin and fenitoína."""

from __future__ import annotations

import re

SHORTEST = 5
# In this order: each is one sound written in two ways, in the languages letters come in.
_SAME = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^ps", "s"),
        (r"^x", "s"),
        (r"ph", "f"),
        (r"h", ""),
        (r"y", "i"),
        (r"[ao]e", "e"),
        (r"qu?|k", "c"),
        (r"c(?=[ei])|z", "s"),
        (r"mf", "nf"),
        (r"w", "v"),
        (r"(.)\1+", r"\1"),
        (r"[aeo]+$", ""),
    )
)


def sound(word: str) -> str:
    """The word as it is heard, without the ending that a language gives it; empty when little is left of it."""
    for pattern, same in _SAME:
        word = pattern.sub(same, word)
    return word if len(word) >= SHORTEST else ""
