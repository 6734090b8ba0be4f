"""The plan of a course's questionnaires: its windows, each with the answer that counts for it."""

from __future__ import annotations

from datetime import date, timedelta

from clinic.policy.terms import MeasureTerms
from patients.measures import windows
from patients.measures.due import Due, Moment, Status, Why, Window
from patients.measures.facts import Answer, Asked, CourseFacts


def plan(facts: CourseFacts, terms: MeasureTerms, *, fresh_days: int) -> tuple[Due, ...]:
    """Every questionnaire this course owes or owed, one row for each code, moment and occasion.

    ``fresh_days``: how old the measure needed before the first dose may be (G13). What is not in the plan is not
    asked for any more; ``why_not`` says why. No day of "today" goes in: planning again changes nothing.
    """
    if facts.died:
        return ()
    found = (
        *windows.baseline(facts, terms, fresh_days),
        *windows.before_doses(facts, terms),
        *windows.symptoms(facts, terms),
        *windows.midway(facts, terms),
        *windows.after_doses(facts, terms),
        *windows.maintenance(facts, terms),
    )
    still_asked = facts.closed_on is None and facts.superseded_on is None
    planned: dict[tuple[str, str, str], Due] = {}
    for window in found:
        asked = facts.instruments.get(window.code)
        if asked is not None and window.key not in planned:
            due = _due(window, asked, facts)
            if due.status is not Status.DUE or still_asked:
                planned[window.key] = due
    return tuple(planned.values())


def why_not(facts: CourseFacts, code: str, moment: str) -> Why:
    """Why a questionnaire that was planned once is not in the plan any more."""
    if facts.died:
        return Why.DIED
    if facts.opted_out:
        return Why.OPTED_OUT
    if code not in facts.instruments:
        return Why.NOT_ASKED
    if moment == Moment.BEFORE_DOSE and not facts.is_paused and facts.state not in windows.OVER:
        return Why.VISIT_OFF
    return Why.COURSE


def _due(window: Window, asked: Asked, facts: CourseFacts) -> Due:
    answer = _answer_for(window, facts)
    if answer is not None:
        status = Status.ANSWERED
    elif window.before is not None or _is_past(window, facts):
        status = Status.MISSED
    else:
        status = Status.DUE
    return Due(
        code=window.code,
        moment=window.moment,
        occasion=window.occasion,
        from_on=window.from_on,
        due_on=window.due_on,
        late_on=window.late_on,
        status=status,
        answered_by=answer.id if answer else None,
        staff_only=asked.staff_only,
        spans_dose=_spans_dose(answer.on if answer else window.due_on, asked, facts),
    )


def _answer_for(window: Window, facts: CourseFacts) -> Answer | None:
    mine = [answer for answer in facts.answers if windows.counts(window, answer)]
    if not mine:
        return None
    chosen = max if window.takes_newest else min
    return chosen(mine, key=lambda answer: (answer.on, answer.at))


def _is_past(window: Window, facts: CourseFacts) -> bool:
    """Its last day was over when follow-up was closed, or before a later course took the measuring over."""
    ends = [day for day in (facts.closed_on, facts.superseded_on) if day is not None]
    return window.late_on is not None and bool(ends) and window.late_on < min(ends)


def _spans_dose(on: date, asked: Asked, facts: CourseFacts) -> bool:
    """Whether somebody who answers on that day also remembers days before the last dose: a trend, no more."""
    if asked.recall_days is None:
        return False
    given = [dose.on for dose in facts.doses if dose.on < on]
    return bool(given) and on - given[-1] < timedelta(days=asked.recall_days)
