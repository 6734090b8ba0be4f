"""Whom somebody in danger can reach at once, by jurisdiction. Shown, never sent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """A number to call, and one to text if there is one; ``emergency`` is for danger to life."""

    call: str
    text: str
    emergency: str


# 988 is the national line for calls and texts (domain/05 section 5.3); in Canada since 30 November 2023 (Public Health
# Agency of Canada). The others [GK]: Samaritans, Lifeline, 1737. A number is added here only where it holds day and night.
BY_NATION = {
    "AU": CrisisLine(call="13 11 14", text="", emergency="000"),
    "CA": CrisisLine(call="988", text="988", emergency="911"),
    "GB": CrisisLine(call="116 123", text="", emergency="999"),
    "IE": CrisisLine(call="116 123", text="", emergency="112"),
    "NZ": CrisisLine(call="1737", text="1737", emergency="111"),
    "US": CrisisLine(call="988", text="988", emergency="911"),
}


def crisis_line(*jurisdictions: str) -> CrisisLine | None:
    """The line of the first of these jurisdictions (such as US-NM) that has one on file, or nothing."""
    for each in jurisdictions:
        line = BY_NATION.get(each.split("-")[0])
        if line is not None:
            return line
    return None
