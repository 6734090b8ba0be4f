"""One JSON object inside a bundle, which knows where it stands and refuses what it does not expect."""

import re
from dataclasses import dataclass
from typing import Any, NoReturn

from django.utils.translation import gettext_noop as _

from clinic.fhir.bundle.refusal import BadBundle
from patients.letter.dates import NotADate, PartialDate

SHORT = 200  # characters: names, numbers, addresses, codes. Longer is refused, never cut.
LONG = 500  # characters: what is said of a problem or a dose. Longer is cut, and ends in “…”.
UNSPEAKABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
)  # no database keeps these
WORDS = {dict: "an object", list: "a list", str: "text", bool: "true or false"}


def kind_of(value: Any) -> str:
    """How a JSON value is called in a sentence."""
    return WORDS.get(type(value), "a number" if isinstance(value, int | float) else "nothing")


@dataclass(frozen=True, slots=True)
class Node:
    """`value` is the object, `entry` its place in the bundle, `path` the element, as in `code.text`."""

    value: dict[str, Any]
    entry: int
    resource: str
    path: str = ""

    def refuse(self, template: str, **details: object) -> NoReturn:
        raise BadBundle(template, entry=self.entry, resource=self.resource, **details)

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        return self.value.get(key) is not None

    def child(self, key: str) -> "Node | None":
        found = self.value.get(key)
        return None if found is None else self._inside(found, self.at(key))

    def children(self, key: str) -> list["Node"]:
        """A list of objects. One object where a list belongs is taken as a list of one."""
        found = self.value.get(key)
        if found is None:
            return []
        if isinstance(found, dict):
            found = [found]
        if not isinstance(found, list):
            self._wrong(key, "a list", found)
        return [
            self._inside(one, f"{self.at(key)}[{place}]")
            for place, one in enumerate(found)
            if one is not None
        ]

    def text(self, key: str) -> str:
        """A name, a number, a code: "" when it is not there, refused when it is too long to be one."""
        return self._short(self._string(key), key)

    def saying(self, key: str) -> str:
        """What somebody wrote about something: cut with an ellipsis where it grows too long."""
        text = self._clean(self._string(key), key)
        return text if len(text) <= LONG else text[: LONG - 1].rstrip() + "…"

    def texts(self, key: str) -> list[str]:
        """A list of texts; one text alone is a list of one (DSTU2 and R4 differ on family names)."""
        found = self.value.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            return [text] if (text := self.text(key)) else []
        cleaned = []
        for one in found:
            if one is None:
                continue
            if not isinstance(one, str):
                self._wrong(key, "text", one)
            cleaned.append(self._short(one, key))
        return [text for text in cleaned if text]

    def _string(self, key: str) -> str:
        found = self.value.get(key)
        if found is None:
            return ""
        if not isinstance(found, str):
            self._wrong(key, "text", found)
        return found

    def flag(self, key: str) -> bool | None:
        found = self.value.get(key)
        if found is not None and not isinstance(found, bool):
            self._wrong(key, "true or false", found)
        return found

    def number(self, key: str) -> int | float | None:
        found = self.value.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            self._wrong(key, "a number", found)
        if not -1e12 < found < 1e12:
            self.refuse(_("%(path)s is beyond any measure."), path=self.at(key))
        return found

    def date(self, key: str) -> PartialDate | None:
        text = self.text(key)
        if not text:
            return None
        try:
            return PartialDate.read(text)
        except NotADate:
            self.refuse(_("%(path)s is not a date."), path=self.at(key))

    def _inside(self, found: Any, path: str) -> "Node":
        if not isinstance(found, dict):
            self.refuse(
                _("%(path)s must be %(wanted)s, found %(found)s."),
                path=path,
                wanted="an object",
                found=kind_of(found),
            )
        return Node(found, self.entry, self.resource, path)

    def _wrong(self, key: str, wanted: str, found: Any) -> NoReturn:
        self.refuse(
            _("%(path)s must be %(wanted)s, found %(found)s."),
            path=self.at(key),
            wanted=wanted,
            found=kind_of(found),
        )

    def _clean(self, text: str, key: str) -> str:
        """Spaces put in order; a character no database keeps refuses the bundle."""
        if found := UNSPEAKABLE.search(text):
            self.refuse(
                _("%(path)s holds a character that is not text (U+%(point)s)."),
                path=self.at(key),
                point=f"{ord(found[0]):04X}",
            )
        return " ".join(text.split())

    def _short(self, text: str, key: str) -> str:
        text = self._clean(text, key)
        if len(text) > SHORT:
            self.refuse(
                _("%(path)s is %(length)d characters long; at most %(most)d make sense."),
                path=self.at(key),
                length=len(text),
                most=SHORT,
            )
        return text
