"""What the gate says: a level, a sentence, the records it stands on, and where it is mended."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as words

from clinic.core.words import Text
from clinic.core.words import later as _

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
        return RANKS[self]


RANKS = {level: rank for rank, level in enumerate(Level)}


class Stage(StrEnum):
    """When the gate is asked. CONTINUE is more drug inside a session: a supplemental dose, a faster or resumed pump."""

    CONFIRM = "CONFIRM"
    CHECK_IN = "CHECK_IN"
    CLEAR = "CLEAR"
    DOSE = "DOSE"
    CONTINUE = "CONTINUE"
    DISCHARGE = "DISCHARGE"
    CLOSE = "CLOSE"


# What stops the way until a prescriber answers, if one may; and what anybody can answer at all.
STOPS = frozenset({Level.HARD, Level.RX})
ANSWERABLE = frozenset({Level.RX, Level.WARN})

# Where a clinician acts and a warning must be acknowledged before going on.
ACKNOWLEDGED_AT = frozenset({Stage.CLEAR, Stage.DOSE, Stage.CONTINUE})
BEFORE_DOSE = frozenset({Stage.CONFIRM, Stage.CHECK_IN, Stage.CLEAR, Stage.DOSE})
SAME_DAY = frozenset({Stage.CLEAR, Stage.DOSE})
GIVING = frozenset({Stage.CLEAR, Stage.DOSE, Stage.CONTINUE})


class Mend(NamedTuple):
    """Where a verdict is put right. `kind` is a symbolic link such as `consent.sign`; pages make it a URL."""

    kind: str
    id: str


class Evidence(NamedTuple):
    """A record a guard looked at, and the values of it that were used."""

    kind: str
    id: str
    values: Mapping[str, object]

    def as_dict(self) -> dict[str, Any]:
        """As plain JSON."""
        used = {name: _plain(value) for name, value in self.values.items()}
        return {"kind": self.kind, "id": self.id, **used}


class Finding(NamedTuple):
    """What one guard found. `cause` is a code; with the evidence it tells this finding from a later one.

    `desk` replaces the neutral sentence the front desk sees. `id` is set where a guard answers under several.
    """

    level: Level
    sentence: Text
    cause: str = ""
    mend: Mend | None = None
    evidence: tuple[Evidence, ...] = ()
    desk: Text = ""
    id: str = ""


def passed(sentence: Text, *evidence: Evidence) -> Finding:
    """The guard is content."""
    return Finding(Level.PASS, sentence, "", None, evidence)


class Verdict(NamedTuple):
    """One guard's answer for one session. `blocks` already counts a valid override or acknowledgement.

    What it says is kept as words not yet put into a language: `sentence` and `desk_sentence` are in
    the language of whoever reads them.
    """

    id: str
    level: Level
    said: Text
    desk_said: Text
    cause: str
    evidence: tuple[Evidence, ...]
    mend: Mend | None
    overridable: bool
    resolved_by: str | None
    blocks: bool

    @property
    def finding(self) -> str:
        """Which finding this is. An override holds for one finding only."""
        return fingerprint(self.id, self.cause, self.evidence)

    @property
    def sentence(self) -> str:
        """What clinicians read."""
        return str(self.said)

    @property
    def desk_sentence(self) -> str:
        """What the front desk reads."""
        return str(self.desk_said)

    def as_dict(self) -> dict[str, Any]:
        """What the snapshot keeps of it. Ids and values, never a name."""
        return {
            "id": self.id,
            "level": self.level.value,
            "sentence": self.sentence,
            "cause": self.cause,
            "evidence": [e.as_dict() for e in self.evidence],
            "mend": None if self.mend is None else {"kind": self.mend.kind, "id": self.mend.id},
            "finding": self.finding,
            "overridable": self.overridable,
            "resolved_by": self.resolved_by,
            "blocks": self.blocks,
        }


def fingerprint(guard: str, cause: str, evidence: Iterable[Evidence]) -> str:
    """Same guard, cause and records: the same finding."""
    records = sorted(f"{e.kind}:{e.id}" for e in evidence)
    return hashlib.sha256("|".join((guard, cause, *records)).encode()).hexdigest()[:24]


CLEAR = _("Clear.")
CLINICAL = _(CLINICAL_DESK_SENTENCE)


def desk_words(finding: Finding) -> Text:
    """What the front desk may read: its own sentence for its own matters, else that a check is open."""
    if finding.level == Level.PASS:
        return CLEAR
    return finding.desk or CLINICAL


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset | set):
        return (
            sorted(_plain(v) for v in value)
            if isinstance(value, frozenset | set)
            else [_plain(v) for v in value]
        )
    return str(value)
