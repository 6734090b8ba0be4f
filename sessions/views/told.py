"""The gate's verdicts as a session's pages draw them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sessions.gate import Level, Verdict
from sessions.mending import link_of
from sessions.models import DosingSession


@dataclass(frozen=True)
class Shown:
    """One verdict as the page draws it."""

    id: str
    level: str
    sentence: str
    blocks: bool
    resolved: bool
    href: str
    act: str
    finding: str
    can_override: bool
    can_acknowledge: bool


def shown(session: DosingSession, verdicts: Iterable[Verdict]) -> list[Shown]:
    """The verdicts with their links, in the gate's order: what blocks first."""
    return [_one(session, verdict) for verdict in verdicts]


def _one(session: DosingSession, verdict: Verdict) -> Shown:
    link = link_of(verdict.mend, session) if verdict.blocks else None
    return Shown(
        verdict.id,
        verdict.level.value,
        verdict.sentence,
        verdict.blocks,
        verdict.resolved_by is not None,
        link.href if link else "",
        link.label if link else "",
        verdict.finding,
        verdict.blocks and verdict.overridable,
        verdict.blocks and verdict.level is Level.WARN,
    )
