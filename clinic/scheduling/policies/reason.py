"""A rule that says no, and the refusal that lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clinic.core.errors import DomainError


@dataclass(frozen=True)
class Reason:
    """One rule in the way: a code for programs, a sentence for people."""

    code: str
    sentence: str


class RulesInTheWay(DomainError):
    """The visit cannot be booked as asked. `details["reasons"]` lists every rule that said no."""

    code = "rules-in-the-way"

    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__(
            " ".join(reason.sentence for reason in reasons),
            reasons=[{"code": reason.code, "sentence": reason.sentence} for reason in reasons],
        )

    @property
    def codes(self) -> set[str]:
        return {reason["code"] for reason in self.details["reasons"]}
