"""After the dose: nobody goes home early, and a session closes when the drug adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sessions.gate import Stage, judge, may_go_on
from sessions.gate.facts import ReadingFact, SessionFacts
from tests.sessions.gate.visit import HOME, HOME_AT, NOW, POLICY, READY, with_


@pytest.mark.parametrize(
    ("guard", "facts"),
    [
        ("G40", replace(HOME, events=HOME.events[:1])),
        ("G40", replace(HOME, events=())),
        ("G41", replace(HOME, discharge=None)),
        ("G41", with_(HOME, discharge__found=replace(HOME.discharge.found, oriented=False))),
        (
            "G41",
            with_(HOME, discharge__found=replace(HOME.discharge.found, therapist_signed=False)),
        ),
        ("G42", with_(HOME, discharge__escort_id="another")),
        ("G42", with_(HOME, escort__rideshare_only=True)),
        ("G42", with_(HOME, discharge__found=replace(HOME.discharge.found, escort_matched=None))),
        (
            "G42",
            with_(HOME, discharge__found=replace(HOME.discharge.found, instructions_given=False)),
        ),
        (
            "G42",
            with_(
                HOME, discharge__found=replace(HOME.discharge.found, no_driving_acknowledged=None)
            ),
        ),
    ],
)
def test_nobody_goes_home_early(guard: str, facts: SessionFacts) -> None:
    blocking = {v.id for v in judge(facts, POLICY, stage=Stage.DISCHARGE, at=HOME_AT) if v.blocks}
    assert guard in blocking
    assert may_go_on(judge(HOME, POLICY, stage=Stage.DISCHARGE, at=HOME_AT))


def test_observation_is_over_to_the_second() -> None:
    early = judge(HOME, POLICY, stage=Stage.DISCHARGE, at=HOME_AT - timedelta(seconds=1))
    assert "G40" in {v.id for v in early if v.blocks}


def test_the_discharge_set_is_the_last_and_not_old() -> None:
    late = judge(HOME, POLICY, stage=Stage.DISCHARGE, at=HOME_AT + timedelta(minutes=16))
    assert {v.cause for v in late if v.blocks} == {"OLD"}
    newer_set = ReadingFact(
        "newer", replace(HOME.monitoring[0].reading, taken_at=HOME_AT + timedelta(minutes=5))
    )
    facts = replace(HOME, monitoring=(*HOME.monitoring, newer_set))
    found = judge(facts, POLICY, stage=Stage.DISCHARGE, at=HOME_AT + timedelta(minutes=6))
    assert {v.cause for v in found if v.blocks} == {"NEWER_SET"}


@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        (replace(HOME, ledger=HOME.ledger[:2]), "GAPlot"),
        (replace(HOME, ledger=()), "MISSING"),
        (
            replace(HOME, ledger=(*HOME.ledger[:2], replace(HOME.ledger[2], witness=None))),
            "WITNESS",
        ),
        (
            replace(HOME, ledger=(*HOME.ledger[:2], replace(HOME.ledger[2], witness="nurse"))),
            "WITNESS",
        ),
    ],
)
def test_a_session_closes_when_the_drug_adds_up(facts: SessionFacts, cause: str) -> None:
    assert may_go_on(judge(HOME, POLICY, stage=Stage.CLOSE, at=HOME_AT))
    found = judge(facts, POLICY, stage=Stage.CLOSE, at=HOME_AT)
    assert [v.cause for v in found if v.blocks] == [cause]


def test_nothing_given_and_nothing_drawn_closes() -> None:
    assert may_go_on(judge(replace(READY), POLICY, stage=Stage.CLOSE, at=NOW))
