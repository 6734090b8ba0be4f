"""What the sheet shows: its rows with their suggestions, and the rail of what is missing, each a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patients.eligibility.answering import Standing
from patients.eligibility.assessment import Assessment, FindingStatus, Why
from patients.eligibility.exclusion import ABSOLUTE, RELATIVE, Exclusion, Level
from patients.models.finding_clash import FindingClash
from patients.policies.suggestion import sentence
from patients.views.screening_forms import STATUS, FindingsForm
from patients.views.workup.section import Section

SENTENCES = {
    Why.NOT_ASKED: gettext_lazy("Not answered yet."),
    Why.UNKNOWN: gettext_lazy("Not known. Unknown is not absent."),
    Why.PRESENT: gettext_lazy("Present. Nobody can be found eligible with it."),
    Why.NOTE_MISSING: gettext_lazy("Present. Write why treatment is still right."),
    Why.NEVER_RESOLVES: gettext_lazy(
        "True for life once true. It is present or it was never there."
    ),
    Why.EVIDENCE_MISSING: gettext_lazy("Say what shows that it is over."),
}
# Where there is something to say, the row stands open.
_SAY_MORE = {FindingStatus.ACTIVE.value, FindingStatus.RESOLVED.value}


@dataclass(frozen=True)
class Look:
    """One suggestion beside its row."""

    words: str
    ask: str
    state: str
    reason: str


@dataclass(frozen=True)
class Row:
    """One exclusion on the sheet: its fields, what stands in the way, and where to look."""

    exclusion: Exclusion
    status: forms.BoundField
    evidence: forms.BoundField
    note: forms.BoundField | None
    not_so: forms.BoundField
    taken: forms.BoundField
    shown: str
    why: str
    stops: bool
    is_open: bool
    says_so: bool
    looks: tuple[Look, ...]

    @property
    def asks(self) -> bool:
        """Whether a suggestion is still open."""
        return bool(self.shown)


@dataclass(frozen=True)
class Item:
    """One line of the rail: what is missing and where to put it right."""

    lead: str
    sentence: str
    anchor: str
    level: str = "WARN"


def rows_of(
    form: FindingsForm,
    exclusions: Sequence[Exclusion],
    assessment: Assessment,
    standings: Iterable[Standing],
) -> Iterator[Row]:
    """The sheet's lines, each with what stands in its way and what is on record about it."""
    whys = {block.exclusion.code: block.why for block in assessment.blocks}
    by_row: dict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        by_row[one.suggestion.code].append(one)
    for exclusion in exclusions:
        code = exclusion.code
        why, here = whys.get(code), by_row[code]
        status = form[f"{code}-status"]
        note = form[f"{code}-note"] if exclusion.level is Level.RX else None
        says_so = status.value() in _SAY_MORE
        said = [form[f"{code}-evidence"].value(), says_so, note and note.value()]
        yield Row(
            exclusion=exclusion,
            status=status,
            evidence=form[f"{code}-evidence"],
            note=note,
            not_so=form[f"{code}-not-so"],
            taken=form[f"{code}-taken"],
            shown=" ".join(one.suggestion.source for one in here if one.is_open),
            why=str(SENTENCES[why]) if why else "",
            stops=why in {Why.PRESENT, Why.NEVER_RESOLVES},
            is_open=any(said),
            says_so=says_so,
            looks=tuple(_look(one) for one in here),
        )


def _look(one: Standing) -> Look:
    return Look(sentence(one.suggestion), _(one.suggestion.ask), one.state.value, one.reason)


def rail(
    assessment: Assessment, standings: Iterable[Standing], clashes: Iterable[FindingClash]
) -> list[Item]:
    """Worst first: two versions, what stands against it, what is on record and unanswered."""
    items = [
        Item(
            _("Summary") if clash.code == FindingClash.SUMMARY else clash.code,
            _("Two people wrote different things. Choose."),
            f"#clash-{clash.pk}",
            "HARD",
        )
        for clash in clashes
    ]
    items += [
        Item(block.exclusion.code, str(SENTENCES[block.why]), block.anchor, block.level.value)
        for block in assessment.blocks
        if block.why is not Why.NOT_ASKED
    ]
    asked = dict.fromkeys(one.suggestion.code for one in standings if one.is_open)
    items += [
        Item(code, _("Something on record may be about this."), f"#row-{code}") for code in asked
    ]
    return items


def unanswered(assessment: Assessment) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rows nobody has asked about, by group: code and link."""
    codes = {block.exclusion.code for block in assessment.blocks if block.why is Why.NOT_ASKED}
    groups = [(_("Absolute"), ABSOLUTE), (_("Relative"), RELATIVE)]
    found = [
        (title, [(each.code, f"#row-{each.code}") for each in rows if each.code in codes])
        for title, rows in groups
    ]
    return [(title, links) for title, links in found if links]


def missing_in(sections: Iterable[Section]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the sections of the workup still lack: sentence and link, by section."""
    found = [
        (section.title, [(sentence, f"#{anchor}") for sentence, anchor in section.missing])
        for section in sections
    ]
    return [(title, links) for title, links in found if links]


def how_many(
    items: Sequence[Item],
    open_rows: Sequence[tuple[str, Sequence[Any]]],
    gaps: Sequence[tuple[str, Sequence[Any]]],
    letters: Sequence[Any],
) -> int:
    """Everything the rail names, counted."""
    return len(items) + len(letters) + sum(len(links) for _title, links in (*open_rows, *gaps))


@dataclass(frozen=True)
class Versions:
    """A row as two people see it, side by side."""

    clash: FindingClash
    title: str
    standing: str
    typed: str


def versions(form: FindingsForm, clashes: Iterable[FindingClash]) -> list[Versions]:
    """Each clash with what stands in the row now."""
    found = []
    for clash in clashes:
        if clash.code == FindingClash.SUMMARY:
            found.append(
                Versions(clash, _("Summary"), str(form.initial.get("summary", "")), clash.note)
            )
            continue
        stands = [form.initial.get(f"{clash.code}-{part}", "") for part in _PARTS]
        title = f"{clash.code} {form[f'{clash.code}-status'].label}"
        typed = [clash.status, clash.evidence, clash.note]
        found.append(Versions(clash, title, _said(stands), _said(typed)))
    return found


_PARTS = ("status", "evidence", "note")


def _said(parts: Sequence[str]) -> str:
    words = dict(STATUS)
    status, *rest = parts
    return ". ".join(filter(None, [str(words.get(status, _("Not answered"))), *rest]))
