"""Why a therapist should look at a person now: one reason, the most pressing. Pure: facts in, words out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.policy.terms import LongTermTerms
from clinic.scheduling.models import Appointment
from clinic.web import words
from clinic.web.boards import progress_words
from integration.models import IntegrationWindow, ProgressNote, TherapySession
from patients.models import Course, SafetyAlert
from patients.progress.course import CourseProgress
from patients.progress.standing import Standing

(
    DANGER, WORSE, LATE, CLOSING, RISING, STUCK, PAUSED, UNWRITTEN, UNMEASURED, UNSEEN, CALM,
) = range(11)  # fmt: skip
#: A window that closes within this time and has no visit is at risk [POL].
CLOSES_SOON = timedelta(hours=36)
#: Points the PHQ-9 must rise between two answers before it is a reason to look (domain/01 §1.9) [S22].
RISE = 5
#: Days without a visit, past or coming, before somebody counts as unseen [POL].
UNSEEN_DAYS = 14


@dataclass(frozen=True)
class Why:
    """``rank`` sorts the caseload, ``order`` within a rank; ``kind`` colours the words.

    ``tells_standing``: the sentence is about the scores already, so no flag need repeat it.
    """

    rank: int
    sentence: str
    icon: str
    kind: str = ""
    order: float = 0
    href: str = ""
    tells_standing: bool = False


@dataclass
class Facts:
    """What one person's row is judged by. ``pause_days``: how long a pause may last before it is decided on."""

    now: datetime
    pause_days: int = LongTermTerms().pause_days
    scores: list[int] = field(default_factory=list)
    alert: SafetyAlert | None = None
    windows: list[IntegrationWindow] = field(default_factory=list)
    unsigned: TherapySession | None = None
    draft: ProgressNote | None = None
    coming: Appointment | None = None
    hour: Appointment | None = None
    seen_at: datetime | None = None
    doses: int = 0
    progress: CourseProgress | None = None

    def take(self, visit: Appointment) -> None:
        """The next visit, the next integration hour, and when the person was here last; visits come in order of time."""
        if visit.ends_at > self.now and visit.left_at is None:
            self.coming = self.coming or visit
            if visit.kind == "INTEGRATION":
                self.hour = self.hour or visit
        if visit.arrived_at:
            self.seen_at = visit.arrived_at


Rule = Callable[[Course, Facts], Why | None]


def why(course: Course, facts: Facts) -> Why:
    """The first rule that holds."""
    for rule in RULES:
        found = rule(course, facts)
        if found:
            return found
    return _calm(course, facts)


def _danger(course: Course, facts: Facts) -> Why | None:
    if facts.alert is None:
        return None
    told = _("An answer about self-harm. Call today.")
    page = reverse("patients:safety-alert", args=[facts.alert.pk])
    since = facts.alert.raised_at.timestamp()
    return Why(DANGER, told, "x-octagon-fill", "danger", since, page)


def _late(course: Course, facts: Facts) -> Why | None:
    late = [w for w in facts.windows if w.state_at(facts.now) == IntegrationWindow.State.LATE]
    if not late:
        return None
    since = words.short_day(late[0].closes_at, course.site)
    booked = f" {_('Booked %(day)s.') % {'day': words.day(facts.hour.starts_at, course.site)}}" if facts.hour else ""  # fmt: skip
    told = _("Integration late since %(day)s.") % {"day": since} + booked
    return Why(LATE, told, "exclamation-triangle-fill", "due", late[0].closes_at.timestamp())


def _closing(course: Course, facts: Facts) -> Why | None:
    soon = [w for w in facts.windows if w.closes_at <= facts.now + CLOSES_SOON]
    if not soon or (facts.hour and facts.hour.starts_at < soon[0].closes_at):
        return None
    told = _("Window ends %(when)s, nothing booked.") % {"when": words.when(soon[0].closes_at, course.site)}  # fmt: skip
    return Why(CLOSING, told, "clock-history", "due", soon[0].closes_at.timestamp())


