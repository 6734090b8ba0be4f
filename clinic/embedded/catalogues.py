"""Whether each compiled message catalogue says what its source says. A newcomer has no msgfmt, so .mo files are kept."""

from __future__ import annotations

import ast
import gettext
from collections.abc import Iterator
from pathlib import Path

FORM = ("msgctxt", "msgid", "msgid_plural", "msgstr")


def complaints(root: Path) -> list[str]:
    """One line for each catalogue that was not compiled after its last change."""
    found = []
    for source in sorted(root.glob("*/**/locale/*/LC_MESSAGES/*.po")):
        if ".venv" in source.parts:
            continue
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or wanted(source) != held(compiled):
            found.append(f"{source.relative_to(root)}: run manage.py compilemessages")
    return found


def wanted(source: Path) -> dict[str, str]:
    """Translated messages of a .po file. A fuzzy or empty one is not compiled."""
    messages = {}
    for entry in source.read_text(encoding="utf-8").split("\n\n"):
        if "\n#, fuzzy" in "\n" + entry:
            continue
        parts = dict(fields(entry))
        text = parts.get("msgstr") or parts.get("msgstr[0]", "")
        if text and parts.get("msgid"):
            context = parts["msgctxt"] + "\x04" if "msgctxt" in parts else ""
            messages[context + parts["msgid"]] = text
    return messages


def fields(entry: str) -> Iterator[tuple[str, str]]:
    keyword, text = "", ""
    for line in entry.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith('"'):
            if keyword:
                yield keyword, text
            keyword, _, line = line.partition(" ")
            text = ""
        text += ast.literal_eval(line.strip())
    if keyword:
        yield keyword, text


def held(compiled: Path) -> dict[str, str]:
    """Messages of a .mo file, plurals by their first form."""
    with compiled.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    flat = {}
    for key, text in catalogue.items():
        if isinstance(key, tuple):
            if key[1] == 0:
                flat[key[0]] = text
        elif key:
            flat[key] = text
    return flat
