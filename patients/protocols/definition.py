"""The shape of a protocol: steps that follow one another with a least and a greatest gap."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum


class Route(StrEnum):
    """How ketamine is given. A consent and a protocol name the same codes (domain/02)."""

    IV = "IV"
    IM = "IM"
    SL_RDT = "SL_RDT"
    SL_TROCHE = "SL_TROCHE"
    ORAL_SWALLOWED = "ORAL_SWALLOWED"


class Modality(StrEnum):
    """KAP is treatment with psychotherapy; the two are never counted together (domain 0.3)."""

    KAP = "KAP"
    KET_ONLY = "KET_ONLY"


class Phase(StrEnum):
    """The parts of a course, in their order."""

    PREPARATION = "PREPARATION"
    ACUTE = "ACUTE"
    CLOSING = "CLOSING"
    FOLLOW_UP = "FOLLOW_UP"


class StepKind(StrEnum):
    """What happens at a step. MEASURE needs no visit; the others are visits or meetings."""

    PREPARATION = "PREPARATION"
    DOSING = "DOSING"
    INTEGRATION = "INTEGRATION"
    MEASURE = "MEASURE"
    REVIEW = "REVIEW"


class Unit(StrEnum):
    """HOURS are elapsed hours. DAYS are counted on the clinic's calendar, through clock changes."""

    HOURS = "HOURS"
    DAYS = "DAYS"


@dataclass(frozen=True, slots=True)
class Gap:
    """How long after an earlier step: at least ``minimum``, at most ``maximum``, both allowed.

    ``after`` is the key of the earlier step. No ``maximum`` means no last day.
    """

    after: str
    minimum: int
    maximum: int | None
    unit: Unit

    @property
    def at_least(self) -> timedelta:
        """The least gap as a length of time."""
        return self._span(self.minimum)

    @property
    def at_most(self) -> timedelta | None:
        """The greatest gap as a length of time, if there is one."""
        return None if self.maximum is None else self._span(self.maximum)

    def _span(self, amount: int) -> timedelta:
        if self.unit is Unit.HOURS:
            return timedelta(hours=amount)
        return timedelta(days=amount)


@dataclass(frozen=True, slots=True)
class Step:
    """One planned thing. ``minutes`` is the length of the visit, 0 when there is none."""

    key: str
    kind: StepKind
    number: int
    phase: Phase
    gap: Gap | None
    minutes: int
    source: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """One version of a plan.

    ``most_doses_in_7_days`` binds any seven days in a row; the programme maximum is two [S48].
    """

    code: str
    version: int
    name: str
    route: Route
    modality: Modality
    most_doses_in_7_days: int
    steps: tuple[Step, ...]
    source: str

    @property
    def planned_doses(self) -> int:
        """How many dosing sessions the acute phase holds."""
        return sum(step.kind is StepKind.DOSING for step in self.steps)

    def as_json(self) -> dict[str, object]:
        """The whole definition as plain data, the shape kept in the database."""
        plain: dict[str, object] = json.loads(json.dumps(asdict(self)))
        return plain

    def checksum(self) -> str:
        """SHA-256 of the definition: another gap is another version."""
        text = json.dumps(self.as_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def step_from_json(plain: Mapping[str, object]) -> Step:
    """A step back from its stored shape."""
    gap = plain["gap"]
    return Step(
        key=str(plain["key"]),
        kind=StepKind(str(plain["kind"])),
        number=int(str(plain["number"])),
        phase=Phase(str(plain["phase"])),
        gap=_gap_from_json(gap) if isinstance(gap, Mapping) else None,
        minutes=int(str(plain["minutes"])),
        source=str(plain["source"]),
    )


def _gap_from_json(plain: Mapping[str, object]) -> Gap:
    maximum = plain["maximum"]
    return Gap(
        after=str(plain["after"]),
        minimum=int(str(plain["minimum"])),
        maximum=None if maximum is None else int(str(maximum)),
        unit=Unit(str(plain["unit"])),
    )


def from_json(plain: Mapping[str, object]) -> Protocol:
    """A protocol back from its stored shape. ``KeyError`` or ``ValueError`` when it is not one."""
    steps = plain["steps"]
    if not isinstance(steps, list):
        raise TypeError("A protocol's steps are a list.")
    return Protocol(
        code=str(plain["code"]),
        version=int(str(plain["version"])),
        name=str(plain["name"]),
        route=Route(str(plain["route"])),
        modality=Modality(str(plain["modality"])),
        most_doses_in_7_days=int(str(plain["most_doses_in_7_days"])),
        steps=tuple(step_from_json(step) for step in steps),
        source=str(plain["source"]),
    )
