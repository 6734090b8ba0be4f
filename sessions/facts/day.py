"""What was asked, measured, ordered and signed on the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject, Length, Trim

from sessions.facts.visit import instant
from sessions.gate.facts import (
    AcknowledgementFact,
    ClearanceFact,
    IntakeFact,
    MentalStateFact,
    OrderFact,
    OverrideFact,
    PregnancyTestFact,
    ReadingFact,
    ReconciliationFact,
    SobrietyFact,
    TimeOutFact,
    WeightFact,
)
from sessions.models import (
    Acknowledgement,
    CheckKind,
    Clearance,
    DrugEvent,
    Order,
    Override,
    PreDoseCheck,
    VitalSigns,
)

Ids = Iterable[UUID]
F = TypeVar("F")
K = CheckKind


class Checks:
    """The standing checks of one patient, newest first: this session's, and weights of earlier ones."""

    def __init__(self, rows: Sequence[Any], session_id: UUID | None) -> None:
        self.rows = rows
        self._weights = [row for row in rows if row.kind == K.WEIGHT]
        # The oldest first, so that the newest of each kind is the one that stays.
        self._newest = {row.kind: row for row in reversed(rows) if row.session_id == session_id}

    def newest(self, kind: CheckKind) -> Any | None:
        """This session's newest of a kind."""
        return self._newest.get(kind)

    def weight(self) -> WeightFact | None:
        """The newest weight of the patient, in this session or an earlier one."""
        row = next(iter(self._weights), None)
        if row is None:
            return None
        twice = bool(row.values.get("entered_twice"))
        return WeightFact(str(row.id), Decimal(row.values["kg"]), row.recorded_at, twice)

    def previous_kg(self) -> Decimal | None:
        """The weight to compare with: of another session than the newest, so that a slip is not its own witness."""
        rows = self._weights
        earlier = (r for r in rows if rows and r.session_id != rows[0].session_id)
        found = next(earlier, None)
        return None if found is None else Decimal(found.values["kg"])

    def height_cm(self) -> Decimal | None:
        """The newest height on record."""
        heights = (r.values.get("height_cm") for r in self._weights)
        found = next((h for h in heights if h), None)
        return None if found is None else Decimal(found)

    def documented_spo2(self) -> int | None:
        """What is usual for this person, where a clinician wrote it down today."""
        row = self.newest(K.SATURATION)
        return None if row is None else int(row.values["spo2"])

    def intake(self) -> IntakeFact | None:
        """Food and drink."""
        return self._read(
            K.INTAKE,
            lambda r: IntakeFact(
                str(r.id),
                r.recorded_at,
                instant(r.values.get("solids_at")),
                r.values.get("fatty"),
                instant(r.values.get("liquids_at")),
            ),
        )

    def pregnancy_test(self) -> PregnancyTestFact | None:
        """Today's or a recent test."""
        return self._read(
            K.PREGNANCY,
            lambda r: PregnancyTestFact(
                str(r.id),
                instant(r.values.get("tested_at")) or r.recorded_at,
                r.values["result"],
            ),
        )

    def sobriety(self) -> SobrietyFact | None:
        """The attestation that nobody is intoxicated."""
        return self._read(
            K.SOBRIETY,
            lambda r: SobrietyFact(
                str(r.id),
                r.recorded_at,
                r.values["no_signs"],
                instant(r.values.get("alcohol_at")),
                r.values.get("alcohol_long_ago", False),
                instant(r.values.get("cannabis_at")),
                r.values.get("cannabis_long_ago", False),
                r.values.get("breath"),
            ),
        )

    def mental_state(self) -> MentalStateFact | None:
        """Psychosis and mania."""
        return self._read(
            K.MENTAL_STATE,
            lambda r: MentalStateFact(
                str(r.id), r.recorded_at, r.values["psychotic"], r.values["manic"]
            ),
        )

    def reconciliation(self) -> ReconciliationFact | None:
        """The medications read with the patient."""
        return self._read(
            K.MEDICATIONS,
            lambda r: ReconciliationFact(
                str(r.id),
                r.recorded_at,
                r.values["check_id"],
                r.values["ill"],
                {pk: datetime.fromisoformat(at) for pk, at in r.values["taken"].items()},
            ),
        )

    def time_out(self) -> TimeOutFact | None:
        """The newest time-out, with everyone who read the order back for it and agreed."""
        row = self.newest(K.TIME_OUT)
        if row is None:
            return None
        backs = [
            r
            for r in self.rows
            if r.kind == K.READ_BACK and r.values["time_out_id"] == str(row.id)
        ]
        people = [row.recorded_by_id, *(r.recorded_by_id for r in backs)]
        return TimeOutFact(
            str(row.id),
            row.recorded_at,
            row.values["name_and_birth_date"],
            row.values["order_id"],
            tuple(str(p) for p in people),
            row.values["matches"] and all(r.values["matches"] for r in backs),
        )

    def _read(self, kind: CheckKind, made: Callable[[Any], F]) -> F | None:
        row = self.newest(kind)
        return None if row is None else made(row)


