"""What a person was given, read for the arithmetic: every site, every course, merged records too. Four queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from patients.models import Patient
from sessions.dosing.drug_event import Kind
from sessions.exposure import DrugRow, Elsewhere, Exposure, Given, Sitting, exposure, given
from sessions.models import DosingSession, DrugEvent, EarlierTreatment

COLUMNS = (
    "session_id",
    "kind",
    "happened_at",
    "mg",
    "volume",
    "bag_ml",
    "rate_ml_per_h",
    "raises_rate",
    "superseded_by",
)


@dataclass(frozen=True)
class Doses:
    """One person's parts of doses and earlier treatments: everything the pure rules ask for."""

    parts: tuple[Given, ...]
    elsewhere: tuple[Elsewhere, ...]

    def told(self, at: datetime, zone: ZoneInfo) -> Exposure:
        """The exposure at one instant."""
        return exposure(self.parts, self.elsewhere, at, zone)


def records_of(patient_id: UUID) -> list[UUID]:
    """Every record of one person: the one that is left after a merge, and those merged into it."""
    rows = Patient.objects.filter(
        Q(pk=patient_id)
        | Q(merged_into=patient_id)
        | Q(merged_from=patient_id)
        | Q(merged_into__merged_from=patient_id)
    )
    return sorted({row.id for row in rows.plain("id")})


def of_person(patient_id: UUID) -> Doses:
    """All that was given, here and elsewhere."""
    records = records_of(patient_id)
    rows = (
        DosingSession.objects.dosed()
        .filter(patient__in=records)
        .plain("id", "course_id", "route", "kg")
    )
    events: dict[UUID, list[DrugRow]] = defaultdict(list)
    for event in DrugEvent.objects.filter(patient__in=records).in_order().plain(*COLUMNS):
        events[event.session_id].append(_row(event))
    parts = [
        part
        for row in rows
        for part in given(Sitting(str(row.id), str(row.course_id), row.route, row.kg), events[row.id])
    ]  # fmt: skip
    told = (
        EarlierTreatment.objects.true()
        .filter(patient__in=records)
        .order_by(F("from_on").asc(nulls_first=True), "pk")
    )
    return Doses(tuple(sorted(parts, key=lambda part: part.at)), tuple(one.told for one in told))


def _row(event: Any) -> DrugRow:
    return DrugRow(
        Kind(event.kind),
        event.happened_at,
        event.mg,
        event.volume,
        event.bag_ml,
        event.rate_ml_per_h,
        event.raises_rate,
        voided=event.superseded_by is not None,
    )
