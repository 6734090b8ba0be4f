"""What a review may end in, and what it needs first: in sentences a person can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.core.errors import DomainError, InvalidInput
from clinic.policy.terms import LongTermTerms
from patients.models import Course, StopReason
from sessions.exposure import Code, Level
from sessions.facts.review_picture import Picture
from sessions.models import Outcome, ReviewOpinion

#: A further dose may follow.
GOES_ON = frozenset({Outcome.CONTINUE, Outcome.EXTEND, Outcome.MAINTAIN})
#: The decision itself says how many sessions it allows.
GRANTS = frozenset({Outcome.EXTEND, Outcome.MAINTAIN})
REASON_MIN = DESPITE_MIN = 20  # characters, as every reason beside a rule (domain/README 0.2)
#: From so many days apart on a session is no closer than once a week.
WEEK_DAYS = 7


@dataclass(frozen=True)
class Granted:
    """What a decision grants; which of it is asked depends on the outcome."""

    sessions: int | None = None
    interval_days: int | None = None
    review_on: date | None = None
    stop_reason: str = ""
    refused_measures: str = ""


class ReviewIncomplete(DomainError):
    """The review lacks something. ``details["missing"]`` lists it; where ``waivable`` a reason can stand in for it."""

    code = "review-incomplete"


def weighs(picture: Picture) -> set[tuple[str, str]]:
    """Code and level of everything this review has to answer: what arose, and what stands now."""
    arose = {(reason.code, reason.level) for reason in picture.between.reasons}
    return arose | {(one.code.value, one.level.value) for one in picture.standing}


def never(
    picture: Picture, outcome: str, *, decider: UUID, interval_days: int | None
) -> list[str]:
    """What no reason can stand in for."""
    if outcome not in GOES_ON:
        return []
    weighed = weighs(picture)
    levels = {level for _code, level in weighed}
    others = [one for one in picture.opinions if one.author_id != decider]
    found = []
    if levels & {Level.SECOND, Level.TEAM} and not _has(others, "PRESCRIBER"):
        found.append(_("A second prescriber has not signed an opinion."))
    if Level.TEAM in levels and not _has(others, "THERAPIST"):
        found.append(_("A therapist has not signed an opinion. The whole team decides here."))
    if (Code.MAINTENANCE_TOO_CLOSE, Level.HARD) in weighed and (
        outcome != Outcome.MAINTAIN or (interval_days or 0) <= WEEK_DAYS
    ):
        found.append(
            _(
                "Sessions were less than a week apart for two months. They are spaced further now, or they end."
            )
        )
    return found


def missing(picture: Picture, outcome: str, *, decider: UUID) -> list[str]:
    """What a decision needs unless the prescriber writes why it goes on without it."""
    found = []
    others = [one for one in picture.opinions if one.author_id != decider]
    if outcome != Outcome.STOP and not _has(others, "THERAPIST"):
        found.append(_("There is no therapist's opinion."))
    if outcome == Outcome.MAINTAIN and not picture.has_response:
        found.append(_("No scale shows a response."))
    return found


def _has(opinions: Sequence[ReviewOpinion], role: str) -> bool:
    return any(opinion.role == role for opinion in opinions)


def require(
    picture: Picture,
    outcome: str,
    *,
    decider: UUID,
    interval_days: int | None,
    despite: str,
) -> list[str]:
    """Raise ``ReviewIncomplete`` unless this may be decided now; answers what was waived."""
    if stops := never(picture, outcome, decider=decider, interval_days=interval_days):
        raise ReviewIncomplete(" ".join(stops), missing=stops, waivable=False)
    lacking = missing(picture, outcome, decider=decider)
    if lacking and len(despite.strip()) < DESPITE_MIN:
        ask = _("Wait for it, or say in at least %(count)d characters why not.") % {
            "count": DESPITE_MIN
        }
        raise ReviewIncomplete(" ".join([*lacking, ask]), missing=lacking, waivable=True)
    return lacking


def require_shape(
    course: Course, outcome: str, reason: str, asked: Granted, terms: LongTermTerms, at: datetime
) -> None:
    """Raise ``InvalidInput`` unless the decision says everything its outcome grants, within the clinic's limits."""
    if outcome not in Outcome.values:
        raise InvalidInput(_("Choose what was decided."), field="outcome")
    if len(reason.strip()) < REASON_MIN:
        raise InvalidInput(
            _("Give the reason in at least %(count)d characters.") % {"count": REASON_MIN},
            field="reason",
        )
    if outcome == Outcome.STOP and asked.stop_reason not in StopReason.values:
        raise InvalidInput(_("Choose the main reason."), field="stop_reason")
    if outcome not in GRANTS:
        return
    most = terms.extension_max if outcome == Outcome.EXTEND else terms.maintenance_max
    if asked.sessions is None or not 1 <= asked.sessions <= most:
        raise InvalidInput(
            _("One to %(most)d sessions can be granted at a time.") % {"most": most},
            field="sessions",
        )
    if outcome == Outcome.MAINTAIN:
        _require_plan(course, asked, terms, at)


def require_planned_dose(picture: Picture, outcome: str) -> None:
    """Raise ``InvalidInput`` where the course is to go on as planned and its plan holds no further dose."""
    if outcome != Outcome.CONTINUE or picture.can_continue:
        return
    if picture.between.use.in_maintenance:
        words = _("In maintenance each review makes a new plan. Choose maintenance, and give it.")
    else:
        words = _("No planned session is left. Choose more sessions, and say how many.")
    raise InvalidInput(words, field="outcome")


def _require_plan(course: Course, asked: Granted, terms: LongTermTerms, at: datetime) -> None:
    if asked.interval_days is None:
        raise InvalidInput(_("Say how many days lie between sessions."), field="interval_days")
    today = course.site.today(at)
    latest = today + timedelta(days=terms.maintenance_review_days)
    if asked.review_on is None or not today < asked.review_on <= latest:
        raise InvalidInput(
            _("The next review lies within %(days)d days.")
            % {"days": terms.maintenance_review_days},
            field="review_on",
        )
