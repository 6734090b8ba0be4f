"""The newest reading of the medications, and which of its findings a prescriber has answered: both hang on the visit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from patients.models import InteractionCheck, InteractionNote, Medication, MedicationHold
from sessions.facts.hanging import all_of
from sessions.gate.facts import FlagFact, HoldFact, MedicationsFact

COLUMNS = ("f_medications", "f_medication_notes", "f_medication_holds")


def hanging() -> dict[str, Any]:
    """Annotations for a visit's row."""
    newest = InteractionCheck.objects.filter(patient=OuterRef("patient_id")).newest()
    notes = InteractionNote.objects.filter(patient=OuterRef("patient_id")).newest()
    holds = MedicationHold.objects.confirmed().filter(
        patient=OuterRef("patient_id"), medication__in=Medication.objects.current()
    )
    return {
        "f_medication_holds": all_of(
            holds.order_by("starts_at", "id"),
            id="pk",
            medication="medication_id",
            drug="medication__name",
            since="starts_at",
            dose_at="dose_at",
            taken_at="medication__last_taken_at",
        ),
        "f_medications": Subquery(
            newest.values(j=JSONObject(id="pk", at="checked_at", flags="flags"))[:1]
        ),
        "f_medication_notes": all_of(notes, id="pk", finding="finding", stands="stands"),
    }


def holds_of(visit: Any) -> tuple[HoldFact, ...]:
    """What a prescriber agreed is left out before a dose, of drugs the patient takes now."""
    return tuple(
        HoldFact(
            one["id"],
            one["medication"],
            one["drug"],
            datetime.fromisoformat(one["since"]),
            datetime.fromisoformat(one["dose_at"]),
            datetime.fromisoformat(one["taken_at"]) if one["taken_at"] else None,
        )
        for one in visit.f_medication_holds
    )


def fact_of(visit: Any) -> MedicationsFact | None:
    """What the rules said last; nothing where the list was never read."""
    found = visit.f_medications
    if found is None:
        return None
    answered = {n["finding"]: n["id"] for n in visit.f_medication_notes if n["stands"]}
    flags = tuple(
        FlagFact(
            flag["rule"],
            flag["level"],
            flag["title"],
            flag["message"],
            tuple(flag["substances"]),
            tuple(flag["medications"]),
            answered.get(flag["finding"]),
        )
        for flag in found["flags"]
    )
    return MedicationsFact(found["id"], datetime.fromisoformat(found["at"]), flags)
