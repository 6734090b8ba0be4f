"""What is on record about a person, as the suggestions read it: confirmed facts, tests, age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """Where a fact stands. The value begins the name of its source: ``condition:<id>``."""

    CONDITION = "condition"
    MEDICATION = "medication"
    ALLERGY = "allergy"
    TEST = "test"
    MEASURE = "measure"
    ALERT = "alert"
    USE = "use"
    PERSON = "person"
    ILLNESS = "illness"


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A condition, medication or allergy a clinician confirmed.

    ``is_current`` is true unless it is known to be over: what nobody calls over is not over.
    """

    kind: Kind
    id: str
    text: str
    recorded_at: datetime
    code: str = ""
    system: str = ""
    since: date | None = None
    until: date | None = None
    is_current: bool = True

    @property
    def source(self) -> str:
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, slots=True)
class KnownTest:
    """The newest result of one kind.

    ``kind`` is a name of ``readings.READINGS``; ``positive`` is None where the result is a number.
    ``times_upper`` is the value divided by the laboratory's upper limit of normal, if that is known.
    """

    kind: str
    id: str
    taken_at: datetime
    recorded_at: datetime
    value: Decimal | None = None
    second: Decimal | None = None
    unit: str = ""
    positive: bool | None = None
    times_upper: Decimal | None = None
    text: str = ""
    origin: Kind = Kind.TEST

    @property
    def source(self) -> str:
        return f"{self.origin.value}:{self.id}"

    @property
    def number(self) -> str:
        """`170/90 mmHg`; empty where the result is no number."""
        if self.value is None:
            return ""
        second = f"/{self.second.normalize():f}" if self.second is not None else ""
        return f"{self.value.normalize():f}{second} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Known:
    """Everything on record that can speak, for one person on one day of the clinic."""

    on: date
    birth_date: date
    facts: tuple[KnownFact, ...] = ()
    tests: tuple[KnownTest, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """ "Look here": something on record that may be this exclusion. Never a finding by itself.

    ``ask`` is what the reader should find out, marked for translation. ``number`` is the value that
    was read, where a number spoke. ``recorded_at`` is None for what was always known, such as age.
    """

    code: str
    source: str
    text: str
    ask: str
    coding: str = ""
    since: date | None = None
    until: date | None = None
    is_current: bool = True
    recorded_at: datetime | None = None
    number: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.code, self.source)
