"""Who is asked for what, one entry a person: pure, from rows of due questionnaires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Line:
    """One due questionnaire. ``row`` is of ``patients.MeasureDue``; ``title`` is empty for whoever may not know it."""

    row: Any
    title: str
    days_late: int


@dataclass(frozen=True)
class Person:
    """One person and what is due, the longest waiting first."""

    patient: Any
    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        return self.lines[0]


def by_person(rows: Iterable[Any], today: date, titles: Mapping[str, str]) -> list[Person]:
    """The rows by person, in the order of each person's first row. ``titles`` by code."""
    found: dict[Any, list[Line]] = {}
    people: dict[Any, Any] = {}
    for row in rows:
        late = max(0, (today - row.due_on).days)
        found.setdefault(row.patient_id, []).append(Line(row, titles.get(row.code, ""), late))
        people[row.patient_id] = row.patient
    return [Person(people[patient], tuple(lines)) for patient, lines in found.items()]
