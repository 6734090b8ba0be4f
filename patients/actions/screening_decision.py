"""What becomes of a course by the signature under its screening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.models import User
from clinic.core.errors import InvalidInput
from patients.actions import course as courses
from patients.models import Course, CourseStatus, Screening

_Outcome, _Then = Screening.Outcome, Screening.Then


@dataclass(frozen=True)
class Decision:
    """What was decided. ``reasons`` are rows of the screening; ``then``, ``because`` and ``owner`` say what
    becomes of a course that has begun: it waits (``because`` is a PauseReason) or ends (a StopReason)."""

    outcome: str
    reasons: Sequence[str] = ()
    note: str = ""
    review_on: date | None = None
    then: str = ""
    because: str = ""
    owner: User | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the signature."""
        return {
            "outcome": self.outcome,
            "reasons": sorted(set(self.reasons)),
            "note": self.note.strip(),
            "review_on": self.review_on.isoformat() if self.review_on else None,
            "then": self.then,
            "because": self.because,
            "owner": self.owner.actor_label if self.owner else "",
        }


@step
def decide(course: Course, decision: Decision, *, by: User, at: datetime) -> None:
    """Move the locked course where the decision says. Signing ELIGIBLE again leaves it where it is."""
    match decision.outcome:
        case _Outcome.INELIGIBLE:
            _against(course, decision, by, at)
        case _Outcome.DEFERRED:
            if decision.review_on is None:
                raise InvalidInput(_("Say when somebody looks again."), field="review_on")
            note, day = decision.note, decision.review_on
            courses.defer.step(course, note=note, review_on=day, by=by, at=at)
        case _:
            courses.take_back_turning_down(course)
            if course.status == CourseStatus.SCREENING:
                courses.mark_eligible.step(course, by=by, at=at)


def _against(course: Course, decision: Decision, by: User, at: datetime) -> None:
    """Before treatment is planned the course ends as not eligible; from then on it waits or is stopped (domain/01 1.1)."""
    reasons, note = decision.reasons, decision.note
    if course.may_be_declined:
        if decision.then:
            raise InvalidInput(
                _("Nothing is planned yet. A decision against treatment ends this course."),
                field="then",
            )
        courses.decline.step(course, reasons=reasons, note=note, by=by, at=at)
        return
    course = courses.turn_down(course, reasons=reasons, note=note)
    short = _("Not eligible: %s.") % ", ".join(course.decision_reasons)
    match decision.then:
        case _Then.DISCONTINUE:
            courses.discontinue.step(course, reason=decision.because, note=short, by=by, at=at)
        case _Then.PAUSE if course.status == CourseStatus.PAUSED:
            pass  # it waits already, with an owner and a day
        case _Then.PAUSE:
            _pause(course, decision, short, by, at)
        case _:
            raise InvalidInput(
                _("Say what becomes of the course: it waits, or it ends."), field="then"
            )


def _pause(course: Course, decision: Decision, note: str, by: User, at: datetime) -> None:
    if decision.review_on is None:
        raise InvalidInput(_("Say when somebody looks again."), field="review_on")
    if decision.owner is None:
        raise InvalidInput(_("Say who looks after it."), field="owner")
    courses.pause.step(
        course,
        reason=decision.because,
        owner=decision.owner,
        review_on=decision.review_on,
        note=note,
        by=by,
        at=at,
    )
