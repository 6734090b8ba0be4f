"""The exact words of one edition of a consent form, and their fingerprint.

The fingerprint is taken over every word the patient sees and over what the form is for (type, edition,
jurisdiction, language, routes). Each part is written with its length before it, so that moving a word from one
element to the next gives another fingerprint. The database computes the same one, in ``consent_wording``, and
refuses a form whose stored fingerprint differs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

_KEY = re.compile(r"^[a-z][a-z0-9_]{1,39}$")


class WordingRefused(ValueError):
    """The words of a form cannot stand as they are. ``field`` names which part."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


@dataclass(frozen=True, slots=True)
class Element:
    """One thing the patient reads and ticks by itself."""

    key: str
    heading: str
    text: str

    def as_json(self) -> dict[str, str]:
        return {"key": self.key, "heading": self.heading, "text": self.text}


@dataclass(frozen=True, slots=True)
class Question:
    """One question the patient answers in their own words, to show what was understood."""

    key: str
    text: str

    def as_json(self) -> dict[str, str]:
        return {"key": self.key, "text": self.text}


@dataclass(frozen=True, slots=True)
class Wording:
    """One edition. ``meaning`` is the sentence above the signature: what signing says (21 CFR 11.50)."""

    type: str
    edition: int
    jurisdiction: str
    language: str
    routes: tuple[str, ...]
    title: str
    body: str
    elements: tuple[Element, ...]
    questions: tuple[Question, ...]
    meaning: str

    def canonical(self) -> str:
        """Every part with its length before it: the text that is hashed."""
        parts = [
            self.type,
            str(self.edition),
            self.jurisdiction,
            self.language,
            ",".join(self.routes),
            self.title,
            self.body,
            str(len(self.elements)),
        ]
        for element in self.elements:
            parts += [element.key, element.heading, element.text]
        parts.append(str(len(self.questions)))
        for question in self.questions:
            parts += [question.key, question.text]
        parts.append(self.meaning)
        return "".join(f"{len(part)}:{part}," for part in parts)

    @property
    def sha256(self) -> str:
        """The fingerprint: 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def check(self) -> None:
        """Raise WordingRefused where a part is missing, blank or named twice."""
        for name in ("title", "body", "meaning"):
            if not getattr(self, name).strip():
                raise WordingRefused(_("A form needs a %(part)s.") % {"part": name}, name)
        if not self.elements:
            raise WordingRefused(_("A form needs at least one element to tick."), "elements")
        keys = [element.key for element in self.elements]
        for element in self.elements:
            if not _KEY.match(element.key):
                raise WordingRefused(_key_sentence(element.key), "elements")
            if not element.heading.strip() or not element.text.strip():
                raise WordingRefused(
                    _("Element “%(key)s” has no words.") % {"key": element.key}, "elements"
                )
        asked = [question.key for question in self.questions]
        for question in self.questions:
            if not _KEY.match(question.key):
                raise WordingRefused(_key_sentence(question.key), "questions")
            if not question.text.strip():
                raise WordingRefused(
                    _("Question “%(key)s” has no words.") % {"key": question.key}, "questions"
                )
        for names, field in ((keys, "elements"), (asked, "questions")):
            if len(names) != len(set(names)):
                raise WordingRefused(_("Two parts of the form have the same key."), field)


def _key_sentence(key: str) -> str:
    return _("“%(key)s” is not a key: small letters, digits and _ only, two to forty.") % {
        "key": key[:40]
    }


def elements_from_json(rows: Sequence[Mapping[str, Any]]) -> tuple[Element, ...]:
    """Read what ``as_json`` wrote, in its order."""
    return tuple(Element(str(row["key"]), str(row["heading"]), str(row["text"])) for row in rows)


def questions_from_json(rows: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Read what ``as_json`` wrote, in its order."""
    return tuple(Question(str(row["key"]), str(row["text"])) for row in rows)
