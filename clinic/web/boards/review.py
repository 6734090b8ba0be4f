"""The review as a page says it: why it is due, whether it helps, what went wrong, what the team thinks."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinic.sites.models import Site
from clinic.web import words
from clinic.web.boards import progress_words as say
from clinic.web.boards.exposure import ExposureTable, table_of
from patients.models import Course
from patients.progress.series import Series
from sessions.exposure import Code, Level
from sessions.facts.review_picture import Picture
from sessions.models import AdverseEvent, ReviewDecision, ReviewOpinion
from sessions.policies import review_words


@dataclass(frozen=True)
class Why:
    """One reason, and what its level asks for. ``is_new`` false: it was weighed before and still stands."""

    sentence: str
    asks: str
    level: str
    since: str


@dataclass(frozen=True)
class Score:
    """One scale from before the first dose to now."""

    name: str
    from_to: str
    change: str
    kind: str
    verdict: str


@dataclass(frozen=True)
class Adverse:
    session_id: str
    what: str
    grade: int
    serious: bool
    when: str
    outcome: str


@dataclass(frozen=True)
class Opinion:
    who: str
    role: str
    recommends: str
    words: str
    when: str


@dataclass(frozen=True)
class ReviewPage:
    heading: str
    lead: str
    is_due: bool
    whys: tuple[Why, ...]
    scores: tuple[Score, ...]
    exposure: ExposureTable
    adverse: tuple[Adverse, ...]
    opinions: tuple[Opinion, ...]
    past: tuple[ReviewDecision, ...]
    seen: str


def page_of(picture: Picture, past: tuple[ReviewDecision, ...]) -> ReviewPage:
    """Everything the page shows, from one reading of the facts."""
    site, course = picture.course.site, picture.course
    due = course.status == Course.Status.REVIEW_DUE
    return ReviewPage(
        heading=_heading(picture, due),
        lead=_lead(picture, due),
        is_due=due,
        whys=_whys(picture, due),
        scores=tuple(_score(series) for series in picture.progress.series if series.outcome),
        exposure=table_of(picture.exposure, picture.elsewhere, site),
        adverse=tuple(_adverse(event, site) for event in picture.adverse),
        opinions=tuple(_opinion(one, site) for one in picture.opinions) if due else (),
        past=past,
        seen=picture.fingerprint,
    )


def _heading(picture: Picture, due: bool) -> str:
    if not due:
        return _("No review is due.")
    levels = {reason.level for reason in picture.between.reasons}
    if Level.TEAM in levels:
        return _("A review is due. The whole team looks.")
    if Level.SECOND in levels:
        return _("A review is due. A second prescriber looks too.")
    return _("A review is due. No dose until it is held.")


def _lead(picture: Picture, due: bool) -> str:
    if not due or picture.opening is None:
        return ""
    day = words.when(picture.opening.moved_at, picture.course.site)
    return _("Since %(when)s. A prescriber decides; the therapist's opinion stands beside it.") % {
        "when": day
    }


def _whys(picture: Picture, due: bool) -> tuple[Why, ...]:
    site = picture.course.site
    arisen = {(reason.code, reason.level) for reason in picture.between.reasons}
    found = [
        Why(
            review_words.said(reason),
            review_words.asks(reason),
            reason.level,
            words.day(reason.arose_at, site),
        )
        for reason in picture.between.reasons
    ]
    if due and picture.opening is not None and not found and picture.opening.note:
        day = words.day(picture.opening.moved_at, site)
        found.append(Why(picture.opening.note, "", Level.RX.value, day))
    found += [
        Why(review_words.said(one), review_words.asks(one), one.level.value, "")
        for one in picture.standing
        if (one.code.value, one.level.value) not in arisen
        and one.code is not Code.PLANNED_DOSES_USED
    ]
    return tuple(found)


def _score(series: Series) -> Score:
    change = series.outcome
    if change is None:
        raise LookupError("a score without a comparison is not shown")
    kind, verdict, _icon = say.verdict(series)
    return Score(
        series.instrument.title,
        _("%(first)d before the first dose, %(now)d now") % {"first": change.baseline, "now": change.now},
        say.change(change),
        kind,
        verdict,
    )  # fmt: skip


def _adverse(event: AdverseEvent, site: Site) -> Adverse:
    return Adverse(
        str(event.session_id),
        str(event.get_term_display()),
        event.grade,
        event.serious,
        words.full_day(event.onset_at, site),
        str(event.get_outcome_display()),
    )


def _opinion(one: ReviewOpinion, site: Site) -> Opinion:
    roles = {"THERAPIST": _("therapist"), "PRESCRIBER": _("prescriber"), "NURSE": _("nurse")}
    return Opinion(
        one.author.actor_label,
        roles.get(one.role, one.role),
        str(one.get_recommends_display()),
        one.words,
        words.when(one.signed_at, site),
    )
