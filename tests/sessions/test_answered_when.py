"""A questionnaire is as old as the day it speaks of, not as the minute somebody typed it in.

Negative control, run: with `completed_at` read in place of `answered_at` in sessions/facts both tests are red.
"""

from datetime import timedelta

from patients.actions import measure
from sessions.actions.gate import verdicts_of
from sessions.gate import Stage

NO_RISK = {"Q1": 0, "Q2": 0, "Q6": 0}
HIGH = {"Q1": 1, "Q2": 1, "Q3": 0, "Q4": 1, "Q5": 0, "Q6": 0}


def from_paper(chair, session, code, answers, *, days, minute):
    today = session.site.today(chair.at(minute))
    return measure.record(
        session.patient,
        instrument=code,
        answers=answers,
        entry="PAPER",
        answered_on=today - timedelta(days=days),
        by=chair.nurse,
        at=chair.at(minute),
    )


def causes(chair, session, minute):
    found = verdicts_of(session, Stage.CLEAR, chair.at(minute))
    return {(one.id, one.cause) for one in found if one.cause}


def test_a_screen_copied_from_yesterdays_paper_is_none_of_this_visit(chair):
    session = chair.arrived()
    assert ("G28", "MISSING") in causes(chair, session, 5)
    from_paper(chair, session, "SUICIDE_SCREEN", NO_RISK, days=1, minute=6)
    from_paper(chair, session, "URINARY-1", {"1": 0}, days=30, minute=6)
    from_paper(chair, session, "PHQ-9", {str(n): 0 for n in range(1, 10)}, days=9, minute=6)
    assert {("G28", "MISSING"), ("G32", "MISSING")} <= causes(chair, session, 7)
    from_paper(chair, session, "SUICIDE_SCREEN", NO_RISK, days=0, minute=8)
    assert ("G28", "MISSING") not in causes(chair, session, 9)


def test_an_older_screen_typed_in_later_does_not_cover_the_one_of_today(chair):
    session = chair.arrived()
    from_paper(chair, session, "SUICIDE_SCREEN", HIGH, days=0, minute=5)
    from_paper(chair, session, "SUICIDE_SCREEN", NO_RISK, days=1, minute=10)
    assert ("G28", "HIGH") in causes(chair, session, 12)
