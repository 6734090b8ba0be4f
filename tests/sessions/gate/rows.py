"""Every guard both ways and at its exact edge, and what a guard answers to a visit."""

from __future__ import annotations

from sessions.gate import Level, Stage, judge
from sessions.gate.facts import SessionFacts
from tests.sessions.gate.rows_course import COURSE
from tests.sessions.gate.rows_day import DAY
from tests.sessions.gate.rows_order import ORDER
from tests.sessions.gate.visit import NOW, POLICY

ROWS = [*COURSE, *DAY, *ORDER]


def answer(facts: SessionFacts, guard: str, stage: Stage = Stage.DOSE) -> Level | None:
    """The worst level of the guard; None when it passes."""
    found = [v.level for v in judge(facts, POLICY, stage=stage, at=NOW) if v.id == guard]
    worst = max(found, key=lambda level: level.rank, default=Level.PASS)
    return None if worst is Level.PASS else worst
