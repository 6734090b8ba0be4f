"""Every guard both ways and at its exact edge. Each row changes one thing in a visit where nothing is wrong.

Negative control: `test_a_missing_guard_is_noticed` takes each guard out of the registry and the same visit passes,
so each row is refused by its own guard and by nothing else.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from sessions.gate import Level, Stage, judge, may_go_on, registry
from sessions.gate.facts import SessionFacts
from tests.sessions.gate.changed import D, dosed_before, past
from tests.sessions.gate.rows import ROWS, answer
from tests.sessions.gate.visit import NOW, POLICY, READY


@pytest.mark.parametrize(
    ("guard", "what", "facts", "level"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS]
)
def test_each_guard_both_ways(
    guard: str, what: str, facts: SessionFacts, level: Level | None
) -> None:
    if guard == "L01" and level is None:
        facts = replace(dosed_before(past(100, mg=D(54))), order=facts.order)
    assert answer(facts, guard) == level
    verdicts = judge(facts, POLICY, stage=Stage.DOSE, at=NOW)
    assert may_go_on(verdicts) is not any(v.blocks for v in verdicts)
    if level is None:
        assert [v.id for v in verdicts if v.blocks] == [], "this row changes one thing only"


def blocked_only_by(guard: str) -> SessionFacts | None:
    """A row of the table that this guard alone refuses."""
    for name, _what, facts, level in ROWS:
        if level is None or not name.startswith(guard if guard != "L" else "L0"):
            continue
        blocking = {v.id for v in judge(facts, POLICY, stage=Stage.DOSE, at=NOW) if v.blocks}
        if blocking and all(b.startswith(guard) for b in blocking):
            return facts
    return None


@pytest.mark.parametrize(
    "guard", sorted(g.id for g in registry.GUARDS.values() if Stage.DOSE in g.stages)
)
def test_a_missing_guard_is_noticed(guard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: without the guard the same visit goes through, so the guard is what stands there."""
    facts = blocked_only_by(guard)
    assert facts is not None, "no row of the table is refused by this guard alone"
    assert not may_go_on(judge(facts, POLICY, stage=Stage.DOSE, at=NOW))
    monkeypatch.delitem(registry.GUARDS, guard)
    assert may_go_on(judge(facts, POLICY, stage=Stage.DOSE, at=NOW))


def test_nothing_wrong_is_nothing_in_the_way() -> None:
    for stage in (Stage.CONFIRM, Stage.CHECK_IN, Stage.CLEAR, Stage.DOSE):
        assert may_go_on(judge(READY, POLICY, stage=stage, at=NOW)), stage


def test_the_front_desk_reads_nothing_clinical() -> None:
    for guard, _what, facts, level in ROWS:
        if level is None:
            continue
        for verdict in judge(facts, POLICY, stage=Stage.DOSE, at=NOW):
            if verdict.blocks and guard in {
                "G03",
                "G04",
                "G21",
                "G23b",
                "G23c",
                "G23d",
                "G24",
                "G25",
                "G27",
                "G28",
                "G30",
                "G31",
            }:
                assert verdict.desk_sentence == "A clinical check is open."


def test_every_refusal_says_where_it_is_mended_and_can_be_kept() -> None:
    for _guard, _what, facts, _level in ROWS:
        for verdict in judge(facts, POLICY, stage=Stage.DOSE, at=NOW):
            if verdict.blocks:
                assert verdict.mend is not None, verdict.id
                assert verdict.sentence.endswith((".", "?"))
            assert "None" not in verdict.sentence
            assert verdict.as_dict()["id"] == verdict.id
