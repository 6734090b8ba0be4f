"""What happened from the first drop on: drug events, the discharge set, the drug log's lines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from clinic.drug_log.models import LedgerLine
from sessions.dosing.discharge import DischargeSet
from sessions.dosing.ledger import Moved, Movement
from sessions.gate.facts import DischargeFact, DrugEventFact, LedgerFact, ReadingFact, SessionFacts
from sessions.models import Discharge, DosingSession, DrugEvent

MOVEMENTS = {
    LedgerLine.Kind.DRAW: Movement.DRAW,
    LedgerLine.Kind.ADMINISTER: Movement.GIVE,
    LedgerLine.Kind.WASTE: Movement.WASTE,
    LedgerLine.Kind.RETURN_UNOPENED: Movement.RETURN,
}


def drug_events(session: DosingSession) -> tuple[DrugEventFact, ...]:
    """As they happened, each correction in the place of what it corrects."""
    rows = DrugEvent.objects.of(session.pk).filter(superseded_by=None).in_order()
    return tuple(DrugEventFact(str(r.pk), r.event, r.mg) for r in rows)


def ledger(session: DosingSession) -> tuple[LedgerFact, ...]:
    """This session's lines of the drug log, with the second signature under waste."""
    rows = (
        LedgerLine.objects.filter(session_id=session.pk)
        .select_related("witnessed")
        .order_by("happened_at", "pk")
    )
    return tuple(
        LedgerFact(
            str(row.pk),
            Moved(str(row.lot_id), MOVEMENTS[LedgerLine.Kind(row.kind)], row.quantity),
            row.happened_at,
            str(row.by_id),
            _witness(row),
        )
        for row in rows
    )


def _witness(row: Any) -> str | None:
    signature = getattr(row, "witnessed", None)
    return None if signature is None else str(signature.witness_id)


def discharge(
    session: DosingSession, facts: SessionFacts, earliest_at: datetime | None
) -> DischargeFact | None:
    """The newest discharge set, read against this visit's baseline and earlier sets."""
    row = (
        Discharge.objects.of(session.pk)
        .select_related("vital_signs")
        .order_by("-recorded_at", "-pk")
        .first()
    )
    if row is None:
        return None
    reading = row.vital_signs.reading
    found = DischargeSet(
        reading,
        earlier=tuple(_before(facts.monitoring, reading.taken_at)),
        baseline=facts.readings[-1].reading if facts.readings else None,
        documented_spo2=facts.documented_spo2,
        earliest_at=earliest_at,
        aldrete=tuple(row.aldrete),
        padss=tuple(row.padss),
        oriented=row.oriented,
        steady_gait=row.steady_gait,
        nausea_controlled=row.nausea_controlled,
        can_drink=row.can_drink,
        no_suicidal_intent=row.no_suicidal_intent,
        escort_matched=row.escort_matched,
        instructions_given=row.instructions_given,
        no_driving_acknowledged=row.no_driving_acknowledged,
        monitor_signed=True,
        therapist_signed=row.therapist_signed_at is not None,
    )
    escort = None if row.escort_id is None else str(row.escort_id)
    return DischargeFact(str(row.pk), found, str(row.vital_signs_id), escort)


def _before(rows: tuple[ReadingFact, ...], at: datetime) -> list[Any]:
    return [one.reading for one in rows if one.reading.taken_at < at]
