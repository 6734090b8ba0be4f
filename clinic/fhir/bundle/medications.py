"""Medicines: ordered (MedicationRequest, MedicationOrder) or reported (MedicationStatement)."""

from django.utils.translation import gettext_noop as _

from clinic.fhir.bundle.concepts import codes, status, words
from clinic.fhir.bundle.doses import dose_line
from clinic.fhir.bundle.entries import Entries
from clinic.fhir.bundle.node import Node
from clinic.fhir.bundle.subjects import require_own
from patients.letter.letter import Code, Kind, Note, Standing, Statement

KINDS = ("MedicationRequest", "MedicationOrder", "MedicationStatement")
STANDINGS = {
    "active": Standing.CURRENT,
    "on-hold": Standing.CURRENT,
    "completed": Standing.PAST,
    "stopped": Standing.PAST,
    "cancelled": Standing.PAST,
    "not-taken": Standing.PAST,
    "draft": Standing.PLANNED,
    "intended": Standing.PLANNED,
}
ONLY_PLANNED = {"proposal", "plan", "option"}


def read_medications(entries: Entries) -> list[Statement]:
    return [
        statement
        for node in entries.of(*KINDS)
        if (statement := read_medication(entries, node)) is not None
    ]


def read_medication(entries: Entries, node: Node) -> Statement | None:
    """None when the sender takes the line back; a note says so."""
    require_own(entries, node)
    said = status(node, "status")
    if said == "entered-in-error":
        entries.notes.append(
            Note(node.entry, _("The sender marks this medicine as wrong; left out."))
        )
        return None
    text, named = _what(entries, node)
    period = node.child("effectivePeriod")
    noted = node.date("authoredOn") or node.date("dateWritten") or node.date("dateAsserted")
    return Statement(
        kind=Kind.MEDICATION,
        entry=node.entry,
        text=text,
        codes=named,
        standing=_standing(node, said),
        said=said,
        since=(period.date("start") if period else None) or node.date("effectiveDateTime"),
        until=(period.date("end") if period else None) or node.date("dateEnded"),
        noted=noted,
        details=dose_line(node),
        unread="" if text else _("The sender does not name the medicine in this line."),
    )


def _standing(node: Node, said: str) -> Standing:
    not_taken = node.flag("wasNotTaken") or status(node, "taken") == "n"
    if not_taken or node.flag("doNotPerform"):
        return Standing.PAST
    if status(node, "intent") in ONLY_PLANNED and STANDINGS.get(said) is not Standing.PAST:
        return Standing.PLANNED
    return STANDINGS.get(said, Standing.UNKNOWN)


def _what(entries: Entries, node: Node) -> tuple[str, tuple[Code, ...]]:
    """The medicine's name and codes: written in the line, or in a Medication it points to."""
    either = node.child("medication") or Node(
        {}, node.entry, node.resource
    )  # R5 holds both in one
    concept = node.child("medicationCodeableConcept") or either.child("concept")
    if concept is not None:
        return words(concept), codes(concept)
    pointer = node.child("medicationReference") or either.child("reference")
    if pointer is None:
        return "", ()
    medication = entries.find(pointer.text("reference"), near=node)
    if medication is not None and medication.resource == "Medication":
        code = medication.child("code")
        return words(code) or pointer.saying("display"), codes(code)
    return pointer.saying("display"), ()
