"""Licensed wording: loaded from a file with the right to show it, kept as a new edition, never overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from clinic.core.locks import lock
from patients.instruments.definition import Instrument
from patients.instruments.wording import LONGEST, DoesNotFit, Misfit, Problem, fit, is_keepable
from patients.models import InstrumentDefinition

LARGEST = 256 * 1024
# So many places are named in one sentence; a file that fits nowhere is another form's.
NAMED = 6


class WordingMissing(DomainError):
    """A questionnaire without words cannot be given to a patient."""

    code = "wording-missing"

    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "%(name)s cannot be given to a patient yet: its wording belongs to its owner and is not "
                "loaded here. With a licence a manager loads it; until then staff ask from the licensed "
                "paper and enter the answers."
            )
            % {"name": title}
        )


class WordingDoesNotFit(InvalidInput):
    """The file is not the wording of this questionnaire, or not all of it."""

    code = "wording-does-not-fit"


def require_own_pages(definition: InstrumentDefinition) -> None:
    """Whether a patient may answer it alone: ``NotAllowed`` for what staff ask, ``WordingMissing``
    unless there are words to show."""
    if definition.staff_only:
        raise NotAllowed
    if not definition.instrument.is_worded:
        raise WordingMissing(definition.title)


@action(Permission.WORDING_LOAD, anywhere=True)
def load(data: bytes, *, by: Actor, at: datetime) -> InstrumentDefinition:
    """Read a wording file and publish it as the next edition of its questionnaire.

    Forms begun before keep the words they were begun with. Refused with every place that does not
    fit the scoring, without a licence text, and when the same words are loaded already.
    """
    plain = _read(data)
    code = str(plain.get("instrument", ""))
    if not is_keepable(code):
        code = ""
    lock(("wording", code))
    shipped = InstrumentDefinition.objects.filter(code=code).shipped().first()
    if shipped is None:
        raise WordingDoesNotFit(
            _("There is no questionnaire called %(name)s.") % {"name": code[:20] or "…"},
            field="file",
        )
    language = str(plain.get("language", "en"))
    _check_loadable(shipped, language)
    worded = _fitted(shipped.instrument, plain, language)
    newest = InstrumentDefinition.objects.filter(code=code, language=language).newest()
    if newest is not None and newest.checksum == worded.checksum():
        raise WordingDoesNotFit(_("Exactly this wording is loaded already."), field="file")
    return _publish(shipped, worded, hashlib.sha256(data).hexdigest(), by=by, at=at)


def _read(data: bytes) -> Mapping[str, Any]:
    if len(data) > LARGEST:
        raise WordingDoesNotFit(_("The file is too large for a questionnaire."), field="file")
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise WordingDoesNotFit(
            _("The file cannot be read: it must be JSON, in UTF-8."), field="file"
        ) from error
    if not isinstance(plain, Mapping):
        raise WordingDoesNotFit(
            _("The file cannot be read: it must hold one questionnaire."), field="file"
        )
    return plain


def _check_loadable(shipped: InstrumentDefinition, language: str) -> None:
    if not 2 <= len(language) <= 10 or not is_keepable(language):
        raise WordingDoesNotFit(_("The language is a code such as en."), field="file")
    if shipped.instrument.external:
        raise WordingDoesNotFit(
            _("%(name)s is kept as a total only. Its owner allows no wording here.")
            % {"name": shipped.title},
            field="file",
        )
    if shipped.instrument.is_worded and language == shipped.language:
        raise WordingDoesNotFit(
            _("The wording of %(name)s ships with the program and is not replaced.")
            % {"name": shipped.title},
            field="file",
        )


def _fitted(instrument: Instrument, plain: Mapping[str, Any], language: str) -> Instrument:
    try:
        return fit(instrument, plain, language=language)
    except DoesNotFit as error:
        said = [_sentence(problem) for problem in error.problems[:NAMED]]
        if left := len(error.problems) - len(said):
            said.append(_("And %(n)d more places.") % {"n": left})
        raise WordingDoesNotFit(
            _("This wording does not fit %(name)s.") % {"name": instrument.title}
            + " "
            + " ".join(said),
            field="file",
            problems=[f"{each.misfit} {each.where}" for each in error.problems],
        ) from error


def _sentence(problem: Problem) -> str:
    if problem.where == "licence":
        return _("Say under which licence the words are shown.")
    sentences = {
        Misfit.NO_TEXT: _("%(where)s has no text."),
        Misfit.TOO_LONG: _("%(where)s is longer than %(longest)d characters."),
        Misfit.NO_SUCH_ITEM: _("There is no question %(where)s."),
        Misfit.CHOICES: _("The choices of %(where)s are not those that are counted."),
        Misfit.SHAPE: _("There are no %(where)s."),
    }
    return sentences[problem.misfit] % {"where": problem.where[:40], "longest": LONGEST}


def _publish(
    shipped: InstrumentDefinition,
    worded: Instrument,
    file_checksum: str,
    *,
    by: Actor,
    at: datetime,
) -> InstrumentDefinition:
    editions = InstrumentDefinition.objects.filter(
        code=shipped.code, number=shipped.number, language=worded.language
    )
    last = max((row.edition for row in editions), default=0)
    row = InstrumentDefinition(
        code=shipped.code,
        number=shipped.number,
        edition=last + 1,
        language=worded.language,
        title=shipped.title,
        staff_only=shipped.staff_only,
        definition=worded.as_json(),
        checksum=worded.checksum(),
        licence=worded.licence,
        sources=shipped.sources,
        published_at=at,
        loaded_by=by.actor_label,
        file_checksum=file_checksum,
        created_at=at,
    )
    row.save()
    return row
