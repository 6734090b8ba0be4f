"""Nobody signs with the drug in the body: asked of the packages above, which know the doses.

A checker answers with an ``Effect`` while the patient counts as under effect (from the start of a dose to the next
day, guard G05), else with None. It is registered in ``AppConfig.ready``. A checker that fails refuses the signature:
not knowing is not the same as sober.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.core import localtime
from clinic.core.errors import DomainError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Effect:
    """A dose works, until then; ``until`` None: nobody has gone home yet, so nobody knows."""

    until: datetime | None


Checker = Callable[[UUID, datetime], Effect | None]
_checkers: list[Checker] = []


class UnderEffect(DomainError):
    """A dose is active, or was until less than a night ago."""

    code = "under-effect"


class EffectUnknown(DomainError):
    """Whether a dose is active could not be found out."""

    code = "effect-unknown"


def register(checker: Checker) -> None:
    """Ask ``checker(patient_id, at)`` before every signature. Registering twice changes nothing."""
    if checker not in _checkers:
        _checkers.append(checker)


def unregister(checker: Checker) -> None:
    """For tests that register their own."""
    _checkers.remove(checker)


def require_clear_head(patient_id: UUID, at: datetime, zone: str) -> None:
    """Raise ``UnderEffect`` or ``EffectUnknown`` unless every checker knows of no active dose."""
    for checker in _checkers:
        try:
            effect = checker(patient_id, at)
        except Exception as error:
            log.exception("the check for an active dose failed")
            raise EffectUnknown(
                _(
                    "It could not be checked whether a dose is still active. Nothing was signed. Try again."
                )
            ) from error
        if effect is None or (effect.until is not None and effect.until <= at):
            continue
        if effect.until is None:
            raise UnderEffect(
                _(
                    "A dose is still active. This can be signed the day after, after a night's sleep."
                )
            )
        raise UnderEffect(
            _("A dose is still active. This can be signed from %(when)s, after a night's sleep.")
            % {"when": localtime.day_and_clock_text(effect.until, zone)},
            until=effect.until.isoformat(),
        )
