"""Totals, bands, groups, cut-offs, proration, and the one item nobody may overlook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from patients.instruments.definition import (
    Band,
    By,
    Cutoff,
    Group,
    Instrument,
    Item,
    Scoring,
)

Answers = Mapping[str, int]


class Entry(StrEnum):
    """Where the answers come from: a form on a screen asks for every item, paper may lack one.

    EXTERNAL is a total that somebody else counted on the owner's form.
    """

    SCREEN = "SCREEN"
    PAPER = "PAPER"
    EXTERNAL = "EXTERNAL"


class Urgency(StrEnum):
    """How soon a clinician contacts the person (domain/05 section 5.3)."""

    WITHIN_A_DAY = "WITHIN_A_DAY"
    SAME_DAY = "SAME_DAY"
    NOW = "NOW"


@dataclass(frozen=True, slots=True)
class Part:
    """What one group of items says. ``value`` is empty while answers are missing that could change
    it; ``met`` is empty while they could change the answer, or when nothing is asked of the group."""

    code: str
    value: Decimal | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class Score:
    """``total`` is empty when too much is missing, or when the questionnaire has none. ``prorated``
    totals are estimates. ``positive`` is empty when there is nothing to find, or it is not decided."""

    total: int | None
    prorated: bool
    missing: tuple[str, ...]
    band: Band | None
    parts: tuple[Part, ...] = ()
    positive: bool | None = None

    @property
    def exact_total(self) -> int | None:
        """The total that safety logic may read: never an estimate."""
        return None if self.prorated else self.total


@dataclass(frozen=True, slots=True)
class SafetyConcern:
    """A person has to be contacted. ``answer`` is empty when the item was left out."""

    item: str
    answer: int | None
    urgency: Urgency


def score(instrument: Instrument, answers: Answers, *, entry: Entry, sex: str = "") -> Score:
    """The total, its band, the groups and the finding of one filling-in.

    Paper within ``max_missing`` is prorated: the mean of the answered items times the number of
    items, rounded half up to a whole point [S57 practice, POL]. Groups and findings never read an
    estimate. ``sex`` chooses between cut-offs that differ; see ``by_cutoff``. Raises
    ``UnknownAnswer`` for answers the form does not offer.
    """
    if instrument.scoring is Scoring.SUICIDE_RISK:
        raise ValueError(f"{instrument.code} is not summed.")
    instrument.check(answers)
    missing = instrument.missing(answers)
    asked = {item.key for item in instrument.asked(answers)}
    counted = _counted(instrument, {key: answers[key] for key in answers if key in asked})
    parts = tuple(_part(instrument, group, counted, asked) for group in instrument.groups)
    total = TOTALS[instrument.scoring](instrument, counted, parts) if not missing else None
    prorated = False
    if missing and entry is Entry.PAPER and 0 < len(missing) <= instrument.max_missing:
        total, prorated = _prorate(instrument, counted), True
    if instrument.cutoffs:
        positive = None if prorated else by_cutoff(instrument.cutoffs, total, sex=sex)
    else:
        positive = _all_met(instrument, parts)
    band = instrument.band(total) if total is not None else None
    return Score(total, prorated, missing, band, parts, positive)


def by_cutoff(cutoffs: Sequence[Cutoff], total: int | None, *, sex: str) -> bool | None:
    """Whether a total is positive; empty when the cut-offs differ and nobody said which one holds.

    A total beyond every cut-off, or below every one, needs no choice.
    """
    if total is None:
        return None
    fitting = [each for each in cutoffs if each.sex in ("", sex)] or list(cutoffs)
    found = {total >= each.at_least for each in fitting}
    return found.pop() if len(found) == 1 else None


def highest_total(instrument: Instrument) -> int | None:
    """The largest total there can be; nothing where there is none."""
    if instrument.scoring is Scoring.SUICIDE_RISK:
        return None
    counted = {item.key: item.highest for item in instrument.items}
    parts = [_part(instrument, group, counted, set(counted)) for group in instrument.groups]
    return TOTALS[instrument.scoring](instrument, counted, parts)


def _counted(instrument: Instrument, answers: Answers) -> dict[str, int]:
    """What each answer counts: a reversed one counts from the other end."""
    counted = dict(answers)
    for key in instrument.reversed_items:
        if key in counted:
            item = instrument.item(key)
            counted[key] = item.highest + item.lowest - counted[key]
    return counted


def _sum_of_items(instrument: Instrument, counted: Answers, parts: Sequence[Part]) -> int | None:
    return sum(counted.values()) * instrument.multiplier


def _sum_of_groups(instrument: Instrument, counted: Answers, parts: Sequence[Part]) -> int | None:
    """Groups of which nothing is asked add up; the others are findings."""
    both = zip(instrument.groups, parts, strict=True)
    return sum(int(part.value or 0) for group, part in both if group.at_least is None)


def _no_total(instrument: Instrument, counted: Answers, parts: Sequence[Part]) -> int | None:
    return None


TOTALS: Mapping[Scoring, Callable[[Instrument, Answers, Sequence[Part]], int | None]] = {
    Scoring.SUM: _sum_of_items,
    Scoring.GROUPS: _sum_of_groups,
    Scoring.NONE: _no_total,
}


def _prorate(instrument: Instrument, counted: Answers) -> int:
    mean = Decimal(sum(counted.values())) / len(counted)
    whole = (mean * len(instrument.items)).quantize(Decimal(1), ROUND_HALF_UP)
    return int(whole) * instrument.multiplier


READINGS: Mapping[By, Callable[[Sequence[int], Group], Decimal]] = {
    By.SUM: lambda values, group: Decimal(sum(values)),
    By.HIGHEST: lambda values, group: Decimal(max(values)),
    By.COUNT: lambda values, group: Decimal(sum(v >= group.counts_from for v in values)),
    By.MEAN: lambda values, group: Decimal(sum(values)) / len(values),
}


def _part(instrument: Instrument, group: Group, counted: Answers, asked: Set[str]) -> Part:
    """Read a group twice, with every gap at its lowest and at its highest: what both readings say is
    certain, whatever the missing answers would have been. What was not asked counts lowest."""
    items = [instrument.item(key) for key in group.items]

    def read(gap: Callable[[Item], int]) -> Decimal:
        values = [counted.get(i.key, gap(i) if i.key in asked else i.lowest) for i in items]
        return READINGS[group.by](values, group)

    low, high = read(lambda item: item.lowest), read(lambda item: item.highest)
    value = low if low == high else None
    if group.at_least is None:
        return Part(group.code, value, None)
    met = {low >= group.at_least, high >= group.at_least}
    return Part(group.code, value, met.pop() if len(met) == 1 else None)


def _all_met(instrument: Instrument, parts: Sequence[Part]) -> bool | None:
    """Every group that asks for something is met; one that is not settles it, whatever is open."""
    both = zip(instrument.groups, parts, strict=True)
    decided = [part.met for group, part in both if group.at_least is not None]
    if False in decided:
        return False
    return True if decided and None not in decided else None


def safety_concern(
    instrument: Instrument, answers: Answers, *, finished: bool
) -> SafetyConcern | None:
    """Whether the safety item asks for contact, read from the answer itself and never from a total.

    Any answer of 1 or more counts at once, also on an unfinished form. Left out of a finished
    form it counts as positive, and as urgent as the worst answer it could have been [domain/05].
    """
    key = instrument.safety_item
    if key is None:
        return None
    answer = answers.get(key)
    if answer is None:
        return SafetyConcern(key, None, Urgency.SAME_DAY) if finished else None
    if answer < 1:
        return None
    return SafetyConcern(key, answer, Urgency.WITHIN_A_DAY if answer == 1 else Urgency.SAME_DAY)
