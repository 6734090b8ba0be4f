"""One questionnaire over a course: its scores in order, each with its marks, and what they may be called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from patients.instruments.change import Change, ChangeRule, Points, rule_of
from patients.instruments.definition import Instrument
from patients.instruments.recall import contains_days_before
from patients.progress.facts import Answer, Asked, Bounds, Dose


class Mark(StrEnum):
    """What is to be known about one score."""

    BASELINE = "BASELINE"
    ENDPOINT = "ENDPOINT"
    OVERLAPS_DOSE = "OVERLAPS_DOSE"
    OVERLAPS_PREVIOUS = "OVERLAPS_PREVIOUS"
    ESTIMATED = "ESTIMATED"


@dataclass(frozen=True, slots=True)
class Point:
    """One score. ``change`` is None where nothing is compared: no baseline, an estimate, before the first dose.

    ``doses_before`` counts every dose before the answer, ``days_after_dose`` the days since the last of them.
    """

    answer: Answer
    marks: frozenset[Mark]
    doses_before: int
    days_after_dose: int | None
    change: Change | None

    @property
    def is_trend_only(self) -> bool:
        """It tells the way, not the outcome: estimated, or its remembered days reach back before a dose."""
        return bool(self.marks & {Mark.ESTIMATED, Mark.OVERLAPS_DOSE})


@dataclass(frozen=True, slots=True)
class Series:
    """Every score of one questionnaire, oldest first."""

    instrument: Instrument
    rule: ChangeRule
    points: tuple[Point, ...]
    baseline: Point | None
    endpoint: Point | None
    latest: Point | None

    @property
    def code(self) -> str:
        return self.instrument.code

    @property
    def top(self) -> int:
        """The highest total there can be."""
        most = sum(item.highest for item in self.instrument.items) * self.instrument.multiplier
        return max((band.highest for band in self.instrument.bands), default=most)

    @property
    def outcome(self) -> Change | None:
        """From baseline to the newest exact score after the first dose."""
        return self.latest.change if self.latest else None


def clinic_rule(instrument: Instrument, bounds: Bounds) -> ChangeRule:
    """The questionnaire's rule; for the clinic's first measure, worse is what its signed policy says."""
    rule = rule_of(instrument)
    if instrument.code != bounds.primary or rule.worse is None:
        return rule
    source = rule.worse.source
    item = None if rule.item is None else bounds.worse_item_points
    return replace(rule, worse=Points(bounds.worse_points, source), item_points=item)


def baseline_of(answers: Iterable[Answer], first: Dose | None, bounds: Bounds) -> Answer | None:
    """The last exact score in the days before the first dose [POL 14]. Without one nothing is compared."""
    found = [a for a in _in_time(answers) if a.exact is not None and _in_window(a, first, bounds)]
    return found[-1] if found else None


def item_before(answers: Iterable[Answer], first: Dose | None, bounds: Bounds) -> int | None:
    """The watched answer before the first dose: what was answered, also on a form whose total is an estimate."""
    found = [a.item for a in _in_time(answers) if _in_window(a, first, bounds)]
    return next((item for item in reversed(found) if item is not None), None)


def _in_window(answer: Answer, first: Dose | None, bounds: Bounds) -> bool:
    if first is None or first.is_before(answer):
        return False
    return (first.on - answer.on).days <= bounds.baseline_days


def _in_time(answers: Iterable[Answer]) -> list[Answer]:
    return sorted(answers, key=lambda a: (a.on, a.at, str(a.id)))


def series_of(
    asked: Asked, doses: Sequence[Dose], bounds: Bounds, *, acute_is_over: bool
) -> Series:
    """The series with its marks. ``doses`` in any order; ``acute_is_over`` says no acute dose is to come."""
    doses = sorted(doses, key=lambda dose: dose.at)
    rule = clinic_rule(asked.instrument, bounds)
    answers = _in_time(asked.answers)
    first = doses[0] if doses else None
    baseline = baseline_of(answers, first, bounds)
    item = item_before(answers, first, bounds)
    endpoint = _endpoint(answers, doses, bounds) if acute_is_over else None
    points = []
    for answer in answers:
        before = [dose for dose in doses if dose.is_before(answer)]
        points.append(
            Point(
                answer=answer,
                marks=_marks(asked.instrument, answer, before, baseline, endpoint),
                doses_before=len(before),
                days_after_dose=(answer.on - before[-1].on).days if before else None,
                change=_change(rule, baseline, answer, item, before),
            )
        )
    exact = [p for p in points if p.answer.exact is not None and p.doses_before]
    return Series(
        instrument=asked.instrument,
        rule=rule,
        points=tuple(points),
        baseline=_point_of(points, baseline),
        endpoint=_point_of(points, endpoint),
        latest=exact[-1] if exact else None,
    )


def _change(
    rule: ChangeRule,
    baseline: Answer | None,
    answer: Answer,
    item: int | None,
    before: Sequence[Dose],
) -> Change | None:
    if baseline is None or baseline.exact is None or answer.exact is None or not before:
        return None
    return Change(rule, baseline.exact, answer.exact, item, answer.item)


def _endpoint(answers: Sequence[Answer], doses: Sequence[Dose], bounds: Bounds) -> Answer | None:
    """The first exact score 14 to 31 days after the last acute dose [S22]: the first, so that none is picked."""
    acute = [dose for dose in doses if not dose.maintenance]
    if not acute:
        return None
    for answer in answers:
        days = (answer.on - acute[-1].on).days
        if (
            answer.exact is not None
            and bounds.endpoint_from_days <= days <= bounds.endpoint_until_days
        ):
            return answer
    return None


def _marks(
    instrument: Instrument,
    answer: Answer,
    before: Sequence[Dose],
    baseline: Answer | None,
    endpoint: Answer | None,
) -> frozenset[Mark]:
    overlaps = any(
        contains_days_before(instrument, answered_on=answer.on, dose_on=dose.on) for dose in before
    )
    said = {
        Mark.BASELINE: answer is baseline,
        Mark.ENDPOINT: answer is endpoint,
        Mark.OVERLAPS_DOSE: overlaps,
        Mark.OVERLAPS_PREVIOUS: answer.overlaps_previous,
        Mark.ESTIMATED: answer.prorated,
    }
    return frozenset(mark for mark, holds in said.items() if holds)


def _point_of(points: Sequence[Point], answer: Answer | None) -> Point | None:
    if answer is None:
        return None
    return next((point for point in points if point.answer is answer), None)
