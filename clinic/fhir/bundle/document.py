"""Bytes to JSON, trusting nothing."""

import json
from typing import Any, NoReturn

from django.utils.translation import gettext_noop as _

from clinic.fhir.bundle.refusal import BadBundle

LARGEST = 20 * 1024 * 1024  # bytes; a lifetime in one bundle is 1 to 3 MB
DEEPEST = 64  # FHIR itself nests about a dozen deep


class _Twice(ValueError):
    """A property is written twice in one object: readers would disagree about which one counts."""


class _NoNumber(ValueError):
    """NaN and Infinity are not JSON."""


def load(data: bytes) -> dict[str, Any]:
    """The document as a dictionary. Raises BadBundle with a sentence, never anything else."""
    if len(data) > LARGEST:
        raise BadBundle(
            _("The file is %(size)d MB; the largest we read is %(limit)d MB."),
            size=-(-len(data) // (1024 * 1024)),
            limit=LARGEST // (1024 * 1024),
        )
    if not data.strip():
        raise BadBundle(_("The file is empty."))
    document = _parse(_decode(data))
    if not isinstance(document, dict):
        raise BadBundle(_("The file is JSON, but not a FHIR bundle: it does not hold an object."))
    _measure_depth(document)
    return document


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadBundle(_("The file is not text in UTF-8, as FHIR asks.")) from None


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_constant)
    except _Twice:
        raise BadBundle(
            _(
                "The file writes the same property twice in one object, so it cannot be read safely."
            )
        ) from None
    except _NoNumber:
        raise BadBundle(_("The file holds a number that is not a number.")) from None
    except RecursionError:
        raise BadBundle(_("The file is nested too deeply to be a FHIR bundle.")) from None
    except json.JSONDecodeError as error:
        raise BadBundle(
            _("The file is not JSON: reading stopped at line %(line)d, column %(column)d."),
            line=error.lineno,
            column=error.colno,
        ) from None
    except ValueError:  # an integer of more digits than Python will read
        raise BadBundle(_("The file holds a number too long to read.")) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise _Twice
    return read


def _refuse_constant(_name: str) -> NoReturn:
    raise _NoNumber


def _measure_depth(document: dict[str, Any]) -> None:
    """Without recursion, so that the check cannot fail the way it guards against."""
    level: list[Any] = [document]
    for _depth in range(DEEPEST):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, dict | list)
        ]
        if not level:
            return
    raise BadBundle(_("The file is nested too deeply to be a FHIR bundle."))
