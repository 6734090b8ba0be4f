"""What patients of the demo take besides: an opioid that was answered for, a sleeping pill to time, a tea nobody knows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from clinic.accounts.models import User
from patients.actions import fact, interaction, medication_hold
from patients.models import InteractionCheck, Patient

WEEK = timedelta(days=7)


def take(patient: Patient, *, nurse: User, prescriber: User, at: datetime) -> None:
    """Four lines on the list: one for each thing that the page of medications can show."""
    said: dict[str, Any] = {"by": nurse, "at": at}
    sleep = fact.confirm_medication(
        patient, name="Klonopin", dose="0.5 mg", frequency="at night", **said
    )
    fact.confirm_medication(
        patient, name="Acetaminophen 300 MG / Codeine 30 MG Oral Tablet", **said
    )
    fact.confirm_medication(patient, name="memantin 10 mg", frequency="twice a day", **said)
    fact.confirm_medication(patient, name="Grandmother's evening drops", **said)
    check = InteractionCheck.objects.filter(patient=patient).newest()[0]
    opioid = next(flag for flag in check.flags if flag["rule"] == "OPIOID")
    interaction.answer(
        check,
        finding=opioid["finding"],
        reason="At most two a week for the back; none in the two days before a dose.",
        by=prescriber,
        at=at,
    )
    medication_hold.ask(sleep, dose_at=at + WEEK, note="Taken for four years.", **said)
