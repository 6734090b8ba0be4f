"""The guards, in the order they are asked, and at which stages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from sessions.gate.case import Case
from sessions.gate.verdict import Finding, Level, Stage

Judgement = Callable[[Case], Finding | Iterable[Finding]]


@dataclass(frozen=True)
class Guard:
    """One rule. `level` is the worst it can say; `title` names it on a list."""

    id: str
    title: str
    stages: frozenset[Stage]
    level: Level
    judge: Judgement

    def findings(self, case: Case) -> list[Finding]:
        """What this guard says: always something, or the judge refuses."""
        found = self.judge(case)
        return [found] if isinstance(found, Finding) else list(found)


GUARDS: dict[str, Guard] = {}


def guard(
    id_: str, title: str, stages: Collection[Stage], level: Level
) -> Callable[[Judgement], Judgement]:
    """Register a guard under its id. `title` is marked for translation by the caller."""

    def register(judgement: Judgement) -> Judgement:
        if id_ in GUARDS:
            raise ValueError(f"{id_} is registered twice")
        GUARDS[id_] = Guard(id_, title, frozenset(stages), level, judgement)
        return judgement

    return register
