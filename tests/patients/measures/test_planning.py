"""The plan of questionnaires, on plain facts: which, from when, until when, answered by which answer.

Controls, run: without `before` in `counts`, `test_an_answer_after_the_dose_does_not_count...` is red; with the first
answer chosen always, `test_before_a_dose_the_newest_answer_counts` is; with the endpoint counted from the first dose,
`test_the_endpoint_moves_with_the_last_dose` is.
"""

from dataclasses import replace

import pytest

from clinic.policy.terms import MeasureTerms
from patients.measures.due import Moment, Status, Why
from patients.measures.facts import Asked
from patients.measures.planning import plan, why_not
from tests.patients.measures.plans import (
    ASKED,
    DAY,
    TERMS,
    active,
    answer,
    course,
    day,
    kept_up,
    of,
    planned,
    visit,
)

# --- before treatment ---------------------------------------------------------------------------


def test_screening_asks_for_a_baseline_within_five_days_and_only_what_there_is_wording_for():
    rows = plan(course(), TERMS, fresh_days=14)
    assert {row.code for row in rows} == set(ASKED)
    assert {row.moment for row in rows} == {Moment.BASELINE}
    assert {(row.from_on, row.due_on, row.late_on) for row in rows} == {(DAY, day(5), None)}
    assert {row.status for row in rows} == {Status.DUE}


def test_a_referral_that_is_not_screened_yet_owes_nothing():
    assert plan(course(status="REFERRED", screening_on=None), TERMS, fresh_days=14) == ()


@pytest.mark.parametrize(
    ("answered", "status"), [(15, Status.DUE), (16, Status.ANSWERED), (30, Status.ANSWERED)]
)
def test_what_the_outcome_is_compared_with_must_be_fresh_at_the_first_visit(answered, status):
    """Fourteen days before the visit of day 30 is day 16, which counts."""
    facts = course(status="READY", visits=(visit(30),), answers=(answer("PHQ-9", answered),))
    row = of(facts, Moment.BASELINE)
    assert (row.status, row.from_on, row.late_on) == (status, day(16), day(30))
    assert row.due_on == day(29)


def test_a_checklist_that_was_answered_early_is_not_asked_again():
    facts = course(status="READY", visits=(visit(30),), answers=(answer("URINARY", 1),))
    assert of(facts, Moment.BASELINE, "URINARY").status == Status.ANSWERED


@pytest.mark.parametrize("status", ["DEFERRED", "INELIGIBLE", "DISCONTINUED"])
def test_nothing_is_asked_of_somebody_who_is_not_on_the_way_to_a_first_dose(status):
    assert plan(course(status=status), TERMS, fresh_days=14) == ()
    assert why_not(course(status=status), "PHQ-9", "BASELINE") == Why.COURSE


# --- before each dose ---------------------------------------------------------------------------


def test_before_a_dose_it_is_asked_three_days_before_until_the_visit():
    row = of(active(0, visits=(visit(7),)), Moment.BEFORE_DOSE, occasion="V7")
    assert (row.from_on, row.due_on, row.late_on) == (day(4), day(6), day(7))


def test_staff_ask_their_own_on_the_day():
    row = of(active(0, visits=(visit(7),)), Moment.BEFORE_DOSE, "SUICIDE_SCREEN", "V7")
    assert (row.from_on, row.due_on, row.late_on, row.staff_only) == (day(6), day(7), day(7), True)


def test_an_answer_from_before_the_last_dose_does_not_count_for_the_next():
    """Twice a week: day 0 and day 3. What was answered on day 0 was answered before the first."""
    facts = active(0, visits=(visit(3),), answers=(answer("PHQ-9", 0),))
    assert of(facts, Moment.BEFORE_DOSE, occasion="V0").status == Status.ANSWERED
    row = of(facts, Moment.BEFORE_DOSE, occasion="V3")
    assert (row.status, row.from_on) == (Status.DUE, day(1))


def test_an_answer_after_the_dose_does_not_count_before_it_on_the_same_day():
    late = active(0, answers=(answer("PHQ-9", 0, hour=16),))
    assert of(late, Moment.BEFORE_DOSE, occasion="V0").status == Status.MISSED
    early = active(0, answers=(answer("PHQ-9", 0, hour=14),))
    assert of(early, Moment.BEFORE_DOSE, occasion="V0").status == Status.ANSWERED


