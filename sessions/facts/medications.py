"""The newest reading of the medications, and which of its findings a prescriber has answered: both hang on the visit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from patients.models import InteractionCheck, InteractionNote
from sessions.facts.hanging import all_of
from sessions.gate.facts import FlagFact, MedicationsFact

COLUMNS = ("f_medications", "f_medication_notes")


def hanging() -> dict[str, Any]:
    """Annotations for a visit's row."""
    newest = InteractionCheck.objects.filter(patient=OuterRef("patient_id")).newest()
    notes = InteractionNote.objects.filter(patient=OuterRef("patient_id")).newest()
    return {
        "f_medications": Subquery(
            newest.values(j=JSONObject(id="pk", at="checked_at", flags="flags"))[:1]
        ),
        "f_medication_notes": all_of(notes, id="pk", finding="finding", stands="stands"),
    }


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
