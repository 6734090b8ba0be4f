"""What is told in words: each text saved by itself, every version kept, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import InvalidInput
from patients.actions.screening_rows import edit, lock
from patients.models import Screening, ScreeningText


@dataclass(frozen=True)
class Typed:
    """A text as somebody typed it. ``seen`` is the version they had before them: 0 where there was none."""

    body: str
    seen: int | None = None


@dataclass(frozen=True)
class Clash:
    """Two people wrote the same text. Both are here; ``theirs`` is the one that stands."""

    about: str
    typed: str
    theirs: ScreeningText


@dataclass(frozen=True)
class Saved:
    """What came of saving: the texts that were written, and those somebody else wrote meanwhile."""

    screening: Screening
    written: tuple[ScreeningText, ...] = ()
    clashes: tuple[Clash, ...] = ()


@action(Permission.SCREENING_EDIT)
def save(screening: Screening, *, texts: Mapping[str, Typed], by: User, at: datetime) -> Saved:
    """Save each text by itself. One that somebody else changed meanwhile is handed back, the others stand.

    Not refused as a whole: a refusal would undo the texts that nobody else touched.
    """
    screening = lock(screening)
    unknown = set(texts) - set(ScreeningText.About.values)
    if unknown:
        raise InvalidInput(_("There is no such text."), field=min(unknown))
    newest = {row.about: row for row in ScreeningText.objects.filter(screening=screening).newest()}
    written, clashes = [], []
    for about, typed in texts.items():
        body, now = typed.body.strip(), newest.get(about)
        if body == (now.body if now else ""):
            continue
        if now is not None and typed.seen is not None and typed.seen != now.number:
            clashes.append(Clash(about, body, now))
            continue
        written.append((about, body, now.number + 1 if now else 1))
    if written:
        screening = edit(screening)
    rows = tuple(_write(screening, *each, by=by, at=at) for each in written)
    return Saved(screening, rows, tuple(clashes))


def _write(
    screening: Screening, about: str, body: str, number: int, *, by: User, at: datetime
) -> ScreeningText:
    row = ScreeningText(
        screening=screening,
        patient_id=screening.patient_id,
        site_id=screening.site_id,
        about=about,
        number=number,
        body=body,
        saved_at=at,
        saved_by=by,
        created_at=at,
    )
    row.save()
    return row
