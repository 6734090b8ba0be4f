"""When a course is reviewed because of how much, how often and for how long (domain/06). Pure.

A trigger *stands* or does not. Whether a standing one is news is the caller's business: what a review has already
weighed does not call for the next one while it merely goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from clinic.policy.terms import LongTermTerms
from sessions.exposure.amount import Amount
from sessions.exposure.exposure import Exposure
from sessions.exposure.given import Given

WEEK_DAYS = 7


class Code(StrEnum):
    """Why a course is due for review. The first group is counted, the second comes with one record, the third is judged by scores."""

    PLANNED_DOSES_USED = "PLANNED_DOSES_USED"
    DOSES_IN_28_DAYS = "DOSES_IN_28_DAYS"
    ACUTE_WITHOUT_REVIEW = "ACUTE_WITHOUT_REVIEW"
    MAINTENANCE_TOO_CLOSE = "MAINTENANCE_TOO_CLOSE"
    SESSIONS_IN_12_MONTHS = "SESSIONS_IN_12_MONTHS"
    LIFETIME_SESSIONS = "LIFETIME_SESSIONS"
    LIFETIME_MG = "LIFETIME_MG"
    DIVERSION = "DIVERSION"
    MISSED_MEASURES = "MISSED_MEASURES"
    LONG_PAUSE = "LONG_PAUSE"

    URINARY = "URINARY"
    LIVER = "LIVER"
    COGNITION = "COGNITION"

    EARLY_NON_RESPONSE = "EARLY_NON_RESPONSE"
    NON_RESPONSE = "NON_RESPONSE"
    WORSENING = "WORSENING"


#: Counted anew from each decision on: what was weighed then says nothing about what came since.
SINCE_THE_REVIEW = frozenset({Code.DIVERSION, Code.MISSED_MEASURES, Code.LONG_PAUSE})


class Level(StrEnum):
    """What the review asks for. Each is weighed by the prescriber; some need more people, one stops the course first."""

    PLAN = "PLAN"
    RX = "RX"
    HARD = "HARD"
    SECOND = "SECOND"
    TEAM = "TEAM"
    DIVERSION = "DIVERSION"
    PAUSE = "PAUSE"


@dataclass(frozen=True)
class Course:
    """What the counted triggers ask of a course.

    ``maintained_since``: the start of its first maintenance plan; ``plan_since`` of the present one.
    ``reviewed_at``: the last decision of a review. Requests and losses are those since then. ``missed``: of the doses
    since then the latest ones in a row before which the mood questionnaire was not answered. ``paused_days``: the
    longest pause of treatment under way that ended since then, or has not ended.
    """

    course_id: str
    planned: int
    maintained_since: datetime | None = None
    plan_since: datetime | None = None
    plan_sessions: int | None = None
    reviewed_at: datetime | None = None
    requests: int = 0
    losses: int = 0
    missed: int = 0
    paused_days: int = 0

    @property
    def in_maintenance(self) -> bool:
        return self.plan_since is not None


@dataclass(frozen=True)
class Standing:
    """One trigger that stands: the number found and the limit it met.

    ``high`` differs from ``low`` where earlier treatment is not known exactly; None: no upper end is known.
    """

    code: Code
    level: Level
    low: str
    high: str | None
    limit: str

    @property
    def facts(self) -> dict[str, str | None]:
        """As it is stored beside the reason."""
        return {"low": self.low, "high": self.high, "limit": self.limit}


def standing(
    parts: Sequence[Given],
    told: Exposure,
    course: Course,
    terms: LongTermTerms,
    zone: ZoneInfo,
) -> tuple[Standing, ...]:
    """Every counted trigger that stands at ``told.at``."""
    past = [part for part in parts if part.at <= told.at]
    return (
        *_of_the_plan(past, course, terms),
        *_of_the_pace(past, course, terms, zone),
        *_of_the_whole(told, terms),
        *_of_the_handling(course, terms),
        *_of_the_measures(course, terms),
        *_of_the_pauses(course, terms),
    )


def starts(parts: Sequence[Given], course_id: str) -> list[datetime]:
    """When each session of that course began, in order."""
    first: dict[str, datetime] = {}
    for part in parts:
        if part.course_id == course_id:
            first[part.session_id] = min(part.at, first.get(part.session_id, part.at))
    return sorted(first.values())


def _of_the_plan(
    past: Sequence[Given], course: Course, terms: LongTermTerms
) -> Iterator[Standing]:
    all_of_it = starts(past, course.course_id)
    since = course.plan_since
    if since is not None:
        used = sum(1 for at in all_of_it if at >= since)
        if used >= (course.plan_sessions or 0):
            yield _found(Code.PLANNED_DOSES_USED, Level.PLAN, used, course.plan_sessions or 0)
        return
    if len(all_of_it) >= course.planned:
        yield _found(Code.PLANNED_DOSES_USED, Level.PLAN, len(all_of_it), course.planned)
    unseen = [at for at in all_of_it if course.reviewed_at is None or at > course.reviewed_at]
    # The review comes before the dose that would be one too many.
    if len(unseen) >= terms.acute_sessions_max:
        yield _found(Code.ACUTE_WITHOUT_REVIEW, Level.HARD, len(unseen), terms.acute_sessions_max)


def _of_the_pace(
    past: Sequence[Given], course: Course, terms: LongTermTerms, zone: ZoneInfo
) -> Iterator[Standing]:
    if course.maintained_since is None or course.plan_since is None:
        return
    since = course.maintained_since
    days = [at.astimezone(zone).date() for at in starts(past, course.course_id) if at >= since]
    close = days_too_close(days)
    if close >= terms.close_weeks_hard * WEEK_DAYS:
        limit = terms.close_weeks_hard * WEEK_DAYS
        yield _found(Code.MAINTENANCE_TOO_CLOSE, Level.HARD, close, limit)
    elif close > terms.close_weeks * WEEK_DAYS:
        limit = terms.close_weeks * WEEK_DAYS
        yield _found(Code.MAINTENANCE_TOO_CLOSE, Level.RX, close, limit)


def days_too_close(days: Sequence[date]) -> int:
    """Days from first to last of the latest run of sessions less than a week apart."""
    if not days:
        return 0
    first = last = days[-1]
    for day in reversed(days[:-1]):
        if first - day >= timedelta(days=WEEK_DAYS):
            break
        first = day
    return (last - first).days


def _of_the_whole(told: Exposure, terms: LongTermTerms) -> Iterator[Standing]:
    month, year = told.month.sessions, told.year.sessions
    if month.may_reach(terms.doses_28_days_max + 1):
        yield _range(Code.DOSES_IN_28_DAYS, Level.RX, month, terms.doses_28_days_max)
    if year.may_reach(terms.sessions_12_months):
        yield _range(Code.SESSIONS_IN_12_MONTHS, Level.SECOND, year, terms.sessions_12_months)
    ever = told.lifetime
    if ever.sessions.may_reach(terms.lifetime_sessions):
        yield _range(Code.LIFETIME_SESSIONS, Level.TEAM, ever.sessions, terms.lifetime_sessions)
    if ever.mg.may_reach(terms.lifetime_mg):
        yield _range(Code.LIFETIME_MG, Level.TEAM, ever.mg, terms.lifetime_mg)


def _of_the_handling(course: Course, terms: LongTermTerms) -> Iterator[Standing]:
    if course.requests >= terms.extra_requests:
        yield _found(Code.DIVERSION, Level.DIVERSION, course.requests, terms.extra_requests)
    elif course.losses >= terms.losses:
        yield _found(Code.DIVERSION, Level.DIVERSION, course.losses, terms.losses)


def _of_the_measures(course: Course, terms: LongTermTerms) -> Iterator[Standing]:
    if course.missed >= terms.missed_measures:
        yield _found(Code.MISSED_MEASURES, Level.RX, course.missed, terms.missed_measures)


def _of_the_pauses(course: Course, terms: LongTermTerms) -> Iterator[Standing]:
    if course.paused_days >= terms.pause_days:
        yield _found(Code.LONG_PAUSE, Level.RX, course.paused_days, terms.pause_days)


def _found(code: Code, level: Level, number: int, limit: int) -> Standing:
    return Standing(code, level, str(number), str(number), str(limit))


def _range(code: Code, level: Level, amount: Amount, limit: object) -> Standing:
    high = None if amount.high is None else _plain(amount.high)
    return Standing(code, level, _plain(amount.low), high, _plain(limit))


def _plain(number: object) -> str:
    text = f"{number:f}" if hasattr(number, "as_tuple") else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
