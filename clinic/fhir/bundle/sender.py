"""Who sends the letter, if the bundle says so."""

from clinic.fhir.bundle.entries import Entries
from clinic.fhir.bundle.node import Node


def read_sender(entries: Entries) -> str:
    """A practice or a person: from the referral order, else the patient's own practice. "" if unsaid."""
    pointers: list[Node] = []
    for order in entries.of("ServiceRequest", "ReferralRequest"):
        pointers += order.children("requester")
    for key in ("managingOrganization", "generalPractitioner", "careProvider"):
        pointers += entries.patient.children(key)
    return next(filter(None, (_called(entries, pointer) for pointer in pointers)), "")


def _called(entries: Entries, pointer: Node) -> str:
    if shown := pointer.text("display"):
        return shown
    agent = pointer.child("agent") if isinstance(pointer.value.get("agent"), dict) else None
    found = entries.find((agent or pointer).text("reference"), near=entries.patient)
    if found is None:
        return ""
    if found.resource == "Organization":
        return found.text("name")
    if found.resource == "Practitioner":
        return _person(found)
    return ""


def _person(node: Node) -> str:
    for name in node.children("name"):
        parts = [*name.texts("prefix"), *name.texts("given"), *name.texts("family")]
        if parts:
            return " ".join(parts)[:200]
        if text := name.text("text"):
            return text
    return ""