def _rising(_course: Course, facts: Facts) -> Why | None:
    if len(facts.scores) < 2 or facts.scores[-1] - facts.scores[-2] < RISE:
        return None
    told = _("PHQ-9 rose from %(a)s to %(b)s.") % {"a": facts.scores[-2], "b": facts.scores[-1]}
    return Why(RISING, told, "graph-down-arrow", "due", -facts.scores[-1])


def _by_standing(rank: int, icon: str, *which: Standing) -> Rule:
    """A rule that holds for people who stand so, by the clinic's first measure; its words are the progress page's."""

    def rule(course: Course, facts: Facts) -> Why | None:
        shown = facts.progress
        if shown is None or shown.standing not in which:
            return None
        told = progress_words.heading(shown, course.site)
        order = which.index(shown.standing)
        return Why(rank, told, icon, "due", order, tells_standing=True)

    return rule


_worse = _by_standing(WORSE, "graph-up", Standing.WORSE)
_stuck = _by_standing(STUCK, "dash-circle", Standing.NOT_IMPROVING)
_unmeasured = _by_standing(UNMEASURED, "question-circle", Standing.NOT_MEASURED, Standing.NO_BASELINE)  # fmt: skip


def _paused(course: Course, facts: Facts) -> Why | None:
    """From the days themselves, so that it is true while no worker runs."""
    if course.status != "PAUSED" or not course.paused_at or not course.pause_review_on:
        return None
    days = (facts.now - course.paused_at).days
    page = reverse("web:course", args=[course.pk])
    if days >= facts.pause_days:
        told = _("Paused for %(n)s days. Decide: go on, or end.") % {"n": days}
        return Why(PAUSED, told, "pause-circle-fill", "due", -days, page)
    if course.pause_review_on >= course.site.today(facts.now):
        return None
    day = words.day(course.pause_review_on, course.site)
    told = _("The pause was to be looked at on %(day)s.") % {"day": day}
    return Why(PAUSED, told, "pause-circle-fill", "due", -days, page)


def _unwritten(course: Course, facts: Facts) -> Why | None:
    if facts.unsigned:
        day = words.day(facts.unsigned.started_at, course.site)
        told = _("The hour of %(day)s is not signed.") % {"day": day}
        page = reverse("integration:session", args=[facts.unsigned.pk])
        since = facts.unsigned.started_at.timestamp()
        return Why(UNWRITTEN, told, "pencil-square", "due", since, page)
    if facts.draft:
        day = words.day(facts.draft.session.started_at, course.site)
        told = _("The note of %(day)s is a draft.") % {"day": day}
        page = reverse("integration:session", args=[facts.draft.session_id])
        return Why(UNWRITTEN, told, "pencil-square", "due", facts.draft.saved_at.timestamp(), page)
    return None


def _unseen(course: Course, facts: Facts) -> Why | None:
    if facts.coming or course.status not in ("PREPARING", "READY", "ACTIVE", "MAINTENANCE"):
        return None
    since = facts.seen_at or course.opened_at
    days = (facts.now - since).days
    if days < UNSEEN_DAYS:
        return None
    return Why(UNSEEN, _("Not seen for %(n)s days, nothing booked.") % {"n": days}, "eye-slash-fill", "due", -days)  # fmt: skip


def _calm(course: Course, facts: Facts) -> Why:
    if facts.coming:
        told = f"{facts.coming.visit_kind.name}, {words.when(facts.coming.starts_at, course.site)}"
        return Why(CALM, told, "calendar3", order=facts.coming.starts_at.timestamp())
    return Why(CALM, _("Nothing booked."), "circle", order=float("inf"))


RULES: tuple[Rule, ...] = (
    _danger, _worse, _late, _closing, _rising, _stuck, _paused, _unwritten, _unmeasured, _unseen,
)  # fmt: skip
