"""The words of progress: sentences, chips and definitions. Pure: series in, words out."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.sites.models import Site
from clinic.web import words
from patients.instruments.change import PARTIAL_PERCENT, Better, Change
from patients.progress.course import CourseProgress
from patients.progress.series import Mark, Point, Series
from patients.progress.standing import Standing

S = Standing
# Of the definitions below. A definition that changes is another version: a printed page says which.
VERSION = 1
Chip = tuple[str, str, str]


def standing(found: Standing) -> Chip:
    """Kind, word and icon of a chip."""
    return {
        S.WORSE: ("danger", _("Worse"), "graph-up"),
        S.NOT_IMPROVING: ("due", _("Not improving"), "dash-circle"),
        S.NOT_MEASURED: ("due", _("Not measured"), "hourglass-split"),
        S.NO_BASELINE: ("due", _("No baseline"), "question-circle"),
        S.EARLY: ("", _("Too early to say"), "circle"),
        S.IMPROVING: ("info", _("Improving"), "graph-down"),
        S.RESPONSE: ("ok", _("Response"), "graph-down"),
        S.REMISSION: ("ok", _("Remission"), "check-lg"),
        S.NOT_BEGUN: ("", _("Not begun"), "circle"),
    }[found]


def verdict(series: Series) -> Chip:
    """What the newest comparison of one measure is called."""
    change = series.outcome
    if change is None:
        return ("", _("No comparison yet"), "circle")
    if change.is_worse:
        return standing(S.WORSE)
    if change.is_remission:
        return standing(S.REMISSION)
    if change.is_response:
        return standing(S.RESPONSE)
    if change.is_partial:
        return ("info", _("Partly better"), "graph-down")
    if change.is_meaningful or change.is_reliable:
        return ("info", _("Better"), "graph-down")
    if change.rule.response or change.rule.meaningful:
        return ("", _("No clear change"), "dash-circle")
    return ("", _("Trend only"), "circle")


def heading(shown: CourseProgress, site: Site) -> str:
    """The answer, in one sentence."""
    name = shown.bounds.primary
    series = shown.primary
    change_ = series.outcome if series else None
    told = {"name": name}
    if change_ is not None:
        told |= {"a": str(change_.baseline), "b": str(change_.now)}
    if shown.standing is S.NOT_BEGUN:
        return _("Treatment has not begun.")
    if shown.standing is S.NO_BASELINE:
        return _("No %(name)s was answered in time before the first dose: nothing can be compared.") % told  # fmt: skip
    if shown.standing is S.NOT_MEASURED:
        last = series.points[-1].answer.on if series and series.points else None
        if last is None:
            return _("The %(name)s was never answered.") % told
        return _("No exact %(name)s lately; the last answer is of %(day)s.") % {
            **told, "day": words.short_day(last, site),
        }  # fmt: skip
    if change_ is None:
        return _("No %(name)s since the first dose yet.") % told
    if shown.standing is S.WORSE and not change_.is_increase:
        return _("Worse: the question about self-harm was answered higher than before treatment.")
    return {
        S.WORSE: _("Worse: the %(name)s rose from %(a)s to %(b)s."),
        S.NOT_IMPROVING: _("Not improving: the %(name)s went from %(a)s to %(b)s."),
        S.EARLY: _("Too early to say: the %(name)s went from %(a)s to %(b)s."),
        S.IMPROVING: _("Improving: the %(name)s fell from %(a)s to %(b)s."),
        S.RESPONSE: _("Response: the %(name)s fell from %(a)s to %(b)s."),
        S.REMISSION: _("Remission: the %(name)s fell from %(a)s to %(b)s."),
    }[shown.standing] % told


def lead(shown: CourseProgress, site: Site) -> str:
    doses, talks = len(shown.doses), len(shown.talks)
    told = [
        ngettext("%(n)s dose", "%(n)s doses", doses) % {"n": doses},
        ngettext("%(n)s integration hour", "%(n)s integration hours", talks) % {"n": talks},
    ]
    if shown.doses:
        day = words.short_day(shown.doses[-1].on, site)
        told.append(_("last dose %(day)s") % {"day": day})
    return ", ".join(told) + "."


def change(found: Change) -> str:
    """``−10 (−52.6 %)``: points with their sign, and the share of the baseline they are."""
    sign = "+" if found.points > 0 else "−" if found.points < 0 else "±"
    points = f"{sign}{abs(found.points)}"
    share = found.percent
    if share is None:
        return points
    told = words.number(abs(share))
    return f"{points} ({sign}{told}{words.NBSP}%)"


def spot_label(point: Point) -> str:
    if Mark.BASELINE in point.marks:
        return _("baseline")
    return _("outcome") if Mark.ENDPOINT in point.marks else ""


def notes(point: Point) -> list[str]:
    """What is to be known about one score, most telling first."""
    told = []
    if Mark.BASELINE in point.marks:
        told.append(_("Baseline"))
    if Mark.ENDPOINT in point.marks:
        told.append(_("Outcome of the acute doses"))
    if point.doses_before:
        told.append(_after_dose(point))
    if point.change is not None:
        told += _called(point.change)
    if Mark.ESTIMATED in point.marks:
        told.append(_("Estimate: not compared"))
    if Mark.OVERLAPS_PREVIOUS in point.marks:
        told.append(_("Overlaps the one before"))
    return told


def _after_dose(point: Point) -> str:
    days = point.days_after_dose or 0
    told = ngettext("%(days)s day after dose %(n)s", "%(days)s days after dose %(n)s", days) % {
        "days": days,
        "n": point.doses_before,
    }
    if Mark.OVERLAPS_DOSE in point.marks:
        return _("%(when)s: trend only") % {"when": told}
    return told


def worse_by_item(found: Change) -> str:
    """Said where the score itself did not rise; otherwise empty."""
    if found.is_worse_by_item and not found.is_increase:
        return _("Worse: the question about self-harm")
    return ""


def _called(found: Change) -> list[str]:
    if found.is_worse:
        if by_item := worse_by_item(found):
            return [by_item]
        return [_("Worse")]
    told = []
    if found.is_response:
        told.append(_("Response"))
    if found.is_remission:
        told.append(_("Remission"))
    return told


def definitions(series: Series) -> list[dict[str, str]]:
    """Each definition of this measure with its source, and its answers. A measure without rules has none."""
    rule = series.rule
    found: list[tuple[str, str, str, str, str]] = []

    def add(ident: str, name: str, told: str, source: str, attribute: str) -> None:
        found.append((f"{ident} v{VERSION}", name, told, source, attribute))

    if rule.response:
        n = {"n": rule.response.percent}
        add(f"RESP{rule.response.percent}", _("Response"), _("at least %(n)s %% of the baseline gone") % n, rule.response.source, "is_response")  # fmt: skip
        add(f"PART{PARTIAL_PERCENT}", _("Partial response"), _("%(n)s %% gone or more, and no response") % {"n": PARTIAL_PERCENT}, "[POL]", "is_partial")  # fmt: skip
    if rule.remission:
        below = {"n": rule.remission.below, "from": rule.remission.baseline_from}
        ident, source = f"REM{rule.remission.below}", rule.remission.source
        if rule.remission.baseline_from is not None:
            told = _("below %(n)s, from a baseline of %(from)s or more") % below
            add(ident, _("Remission"), told, source, "is_remission")
        add(f"{ident}ANY", _("Below the limit of remission"), _("below %(n)s, whatever the baseline") % below, source, "is_below_remission")  # fmt: skip
    if rule.significant:
        both = {"n": rule.significant.points, "b": rule.significant.below}
        told = _("%(n)s points better or more, and below %(b)s") % both
        add(f"SIG{both['n']}", _("Clinically significant"), told, rule.significant.source, "is_significant")  # fmt: skip
    for ident, name, points, attribute in (
        ("REL", _("Reliable change"), rule.reliable, "is_reliable"),
        ("MCID", _("Change that matters"), rule.meaningful, "is_meaningful"),
    ):
        if points is not None:
            told = _("%(n)s points better or more") % {"n": points.points}
            add(f"{ident}{points.points}", name, told, points.source, attribute)
    if rule.worse:
        told = _("%(n)s points worse or more") % {"n": rule.worse.points}
        if rule.item is not None:
            told = _("%(points)s, or question %(item)s higher") % {"points": told, "item": rule.item}  # fmt: skip
        add(f"DET{rule.worse.points}", _("Worse"), told, rule.worse.source, "is_worse")
    if not found:
        return []
    add("INCR", _("Any increase"), _("any point worse than at baseline"), "[S22]", "is_increase")
    return [
        {
            "name": name,
            "rule": told,
            "source": f"{ident}, {source}",
            "at_endpoint": _answer(series.endpoint, attribute),
            "now": _answer(series.latest, attribute),
        }
        for ident, name, told, source, attribute in found
    ]


def _answer(point: Point | None, attribute: str) -> str:
    found = getattr(point.change, attribute) if point and point.change else None
    if found is None:
        return "–"
    return _("yes") if found else _("no")


def description(series: Series, shown: CourseProgress, site: Site) -> str:
    """Read aloud in place of the drawing."""
    better = (
        _("Higher is better.") if series.rule.better is Better.HIGHER else _("Lower is better.")
    )
    told = [_("Scale 0 to %(top)s.") % {"top": series.top}, better]
    scores = [_spoken(point, site) for point in series.points if point.answer.total is not None]
    told.append(_("Scores: %(scores)s.") % {"scores": ", ".join(scores)})
    doses = [f"{d.number} ({words.short_day(d.on, site)})" for d in shown.doses]
    told.append(_("Doses: %(doses)s.") % {"doses": ", ".join(doses) or _("none")})
    talks = [words.short_day(talk.on, site) for talk in shown.talks]
    told.append(_("Integration: %(days)s.") % {"days": ", ".join(talks) or _("none")})
    return " ".join(told)


def _spoken(point: Point, site: Site) -> str:
    told = _("%(n)s on %(day)s") % {
        "n": point.answer.total,
        "day": words.full_day(point.answer.on, site),
    }
    label = _("estimate") if Mark.ESTIMATED in point.marks else spot_label(point)
    return f"{told} ({label})" if label else told
