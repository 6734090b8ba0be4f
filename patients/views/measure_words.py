"""What a finished questionnaire says, in words: its band, its finding, its groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from patients.instruments.definition import By, Group, Instrument, Item
from patients.instruments.scoring import highest_total
from patients.models import MeasurePart, MeasureResponse


@dataclass(frozen=True)
class GroupLine:
    """One group: its value as it is read, and whether what is asked of it holds."""

    label: str
    value: str
    met: bool | None
    asks: bool


@dataclass(frozen=True)
class Finding:
    """``positive`` empty: not decided; ``choose`` says that a cut-off has to be chosen first."""

    sentence: str
    positive: bool | None
    choose: bool


@dataclass(frozen=True)
class Said:
    band: str
    highest: int | None
    finding: Finding | None
    groups: list[GroupLine]


def said(response: MeasureResponse, parts: Iterable[MeasurePart]) -> Said:
    """Everything a result page and a list say beside the total. No query but the parts given."""
    instrument = response.instrument.instrument
    bands = {band.code: band.label for band in instrument.bands}
    found = {part.code: part for part in parts}
    return Said(
        band=bands.get(response.band, ""),
        highest=highest_total(instrument),
        finding=_finding(response, instrument),
        groups=[_line(each, found[each.code]) for each in instrument.groups if each.code in found],
    )


def answer_words(item: Item, answers: Mapping[str, int]) -> str:
    """The chosen words with their number, or the number alone, or a dash."""
    value = answers.get(item.key)
    if value is None:
        return "–"
    text = next((choice.text for choice in item.choices if choice.value == value), "")
    return text if text.startswith(str(value)) else f"{value} {text}".strip()


def _finding(response: MeasureResponse, instrument: Instrument) -> Finding | None:
    if not instrument.finding or response.status != MeasureResponse.Status.COMPLETE:
        return None
    choose = response.positive is None and bool(instrument.cutoffs) and not response.prorated
    return Finding(instrument.finding, response.positive, choose)


def _line(group: Group, part: MeasurePart) -> GroupLine:
    value = "–" if part.value is None else _plain(part.value)
    if group.by is By.COUNT:
        value = _("%(n)s of %(all)d") % {"n": value, "all": len(group.items)}
    return GroupLine(group.label, value, part.met, group.at_least is not None)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
