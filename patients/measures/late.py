"""Who is asked for what, one entry a person: pure, from plain rows of due questionnaires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

#: What is read of each row of ``patients.MeasureDue``: plain values, for a list of hundreds.
COLUMNS = (
    "code",
    "moment",
    "due_on",
    "staff_only",
    "spans_dose",
    "patient__given_name",
    "patient__family_name",
    "patient__phone",
)


@dataclass(frozen=True)
class Line:
    """One due questionnaire. ``title`` is empty for whoever may not know it."""

    title: str
    moment: str
    due_on: date
    days_late: int
    staff_only: bool
    spans_dose: bool


@dataclass(frozen=True)
class Person:
    """One person and what is due, the longest waiting first."""

    pk: UUID
    full_name: str
    phone: str
    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Line:
        return self.lines[0]


def by_person(rows: Iterable[Any], today: date, words: Mapping[str, str]) -> list[Person]:
    """The rows by person, in the order of each person's first row. ``words``: what codes and moments are called."""
    found: dict[UUID, Person] = {}
    for row in rows:
        person = found.get(row.patient_id)
        if person is None:
            name = f"{row.patient__given_name} {row.patient__family_name}"
            person = found[row.patient_id] = Person(row.patient_id, name, row.patient__phone)
        late = max(0, (today - row.due_on).days)
        title, moment = words.get(row.code, ""), words.get(row.moment, "")
        person.lines.append(Line(title, moment, row.due_on, late, row.staff_only, row.spans_dose))
    return list(found.values())
