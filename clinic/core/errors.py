"""Refusals, named for what happened. Each carries a sentence the person on screen can act on.

No patient's name may stand in one: errors end in log files.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


class DomainError(Exception):
    """A rule of the clinic said no. Pages show the sentence; the API answers 409 with it."""

    code = "refused"
    status = 409

    def __init__(self, sentence: str, **details: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = details

    def after_rollback(self) -> None:
        """Called by the door once the transaction is gone and its locks with it: the place for costly detail."""


class Busy(DomainError):
    """Two people changed the same things at once, and trying again did not help."""

    code = "busy"

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else is changing the same thing. Nothing was changed here. Try again.")
        )


class IllegalMove(DomainError):
    """A record cannot go from its state to the one asked for."""

    code = "illegal-move"


class StaleVersion(DomainError):
    """Somebody else changed the record since it was read."""

    code = "stale-version"

    def __init__(self, sentence: str | None = None, **details: Any) -> None:
        super().__init__(
            sentence
            or _("Somebody changed this while you had it open. Load it again and compare."),
            **details,
        )


class NotAllowed(DomainError):
    """The person's role does not include this verb at this site."""

    code = "not-allowed"
    status = 403

    def __init__(self, sentence: str | None = None, **details: Any) -> None:
        super().__init__(sentence or _("Your role does not allow this here."), **details)


class FreshSignInNeeded(DomainError):
    """The verb asks for a sign-in of the last few minutes."""

    code = "fresh-sign-in"
    status = 403

    def __init__(self) -> None:
        super().__init__(_("Confirm it is you: type your password again."))


class InvalidInput(DomainError):
    """What was typed cannot be. ``field`` names where it was typed."""

    code = "invalid"
    status = 400

    def __init__(self, sentence: str, *, field: str | None = None, **details: Any) -> None:
        super().__init__(sentence, **details)
        self.field = field


class HistoryBypassed(RuntimeError):
    """Code tried to write a record in a way that would leave no history. A bug, not a refusal."""
