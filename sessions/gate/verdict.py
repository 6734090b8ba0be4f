"""What the gate says: a level, a sentence, the records it stands on, and where it is mended."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

Evidence = Mapping[str, Any]

CLINICAL_DESK_SENTENCE = words("A clinical check is open.")


class Level(StrEnum):
    """How far a verdict goes. HARD never bends; RX bends for a prescriber; WARN is acknowledged."""

    PASS = "PASS"  # noqa: S105 - a level, not a secret
    INFO = "INFO"
    WARN = "WARN"
    RX = "RX"
    HARD = "HARD"

    @property
    def rank(self) -> int:
        """For sorting, worst last."""
        return list(Level).index(self)


class Stage(StrEnum):
    """When the gate is asked. CONTINUE is more drug inside a session: a supplemental dose, a faster or resumed pump."""

    CONFIRM = "CONFIRM"
    CHECK_IN = "CHECK_IN"
    CLEAR = "CLEAR"
    DOSE = "DOSE"
    CONTINUE = "CONTINUE"
    DISCHARGE = "DISCHARGE"
    CLOSE = "CLOSE"


# Where a clinician acts and a warning must be acknowledged before going on.
ACKNOWLEDGED_AT = frozenset({Stage.CLEAR, Stage.DOSE, Stage.CONTINUE})
BEFORE_DOSE = frozenset({Stage.CONFIRM, Stage.CHECK_IN, Stage.CLEAR, Stage.DOSE})
SAME_DAY = frozenset({Stage.CLEAR, Stage.DOSE})
GIVING = frozenset({Stage.CLEAR, Stage.DOSE, Stage.CONTINUE})


@dataclass(frozen=True)
class Mend:
    """Where a verdict is put right. `kind` is a symbolic link such as `consent.sign`; pages make it a URL."""

    kind: str
    id: str


@dataclass(frozen=True)
class Finding:
    """What one guard found. `cause` is a code; with the evidence it tells this finding from a later one.

    `desk` replaces the neutral sentence the front desk sees. `id` is set where a guard answers under several.
    """

    level: Level
    sentence: str
    cause: str = ""
    mend: Mend | None = None
    evidence: tuple[Evidence, ...] = ()
    desk: str = ""
    id: str = ""

    def fingerprint(self, guard: str) -> str:
        """Same guard, cause and records: the same finding. An override holds for one finding only."""
        records = sorted(f"{e['kind']}:{e['id']}" for e in self.evidence)
        text = "|".join((guard, self.cause, *records))
        return hashlib.sha256(text.encode()).hexdigest()[:24]


def passed(sentence: str, *evidence: Evidence) -> Finding:
    """The guard is content."""
    return Finding(Level.PASS, sentence, "", None, evidence)


@dataclass(frozen=True)
class Verdict:
    """One guard's answer for one session. `blocks` already counts a valid override or acknowledgement."""

    id: str
    level: Level
    sentence: str
    desk_sentence: str
    cause: str
    evidence: tuple[Evidence, ...]
    mend: Mend | None
    finding: str
    overridable: bool
    resolved_by: str | None
    blocks: bool

    def as_dict(self) -> dict[str, Any]:
        """What the snapshot keeps of it. Ids and values, never a name."""
        return {
            "id": self.id,
            "level": self.level.value,
            "sentence": self.sentence,
            "cause": self.cause,
            "evidence": [dict(e) for e in self.evidence],
            "mend": None if self.mend is None else {"kind": self.mend.kind, "id": self.mend.id},
            "finding": self.finding,
            "overridable": self.overridable,
            "resolved_by": self.resolved_by,
            "blocks": self.blocks,
        }


def desk_words(finding: Finding) -> str:
    """What the front desk may read: its own sentence for its own matters, else that a check is open."""
    if finding.level is Level.PASS:
        return _("Clear.")
    return finding.desk or _(CLINICAL_DESK_SENTENCE)
