"""Whom somebody in danger can reach at once, by jurisdiction. Shown, never sent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """A number to call, and one to text if there is one; ``emergency`` is for danger to life."""

    call: str
    text: str
    emergency: str


# 988 is the national line for calls and texts (domain/05 section 5.3).
BY_NATION = {"US": CrisisLine(call="988", text="988", emergency="911")}


def crisis_line(jurisdiction: str) -> CrisisLine | None:
    """The line of a jurisdiction such as US-NM, or nothing where none is on file."""
    return BY_NATION.get(jurisdiction.split("-")[0])
