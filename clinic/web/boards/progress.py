"""A course's progress as the page says it: one card a measure, its chart and its table made from the same series."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinic.sites.models import Site
from clinic.web import words
from clinic.web.boards import progress_words as say
from clinic.web.figures.measure import DoseMark, MeasureChart, Spot, Tint
from patients.progress.course import CourseProgress
from patients.progress.series import Mark, Point, Series
from patients.progress.standing import Standing

#: A scale shorter than this has nothing a line could show: a yes or no stands in the table alone.
DRAWN_FROM = 3


@dataclass(frozen=True)
class Row:
    """One line of the table: the same numbers as the drawing, in words."""

    day: str
    score: str
    band: str
    change: str
    notes: list[str]


@dataclass(frozen=True)
class Term:
    """One definition, and what it answers at the outcome and now."""

    name: str
    rule: str
    source: str
    at_endpoint: str
    now: str


@dataclass(frozen=True)
class MeasureCard:
    """Everything about one measure."""

    code: str
    ident: str
    title: str
    top: int
    recall_days: int | None
    kind: str
    verdict: str
    icon: str
    figures: list[tuple[str, str]]
    chart: MeasureChart | None
    rows: list[Row]
    terms: list[Term]


@dataclass(frozen=True)
class ProgressPage:
    heading: str
    lead: str
    standing: Standing
    cards: list[MeasureCard]


def page_of(shown: CourseProgress, site: Site, *, goes_on: bool) -> ProgressPage:
    """``goes_on``: the axis runs up to today."""
    return ProgressPage(
        heading=say.heading(shown, site),
        lead=say.lead(shown, site),
        standing=shown.standing,
        cards=[_card(series, shown, site, n, goes_on) for n, series in enumerate(shown.series)],
    )


def _card(series: Series, shown: CourseProgress, site: Site, n: int, goes_on: bool) -> MeasureCard:
    kind, verdict, icon = say.verdict(series)
    return MeasureCard(
        code=series.code,
        ident=f"measure-{n}",
        title=series.instrument.title,
        top=series.top,
        recall_days=series.instrument.recall_days,
        kind=kind,
        verdict=verdict,
        icon=icon,
        figures=_figures(series, site),
        chart=chart_of(series, shown, site, goes_on=goes_on) if series.top >= DRAWN_FROM else None,
        rows=[_row(point, site) for point in reversed(series.points)],
        terms=[Term(**term) for term in say.definitions(series)],
    )


def _figures(series: Series, site: Site) -> list[tuple[str, str]]:
    """Baseline, outcome and now: a label and its value."""
    told = []
    for label, point in (
        (_("Baseline"), series.baseline),
        (_("Outcome"), series.endpoint),
        (_("Newest"), series.latest),
    ):
        if point is not None and point.answer.total is not None:
            day = words.short_day(point.answer.on, site)
            told.append((label, f"{point.answer.total}, {day}"))
    change = series.outcome
    if change is not None:
        told.append((_("Change"), say.change(change)))
    return told


def chart_of(
    series: Series, shown: CourseProgress, site: Site, *, goes_on: bool = True
) -> MeasureChart:
    baseline = series.baseline.answer.total if series.baseline else None
    half = baseline / 2 if baseline and series.rule.response else None
    return MeasureChart(
        title=_("%(name)s against doses and integration") % {"name": series.instrument.title},
        description=say.description(series, shown, site),
        today=shown.today,
        top=series.top,
        spots=[
            Spot(p.answer.on, p.answer.total, _kind(p), say.spot_label(p))
            for p in series.points
            if p.answer.total is not None
        ],
        doses=[DoseMark(d.number, d.on, d.maintenance) for d in shown.doses],
        talks=[talk.on for talk in shown.talks],
        tints=_tints(series),
        target=half,
        target_words=_("half of baseline"),
        up_to_today=goes_on,
    )


def _tints(series: Series) -> list[Tint]:
    """Bands, deeper as it gets worse."""
    bands = series.instrument.bands
    last = len(bands) - 1
    upward = series.instrument.higher_is_better
    return [
        Tint(band.lowest, band.highest, _(band.label), last - n if upward else n)
        for n, band in enumerate(bands)
    ]


def _kind(point: Point) -> str:
    if Mark.ESTIMATED in point.marks:
        return "estimate"
    return "trend" if Mark.OVERLAPS_DOSE in point.marks else "exact"


def _row(point: Point, site: Site) -> Row:
    answer = point.answer
    return Row(
        day=words.full_day(answer.on, site),
        score=str(answer.total),
        band=_(answer.band) if answer.band else "",
        change=say.change(point.change) if point.change else "",
        notes=say.notes(point),
    )


@dataclass(frozen=True)
class Glance:
    """The trend and the flag in one line, for cards and lists. ``label`` is empty when there is nothing to flag."""

    scores: list[int]
    name: str = "PHQ-9"
    top: int = 27
    worse: bool = False
    kind: str = ""
    label: str = ""
    icon: str = ""


def glance_at(shown: CourseProgress | None) -> Glance:
    if shown is None:
        return Glance([])
    series = shown.primary
    points = series.points if series else ()
    kind, label, icon = say.standing(shown.standing)
    quiet = shown.standing in {Standing.NOT_BEGUN, Standing.EARLY}
    return Glance(
        scores=[p.answer.exact for p in points if p.answer.exact is not None],
        name=shown.bounds.primary,
        top=series.top if series else 27,
        worse=shown.standing is Standing.WORSE,
        kind=kind,
        label="" if quiet else label,
        icon=icon,
    )
