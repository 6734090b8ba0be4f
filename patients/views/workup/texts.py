"""What is told in words: the texts of a screening, two sections of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinic.accounts.permissions import Permission
from patients.models import Condition, Screening, ScreeningText
from patients.views.workup.section import Look, Section

_About = ScreeningText.About
HISTORY = (_About.DIAGNOSES, _About.HISTORY, _About.PSYCHIATRIC, _About.MEDICAL, _About.SOCIAL)
HOPES = (_About.EXPECTATIONS, _About.WORRIES, _About.INDICATION)
WRITABLE = frozenset({*Screening.EDITABLE, Screening.Status.COMPLETE})


@dataclass(frozen=True)
class Words:
    """One text on the page. ``seen`` is the version it shows; 0 where nothing was saved yet."""

    about: str
    label: str
    body: str
    seen: int
    row: ScreeningText | None

    @property
    def anchor(self) -> str:
        return f"text-{self.about}"


def words_of(look: Look, which: Sequence[str]) -> list[Words]:
    """The newest version of each text."""
    rows = ScreeningText.objects.visible_to(look.user).filter(screening=look.screening)
    newest = {row.about: row for row in rows.newest().select_related("saved_by")}
    return [_words(about, newest.get(about)) for about in which]


def _words(about: str, row: ScreeningText | None) -> Words:
    label = str(_About(about).label)
    return Words(about, label, row.body if row else "", row.number if row else 0, row)


def history(look: Look) -> Section:
    """Diagnoses, coded and in words, and the history."""
    found = words_of(look, HISTORY)
    conditions = Condition.objects.visible_to(look.user).current()
    diagnoses = list(conditions.filter(patient_id=look.patient_id).order_by("-started_on", "pk"))
    section = _section(look, "history", _("Diagnoses and history"), found)
    section.context["diagnoses"] = diagnoses
    section.context["edits_chart"] = look.user.may(Permission.CHART_EDIT, look.screening.site_id)
    if not diagnoses and not found[0].body:
        section.missing.append((_("There is no diagnosis, coded or in words."), "text-DIAGNOSES"))
    return section


def hopes(look: Look) -> Section:
    """What the patient hopes for and worries about, and why this treatment now."""
    return _section(look, "hopes", _("Hopes and worries"), words_of(look, HOPES))


def _section(look: Look, key: str, title: str, found: list[Words]) -> Section:
    missing = [
        (_("%s: nothing is written yet.") % words.label, words.anchor)
        for words in found
        if words.about in ScreeningText.ASKED and not words.body
    ]
    return Section(
        key,
        title,
        f"workup-{key}",
        "patients/workup/_texts.html",
        {
            "words": found,
            "screening": look.screening,
            "writes": look.screening.status in WRITABLE
            and look.user.may(Permission.SCREENING_EDIT, look.screening.site_id),
        },
        missing,
    )
