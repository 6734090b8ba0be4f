"""The windows of a course, moment by moment. Pure: the same facts and terms always give the same windows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clinic.policy.terms import MeasureTerms
from patients.instruments.recall import ENDPOINT_FROM_DAYS, ENDPOINT_UNTIL_DAYS
from patients.measures.due import FOLLOW_UPS, Moment, Window
from patients.measures.facts import Answer, CourseFacts, Dose, Visit

# Before the first dose: a baseline is still wanted.
WAITING = frozenset({"SCREENING", "ELIGIBLE", "CONSENTED", "PREPARING", "READY"})
# Not one of these: the course goes on, and its visits with it.
OVER = frozenset(
    {
        "INELIGIBLE",
        "COMPLETED",
        "DISCONTINUED",
        "FOLLOW_UP_CLOSED",
        "CLOSED_NO_CONTACT",
    }
)
# The acute phase can no longer go on by itself.
AFTER_ACUTE = frozenset({"REVIEW_DUE", "MAINTENANCE", *OVER})
# A staff member asks on the day of the visit, or the evening before it.
STAFF_ASK_DAYS = 1
MIDWAY_DUE_DAYS = 7  # [POL]
# The one question of every visit; a yes is a total above nought.
BLADDER_QUESTION = "URINARY-1"
SYMPTOM_DUE_DAYS = 1  # [POL]
# How long before its time a questionnaire of maintenance is shown.
AHEAD_DAYS = 14


def days(number: int) -> timedelta:
    return timedelta(days=number)


def baseline(facts: CourseFacts, terms: MeasureTerms, fresh_days: int) -> Iterator[Window]:
    """Asked from screening on. What the outcome is compared with must be fresh at the first dose (G13)."""
    began = facts.screening_on
    if began is None or not (facts.doses or facts.state in WAITING):
        return
    given = facts.doses[0] if facts.doses else None
    first = given or (facts.visits[0] if facts.visits else None)
    due_on = began + days(terms.baseline_due_days)
    for code in terms.baseline:
        if first is None:
            yield Window(code, Moment.BASELINE, began, due_on, None, takes_newest=True)
            continue
        compared = code in terms.follow_up
        from_on = first.on - days(fresh_days) if compared else min(began, first.on)
        last = max(from_on, first.on - days(1))
        yield Window(
            code,
            Moment.BASELINE,
            from_on,
            min(due_on, last) if due_on >= from_on else last,
            first.on,
            before=given.at if given else None,
            takes_newest=True,
        )


def before_doses(facts: CourseFacts, terms: MeasureTerms) -> Iterator[Window]:
    """Asked before the next dose, not further back than the dose before it. Doses that were given stay in the plan.

    Visits after the next are not asked about yet: an answer would lie before the next dose and not count for them.
    """
    there: list[Dose | Visit] = [*facts.doses]
    if not facts.is_paused and facts.state not in OVER:
        there += facts.visits[:1]
    there.sort(key=lambda one: (one.on, one.visit))
    earlier: date | None = None
    for one in there:
        for code in terms.before_dose:
            asked = facts.instruments.get(code)
            lead = STAFF_ASK_DAYS if asked and asked.staff_only else terms.before_dose_days
            from_on = one.on - days(lead)
            if earlier is not None:
                from_on = min(one.on, max(from_on, earlier + days(1)))
            best = one.on if lead == STAFF_ASK_DAYS else one.on - days(1)
            yield Window(
                code,
                Moment.BEFORE_DOSE,
                from_on,
                max(from_on, best),
                one.on,
                occasion=one.visit,
                before=one.at if isinstance(one, Dose) else None,
                takes_newest=True,
            )
        earlier = one.on


def symptoms(facts: CourseFacts, terms: MeasureTerms) -> Iterator[Window]:
    """A yes to the bladder question asks for the checklist."""
    began = facts.screening_on
    if began is None or facts.state in OVER:
        return
    for told in facts.answers:
        if told.code == BLADDER_QUESTION and told.total and told.on >= began:
            for code in terms.bladder:
                yield Window(
                    code,
                    Moment.SYMPTOM,
                    told.on,
                    told.on + days(SYMPTOM_DUE_DAYS),
                    told.on + days(ENDPOINT_FROM_DAYS),
                    occasion=str(told.id),
                )


def midway(facts: CourseFacts, terms: MeasureTerms) -> Iterator[Window]:
    """Asked once half the planned doses were given."""
    half = (facts.planned_doses + 1) // 2
    if half == 0 or len(facts.acute) < half:
        return
    on = facts.acute[half - 1].on
    for code in terms.midway:
        yield Window(
            code, Moment.MIDWAY, on, on + days(MIDWAY_DUE_DAYS), on + days(ENDPOINT_UNTIL_DAYS)
        )


def after_doses(facts: CourseFacts, terms: MeasureTerms) -> Iterator[Window]:
    """The endpoint and the follow-ups, counted from the last acute dose so far, also after the course is over."""
    if not facts.acute:
        return
    last = facts.acute[-1].on
    for code in terms.endpoint:
        yield Window(
            code,
            Moment.ENDPOINT,
            last + days(ENDPOINT_FROM_DAYS),
            last + days(terms.endpoint_due_days),
            last + days(ENDPOINT_UNTIL_DAYS),
        )
    used_up = 0 < facts.planned_doses <= len(facts.acute)
    over = used_up or facts.state in AFTER_ACUTE
    for moment, after, slack in zip(
        FOLLOW_UPS, terms.follow_up_days, terms.follow_up_slack_days, strict=True
    ):
        # While doses still come, the questionnaire before the next one is the week's.
        if moment is Moment.DAY_7 and not over:
            continue
        on = last + days(after)
        for code in terms.follow_up:
            yield Window(code, moment, on - days(slack), on, on + days(slack))


def maintenance(facts: CourseFacts, terms: MeasureTerms) -> Iterator[Window]:
    """Asked again and again while the course is kept up; each answer sets the day of the next."""
    began = facts.maintenance_on
    if began is None:
        return
    kinds = (
        (terms.monthly, terms.monthly_days, None),
        (terms.bladder, terms.bladder_days, terms.bladder_doses),
        (terms.cognition, terms.cognition_days, None),
        (terms.misuse, terms.misuse_days, None),
    )
    done: set[str] = set()
    for codes, every, doses in kinds:
        for code in codes:
            if code not in done:
                yield from _again(facts, code, began, every, doses)
            done.add(code)


def _again(
    facts: CourseFacts, code: str, began: date, every: int, doses: int | None
) -> Iterator[Window]:
    mine = {answer.on: answer for answer in facts.answers if answer.code == code}
    answered = sorted(on for on in mine if on > began)
    since = began
    for number, on in enumerate(answered, start=1):
        due_on = _due_on(facts, since, every, doses)
        yield _occasion(code, number, min(on, due_on), due_on, max(on, due_on))
        since = on
    if facts.state not in OVER:
        due_on = _due_on(facts, since, every, doses)
        from_on = max(since + days(1), due_on - days(AHEAD_DAYS))
        yield _occasion(code, len(answered) + 1, from_on, due_on, None)


def _due_on(facts: CourseFacts, since: date, every: int, doses: int | None) -> date:
    """So many days later, or on the day of so many doses, whichever comes first."""
    by_days = since + days(every)
    given = [dose.on for dose in facts.doses if dose.on > since]
    if doses is None or len(given) < doses:
        return by_days
    return min(by_days, given[doses - 1])


def _occasion(code: str, number: int, from_on: date, due_on: date, late_on: date | None) -> Window:
    return Window(
        code, Moment.MAINTENANCE, min(from_on, due_on), due_on, late_on, occasion=str(number)
    )


def counts(window: Window, answer: Answer) -> bool:
    """Whether this answer is one for that window."""
    if answer.code != window.code or answer.on < window.from_on:
        return False
    if window.late_on is not None and answer.on > window.late_on:
        return False
    return window.before is None or answer.at <= window.before