def test_before_a_dose_the_newest_answer_counts():
    answers = (answer("PHQ-9", 5), answer("PHQ-9", 7, hour=8))
    facts = active(0, visits=(visit(7),), answers=answers)
    assert of(facts, Moment.BEFORE_DOSE, occasion="V7").answered_by == answers[1].id


def test_one_answer_may_stand_for_the_baseline_and_for_the_first_dose():
    given = answer("PHQ-9", 29)
    facts = course(status="READY", visits=(visit(30),), answers=(given,))
    for moment, occasion in ((Moment.BASELINE, ""), (Moment.BEFORE_DOSE, "V30")):
        assert of(facts, moment, occasion=occasion).answered_by == given.id


def test_a_pause_asks_nothing_before_visits_and_going_on_asks_again():
    paused = active(0, visits=(visit(7),), resume_status="ACTIVE")
    paused = replace(paused, status="PAUSED")
    assert of(paused, Moment.BEFORE_DOSE, occasion="V7") is None
    assert why_not(paused, "PHQ-9", "BEFORE_DOSE") == Why.COURSE
    assert of(active(0, visits=(visit(7),)), Moment.BEFORE_DOSE, occasion="V7") is not None


def test_a_visit_that_is_off_says_so():
    assert why_not(active(0), "PHQ-9", "BEFORE_DOSE") == Why.VISIT_OFF


# --- after the acute doses ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "status"),
    [(13, Status.DUE), (14, Status.ANSWERED), (31, Status.ANSWERED), (32, Status.DUE)],
)
def test_the_endpoint_counts_from_day_14_to_day_31(on, status):
    assert of(active(0, answers=(answer("PHQ-9", on),)), Moment.ENDPOINT).status == status


def test_the_endpoint_moves_with_the_last_dose():
    assert of(active(0), Moment.ENDPOINT).due_on == day(16)
    later = of(active(0, 7, answers=(answer("PHQ-9", 15),)), Moment.ENDPOINT)
    assert (later.due_on, later.status) == (day(23), Status.DUE)


def test_after_a_dose_the_first_answer_in_the_window_counts():
    answers = (answer("PHQ-9", 16), answer("PHQ-9", 20))
    assert of(active(0, answers=answers), Moment.ENDPOINT).answered_by == answers[0].id


@pytest.mark.parametrize(
    ("moment", "days", "slack"),
    [
        (Moment.DAY_7, 7, 3),
        (Moment.MONTH_1, 30, 7),
        (Moment.MONTH_3, 90, 14),
        (Moment.MONTH_6, 180, 14),
    ],
)
@pytest.mark.parametrize("status", ["COMPLETED", "DISCONTINUED", "REVIEW_DUE"])
def test_follow_up_runs_on_after_the_end(status, moment, days, slack):
    row = of(replace(active(0, 7), status=status), moment)
    window = (day(7 + days - slack), day(7 + days), day(7 + days + slack))
    assert (row.from_on, row.due_on, row.late_on) == window
    assert row.status == Status.DUE


def test_while_doses_still_come_nobody_is_asked_for_the_week_after():
    assert of(active(0, 7), Moment.DAY_7) is None
    used_up = active(0, 7, planned_doses=2)
    assert of(used_up, Moment.DAY_7).due_on == day(14)


def test_a_course_stopped_before_any_dose_owes_no_follow_up():
    assert plan(course(status="DISCONTINUED"), TERMS, fresh_days=14) == ()


def test_halfway_is_asked_once():
    asked = {**ASKED, "DAST-10": Asked(recall_days=365)}
    assert of(active(0, 7, instruments=asked), Moment.MIDWAY, "DAST-10") is None
    assert of(active(0, 7, 14, instruments=asked), Moment.MIDWAY, "DAST-10").due_on == day(21)


