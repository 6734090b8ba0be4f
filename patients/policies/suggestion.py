"""Where a screening's suggestions stand, what is new since it was last answered for, and how both are said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.eligibility.answering import Answer, RowSeen, Standing, stand
from patients.eligibility.assessment import FindingStatus
from patients.eligibility.known import Kind, Known, KnownTest, Suggestion
from patients.eligibility.reopening import New, kind_of, reopens, rows_of
from patients.eligibility.suggesting import suggest
from patients.models import Screening
from patients.models.suggestion import SuggestionAnswer
from patients.policies.known import known_about


@dataclass(frozen=True)
class NewSince:
    """Something that came on record after the screening was last signed, or called complete."""

    source: str
    what: str
    rows: tuple[str, ...]
    recorded_at: datetime


def known_for(screening: Screening, at: datetime) -> Known:
    return known_about(screening.patient, screening.site, at)


def standings(screening: Screening, known: Known) -> tuple[Standing, ...]:
    """Every suggestion of this screening with its state, in the order of the sheet."""
    answers = {
        (row.code, row.about): Answer(row.answer == SuggestionAnswer.Answer.DISMISSED, row.reason)
        for row in screening.suggestion_answers.order_by("answered_at", "pk")
    }
    rows = {
        row.code: RowSeen(FindingStatus(row.status), row.found_at)
        for row in screening.findings.all()
    }
    return stand(suggest(known), answers, rows)


def new_since(screening: Screening, known: Known) -> tuple[NewSince, ...]:
    """What the signer has to read: on record after the last signature or, unsigned, after completing."""
    since = screening.signed_at or screening.completed_at
    if since is None:
        return ()
    everything: tuple[New, ...] = (*known.facts, *known.tests)
    fresh = [one for one in everything if one.recorded_at > since]
    found = [(one, rows_of(one, known.on, known.birth_date)) for one in fresh]
    return tuple(
        NewSince(one.source, what(one), rows, one.recorded_at)
        for one, rows in sorted(found, key=lambda pair: pair[0].recorded_at)
        if reopens(one, rows)
    )


def kind_words(kind: Kind) -> str:
    """What a fact is called in a sentence."""
    return {
        Kind.CONDITION: _("diagnosis"),
        Kind.MEDICATION: _("medication"),
        Kind.ALLERGY: _("allergy"),
        Kind.TEST: _("test result"),
        Kind.MEASURE: _("score"),
        Kind.ALERT: _("safety alert"),
        Kind.USE: _("answer about substances"),
        Kind.PERSON: _("answer about pregnancy"),
        Kind.ILLNESS: _("answer about the illness"),
    }[kind]


def what(new: New) -> str:
    """`medication: Theophylline 300 MG`, `test result: Blood pressure 170/90 mmHg`."""
    text = new.text
    if isinstance(new, KnownTest):
        text = f"{_(new.text)} {new.number}".strip()
    return f"{kind_words(kind_of(new))}: {text}"


def because(new: New, rows: tuple[str, ...]) -> str:
    """Why the screening is open again, naming what is new and where to look."""
    name = what(new)
    if rows:
        return _("New %(what)s. Look at %(rows)s.") % {"what": name, "rows": ", ".join(rows)}
    return _("New %(what)s.") % {"what": name}


def sentence(one: Suggestion) -> str:
    """`Stroke, since 3 May 2026 (SNOMED CT 230690007)`: what is on record, without the question."""
    said = _(one.text) if one.source.startswith(("person:", "test:")) else one.text
    if one.number:
        said = f"{said} {one.number}"
    if one.until:
        said = _("%(what)s, until %(day)s") % {"what": said, "day": day(one.until)}
    elif not one.is_current:
        said = _("%(what)s, over") % {"what": said}
    elif one.since:
        words = _("%(what)s, %(day)s") if one.number else _("%(what)s, since %(day)s")
        said = words % {"what": said, "day": day(one.since)}
    return f"{said} ({one.coding})" if one.coding else said


def day(on: date) -> str:
    return date_format(on, "j M Y")