def checks(patients: Ids, sessions: Ids) -> dict[UUID, list[Any]]:
    """Standing checks by patient, newest first: all of these sessions, weights of any."""
    rows = (
        PreDoseCheck.objects.standing()
        .filter(Q(session__among=sessions) | Q(patient__among=patients, kind=K.WEIGHT))
        .order_by("-recorded_at", "-pk")
        .plain("id", "session_id", "kind", "values", "recorded_at", "recorded_by_id")
    )
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.patient_id].append(row)
    return found


def readings(sessions: Ids) -> dict[UUID, list[VitalSigns]]:
    """Standing sets of these sessions, oldest first."""
    found: dict[UUID, list[VitalSigns]] = defaultdict(list)
    for row in VitalSigns.objects.standing().filter(session__among=sessions).in_order():
        found[row.session_id].append(row)
    return found


def reading_facts(rows: Iterable[VitalSigns], phase: str) -> tuple[ReadingFact, ...]:
    """The sets of one phase."""
    return tuple(ReadingFact(str(r.pk), r.reading) for r in rows if r.phase == phase)


def orders(sessions: Ids) -> dict[UUID, list[Any]]:
    """Signed orders, newest first, each with its newest clearance as `f_clearance`."""
    clearance = Clearance.objects.filter(order=OuterRef("pk")).order_by("-signed_at", "-pk")
    rows = (
        Order.objects.filter(session__among=sessions)
        .select_related("product")
        .annotate(
            f_clearance=Subquery(
                clearance.values(j=JSONObject(id="pk", at="signed_at", by="prescriber_id"))[:1]
            ),
            f_given=Exists(DrugEvent.objects.filter(order=OuterRef("pk"))),
        )
        .order_by("-signed_at", "-pk")
    )
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.session_id].append(row)
    return found


def order_fact(rows: Iterable[Any], kind: str) -> OrderFact | None:
    """The newest order of a kind. A supplemental one that was given is no order any more."""
    row = next((r for r in rows if r.kind == kind), None)
    if row is None or (kind == Order.Kind.SUPPLEMENTAL and row.f_given):
        return None
    liquid = row.product.unit == "ML"
    return OrderFact(
        str(row.pk),
        row.kind,
        row.signed_at,
        str(row.prescriber_id),
        row.route,
        row.ordered_mg,
        row.actual_mg,
        row.kg,
        str(row.weight_check_id),
        str(row.product_id),
        row.product.strength if liquid else None,
        row.volume if liquid else None,
        row.diluent_ml,
        row.minutes,
    )


def clearance_fact(rows: Iterable[Any]) -> ClearanceFact | None:
    """The newest clearance of any order of the session."""
    found = [(r, r.f_clearance) for r in rows if r.kind == Order.Kind.FIRST and r.f_clearance]
    if not found:
        return None
    row, newest = max(found, key=lambda pair: pair[1]["at"])
    signed = datetime.fromisoformat(newest["at"])
    return ClearanceFact(newest["id"], signed, newest["by"], str(row.pk))


Answers = dict[UUID, tuple[list[OverrideFact], list[AcknowledgementFact]]]


def answers(sessions: Ids) -> Answers:
    """Overrides and acknowledgements of these sessions: one query."""
    ids = list(sessions)
    columns = ("session_id", "pk", "guard", "finding")
    overrides = Override.objects.filter(session__among=ids).values_list(
        *columns, "prescriber_id", "given_at", "authenticated_at", Length(Trim("reason"))
    )
    read = Acknowledgement.objects.filter(session__among=ids).values_list(
        *columns, "user_id", "given_at", "given_at", Value(-1)
    )
    found: Answers = defaultdict(lambda: ([], []))
    for session, pk, guard, finding, who, given, signed_in, length in overrides.union(
        read, all=True
    ):
        key, common = str(session), (guard, finding, str(who), given)
        if length < 0:
            found[session][1].append(AcknowledgementFact(str(pk), key, *common))
        else:
            found[session][0].append(OverrideFact(str(pk), key, *common, signed_in, length))
    return found
