"""From findings to what still blocks. Unknown is never absent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from patients.eligibility.exclusion import BY_CODE, CATALOGUE, Exclusion, Level


class FindingStatus(StrEnum):
    """What was found about one exclusion."""

    UNKNOWN = "UNKNOWN"
    ABSENT = "ABSENT"
    ACTIVE = "ACTIVE"
    RESOLVED = "RESOLVED"


class Why(StrEnum):
    """Why a row blocks."""

    NOT_ASKED = "NOT_ASKED"
    UNKNOWN = "UNKNOWN"
    PRESENT = "PRESENT"
    NOTE_MISSING = "NOTE_MISSING"
    NEVER_RESOLVES = "NEVER_RESOLVES"
    EVIDENCE_MISSING = "EVIDENCE_MISSING"


class UnknownExclusion(ValueError):
    """A finding about a row that is not in the catalogue."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of a screening. ``note_on`` is the day the risk-benefit note was written."""

    code: str
    status: FindingStatus
    evidence: str = ""
    note: str = ""
    note_on: date | None = None


@dataclass(frozen=True, slots=True)
class EligibilityPolicy:
    """The clinic's numbers. A signed screening counts for ``validity_days`` days [POL 90].

    ``note_min_characters`` is the length below which a reason is not a reason (domain/README 0.2).
    """

    validity_days: int = 90
    note_min_characters: int = 20
    minimum_age: int = 18


@dataclass(frozen=True, slots=True)
class Block:
    """One exclusion in the way, and why."""

    exclusion: Exclusion
    why: Why

    @property
    def anchor(self) -> str:
        """Where the row stands on a sheet that lists them all."""
        return f"#row-{self.exclusion.code}"

    @property
    def level(self) -> Level:
        """HARD while the row may be a hard stop, RX when a prescriber's note would answer it."""
        return self.exclusion.level


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is left in the way, worst first, in catalogue order within a level."""

    blocks: tuple[Block, ...]

    @property
    def is_clear(self) -> bool:
        """Whether a prescriber may sign this person as eligible."""
        return not self.blocks

    @property
    def is_answered(self) -> bool:
        """Whether every row has been asked, so the screening can be called complete."""
        return not any(block.why in {Why.NOT_ASKED, Why.UNKNOWN} for block in self.blocks)

    @property
    def missing(self) -> tuple[Block, ...]:
        """The rows nobody has an answer for yet."""
        return tuple(b for b in self.blocks if b.why in {Why.NOT_ASKED, Why.UNKNOWN})


def assess(findings: Iterable[Finding], policy: EligibilityPolicy) -> Assessment:
    """Judge every row of the catalogue against what was found.

    Raises ``UnknownExclusion`` for a finding outside the catalogue and ``ValueError`` when one row
    was found twice: neither may be dropped in silence.
    """
    found: dict[str, Finding] = {}
    for finding in findings:
        if finding.code not in BY_CODE:
            raise UnknownExclusion(f"No exclusion is called {finding.code}.")
        if finding.code in found:
            raise ValueError(f"{finding.code} was found twice.")
        found[finding.code] = finding
    blocks: list[Block] = []
    for exclusion in CATALOGUE:
        why = _why_blocked(exclusion, found.get(exclusion.code), policy)
        if why is not None:
            blocks.append(Block(exclusion, why))
    return Assessment(tuple(sorted(blocks, key=lambda block: block.level is not Level.HARD)))


def _why_blocked(
    exclusion: Exclusion, finding: Finding | None, policy: EligibilityPolicy
) -> Why | None:
    if finding is None:
        return Why.NOT_ASKED
    match finding.status:
        case FindingStatus.ABSENT:
            return None
        case FindingStatus.RESOLVED if not exclusion.can_resolve:
            return Why.NEVER_RESOLVES
        case FindingStatus.RESOLVED:
            return None if finding.evidence.strip() else Why.EVIDENCE_MISSING
        case FindingStatus.ACTIVE if exclusion.level is Level.HARD:
            return Why.PRESENT
        case FindingStatus.ACTIVE:
            long_enough = len(finding.note.strip()) >= policy.note_min_characters
            return None if long_enough and finding.note_on is not None else Why.NOTE_MISSING
        case _:
            return Why.UNKNOWN


def valid_until(signed_on: date, policy: EligibilityPolicy) -> date:
    """The last day on which a screening signed on ``signed_on`` still counts."""
    return signed_on + timedelta(days=policy.validity_days)


def is_valid(signed_on: date, on: date, policy: EligibilityPolicy) -> bool:
    """Whether a signed screening counts on a day: not before it was signed, not past its term."""
    return signed_on <= on <= valid_until(signed_on, policy)


def age_on(born_on: date, on: date) -> int:
    """Whole years lived by a day; a birthday on 29 February is reached on 1 March."""
    had_birthday = (on.month, on.day) >= (born_on.month, born_on.day)
    return on.year - born_on.year - (0 if had_birthday else 1)


def is_old_enough(born_on: date, on: date, policy: EligibilityPolicy) -> bool:
    """Whether the person is an adult for this clinic: 18 or more (domain/04 4.1) [S39]."""
    return age_on(born_on, on) >= policy.minimum_age
