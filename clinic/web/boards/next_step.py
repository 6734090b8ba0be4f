"""The one thing that moves a course on, said in a sentence. Pure: facts in, sentence out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.scheduling.models import Appointment
from clinic.sites.models import Site
from clinic.web import words
from clinic.web.boards.course_lanes import CourseFacts
from patients.models import Course, CourseStep

S = Course.Status


@dataclass(frozen=True)
class NextStep:
    """``kind`` colours its edge: "" a stop, due, act, ok. ``verb`` names the button the page should offer."""

    sentence: str
    detail: str = ""
    kind: str = "act"
    verb: str = ""


def next_step(facts: CourseFacts, stop: str | None = None) -> NextStep:
    """What comes next. ``stop`` is the gate's first blocking sentence about the next dosing visit.

    Empty: the gate was asked and has none. None: nobody asked it, so nothing is claimed.
    """
    status = S(facts.course.status)
    if status in (S.READY, S.ACTIVE, S.MAINTENANCE):
        return _next_dose(facts, stop)
    if status is S.PAUSED:
        return _paused(facts.course)
    sentence, detail, kind, verb = _SENTENCES[status](facts)
    return NextStep(sentence, detail, kind, verb)


def _next_dose(facts: CourseFacts, stop: str | None) -> NextStep:
    visit = coming(facts, "DOSING")
    number = _number(facts, visit)
    if visit is None:
        hour = coming(facts, "INTEGRATION")
        if hour is not None:
            return NextStep(
                _("Integration is booked for %(when)s.") % {"when": hour.when()},
                _("Session %(n)s is not booked.") % {"n": number},
                "due",
                "book",
            )
        return NextStep(_("Session %(n)s is not booked.") % {"n": number}, "", "due", "book")
    place = _place(visit, facts.course.site, facts.now)
    if stop:
        told = _("Session %(n)s cannot be given: %(why)s") % {"n": number, "why": stop}
        return NextStep(told, place, "", "mend")
    if stop is None:
        return NextStep(_("Session %(n)s is booked.") % {"n": number}, place, "act")
    told = _("Session %(n)s is booked. Nothing is in its way.") % {"n": number}
    return NextStep(told, place, "ok")


def _number(facts: CourseFacts, visit: Appointment | None) -> int:
    steps = [s for s in facts.steps if s.kind == CourseStep.Kind.DOSING]
    if visit is not None:
        booked = next((s.number for s in steps if s.pk == visit.step_id), None)
        if booked:
            return booked
    open_ = [s.number for s in steps if s.status == CourseStep.Status.PLANNED]
    return min(open_, default=len(steps) + 1)


def coming(facts: CourseFacts, kind: str) -> Appointment | None:
    """The next standing visit of a kind that is not over."""
    return next(
        (v for v in facts.visits
         if v.kind == kind and v.is_standing and v.left_at is None and v.ends_at > facts.now),
        None,
    )  # fmt: skip


def _place(visit: Appointment, site: Site, now: datetime) -> str:
    room = visit.room.name if visit.room else _("no room")
    days = (site.today(visit.starts_at) - site.today(now)).days
    left = _("today") if days == 0 else _("tomorrow") if days == 1 else _("in %(n)s days") % {"n": days}  # fmt: skip
    zone = words.zone_abbreviation(visit.starts_at, site)
    hours = words.between(visit.starts_at, visit.ends_at, site)
    return f"{words.day(visit.starts_at, site)}, {hours} {zone}, {room}, {left}."


def _paused(course: Course) -> NextStep:
    on = course.pause_review_on
    day = words.day(on, course.site) if on else ""
    owner = course.pause_owner.name if course.pause_owner else ""
    if course.pause_called_at is not None:
        return NextStep(
            _("Paused since %(day)s: %(why)s.")
            % {
                "day": words.full_day(course.paused_at or course.pause_called_at, course.site),
                "why": course.get_pause_reason_display(),
            },
            _("This is longer than a pause may last. %(who)s decides: go on, or end.")
            % {"who": owner},
            "due",
            "resume",
        )
    return NextStep(
        _("Paused: %(why)s.") % {"why": course.get_pause_reason_display()},
        _("%(who)s looks at it again on %(day)s.") % {"who": owner, "day": day},
        "due",
        "resume",
    )


def _deferred(facts: CourseFacts) -> tuple[str, str, str, str]:
    on = facts.course.review_on
    day = words.day(on, facts.course.site) if on else ""
    return _("Deferred. Somebody looks again on %(day)s.") % {"day": day}, "", "due", "screen"


def _preparing(facts: CourseFacts) -> tuple[str, str, str, str]:
    hour = coming(facts, "PREPARATION")
    if hour:
        return _("Preparation is booked for %(when)s.") % {"when": hour.when()}, "", "act", ""
    return _("A preparation hour is not booked."), "", "due", "book"


def _over(facts: CourseFacts) -> tuple[str, str, str, str]:
    ended = facts.course.ended_at
    day = words.full_day(ended, facts.course.site) if ended else ""
    told = {"state": facts.course.get_status_display(), "day": day}
    return _("%(state)s since %(day)s.") % told, "", "ok", ""


def _consent(facts: CourseFacts) -> tuple[str, str, str, str]:
    waiting = [c for c in facts.consents if c.is_unsigned]
    if waiting:
        return _("Consent waits to be read and signed."), "", "due", "consent"
    return _("Consent has not been handed out."), "", "due", "consent"


def _screening(_facts: CourseFacts) -> tuple[str, str, str, str]:
    return _("Screening is open. A prescriber signs it."), "", "act", "screen"


def _referred(_facts: CourseFacts) -> tuple[str, str, str, str]:
    return _("Screening has not started."), "", "due", "screen"


def _review(_facts: CourseFacts) -> tuple[str, str, str, str]:
    return _("A review is due. No dose until it is held."), "", "due", "review"


_SENTENCES = {
    S.REFERRED: _referred,
    S.SCREENING: _screening,
    S.DEFERRED: _deferred,
    S.ELIGIBLE: _consent,
    S.CONSENTED: _preparing,
    S.PREPARING: _preparing,
    S.REVIEW_DUE: _review,
    S.INELIGIBLE: _over,
    S.COMPLETED: _over,
    S.DISCONTINUED: _over,
    S.FOLLOW_UP_CLOSED: _over,
    S.CLOSED_NO_CONTACT: _over,
}