def test_closing_follow_up_keeps_what_was_answered_and_asks_no_more():
    facts = replace(
        active(0, answers=(answer("PHQ-9", 16),)), status="FOLLOW_UP_CLOSED", closed_on=day(60)
    )
    rows = planned(facts)
    assert rows["PHQ-9", "ENDPOINT", ""].status == Status.ANSWERED
    assert rows["GAD-7", "ENDPOINT", ""].status == Status.MISSED
    assert ("PHQ-9", "MONTH_3", "") not in rows
    assert why_not(replace(facts, opted_out=True), "PHQ-9", "MONTH_3") == Why.OPTED_OUT


def test_a_later_courses_first_dose_ends_the_measuring_of_this_one():
    facts = replace(active(0), status="COMPLETED", superseded_on=day(50))
    assert of(facts, Moment.MONTH_3) is None
    assert of(facts, Moment.ENDPOINT).status == Status.MISSED


def test_nobody_is_asked_after_death():
    facts = active(0, died=True)
    assert plan(facts, TERMS, fresh_days=14) == ()
    assert why_not(facts, "PHQ-9", "ENDPOINT") == Why.DIED


def test_maintenance_asks_each_month_from_the_last_answer():
    first = of(kept_up(), Moment.MAINTENANCE, occasion="1")
    assert (first.due_on, first.late_on) == (day(70), None)
    facts = kept_up(answers=(answer("PHQ-9", 60),))
    assert of(facts, Moment.MAINTENANCE, occasion="1").status == Status.ANSWERED
    second = of(facts, Moment.MAINTENANCE, occasion="2")
    assert (second.due_on, second.status) == (day(90), Status.DUE)
    assert of(facts, Moment.MAINTENANCE, occasion="3") is None


def test_the_bladder_is_asked_after_three_months_or_six_doses_whichever_comes_first():
    assert of(kept_up(), Moment.MAINTENANCE, "URINARY", "1").due_on == day(130)
    five = kept_up(*range(47, 82, 7))
    assert of(five, Moment.MAINTENANCE, "URINARY", "1").due_on == day(130)
    six = kept_up(*range(47, 89, 7))
    assert of(six, Moment.MAINTENANCE, "URINARY", "1").due_on == day(82)


def test_memory_is_asked_twice_a_year():
    assert of(kept_up(), Moment.MAINTENANCE, "COGNITION", "1").due_on == day(222)


def test_a_dose_of_maintenance_does_not_move_the_endpoint():
    assert of(kept_up(50), Moment.ENDPOINT).due_on == day(16)


# --- in general ---------------------------------------------------------------------------------


def test_a_score_whose_days_lie_on_both_sides_of_a_dose_is_marked():
    facts = active(0, 7, answers=(answer("PHQ-9", 7, hour=9),))
    assert of(facts, Moment.BEFORE_DOSE, occasion="V7").spans_dose
    assert not of(facts, Moment.BEFORE_DOSE, occasion="V0").spans_dose
    assert not of(facts, Moment.ENDPOINT).spans_dose
    assert of(facts, Moment.ENDPOINT, "URINARY").spans_dose  # it asks about 30 days


def test_planning_twice_says_the_same():
    facts = kept_up(50, 60, answers=(answer("PHQ-9", 16), answer("PHQ-9", 55)))
    assert plan(facts, TERMS, fresh_days=14) == plan(facts, TERMS, fresh_days=14)


def test_no_row_is_planned_twice_and_all_days_are_in_order():
    facts = kept_up(7, 50, visits=(visit(90),), answers=(answer("PHQ-9", 16),))
    rows = plan(facts, TERMS, fresh_days=14)
    assert len({row.key for row in rows}) == len(rows)
    assert all(row.from_on <= row.due_on for row in rows)
    assert all(row.late_on is None or row.due_on <= row.late_on for row in rows)


def test_follow_ups_out_of_order_cannot_be_signed():
    assert MeasureTerms(follow_up_days=(7, 90, 30, 180)).problems()
    assert MeasureTerms(follow_up_days=(7, 30)).problems()
    assert not TERMS.problems()


def test_only_the_next_visit_is_asked_about():
    facts = active(0, visits=(visit(7), visit(14)))
    assert of(facts, Moment.BEFORE_DOSE, occasion="V7") is not None
    assert of(facts, Moment.BEFORE_DOSE, occasion="V14") is None
