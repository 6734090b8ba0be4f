"""Whether the database was made by the migrations that this checkout has. Asked before `migrate`, without Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
LABEL = re.compile(r'^    label = "(\w+)"$', re.MULTILINE)


def made_by_others(owner_url: str) -> bool:
    """Whether a migration of ours has run that has no file here: these tables cannot be brought up to date."""
    ours = dict(_files())
    try:
        with psycopg.connect(owner_url) as owner:
            rows = owner.execute("SELECT app, name FROM public.django_migrations").fetchall()
    except psycopg.errors.UndefinedTable:
        return False  # nothing has run yet
    return any(name not in ours[app] for app, name in rows if app in ours)


def _files() -> Iterator[tuple[str, set[str]]]:
    """`(label of an app, names of its migrations)`."""
    for folder in (*ROOT.glob("*/migrations"), *ROOT.glob("clinic/*/migrations")):
        found = LABEL.search((folder.parent / "apps.py").read_text())
        if found:
            yield found[1], {path.stem for path in folder.glob("[0-9]*.py")}
