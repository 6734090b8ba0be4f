"""Is this resource about the bundle's one patient?"""

from django.utils.translation import gettext_noop as _

from clinic.fhir.bundle.entries import Entries
from clinic.fhir.bundle.node import Node
from patients.letter.letter import Note


def require_own(entries: Entries, node: Node) -> None:
    """Raises BadBundle when the resource is about somebody else, or about nobody we can tell.

    A problem that hangs on the wrong person is the worst an import can do, so a broken reference
    refuses the bundle. A resource that names no subject at all can only mean the one patient.
    """
    if not _is_about_patient(entries, node):
        node.refuse(_("It is about somebody who is not this bundle's patient."))


def is_own(entries: Entries, node: Node) -> bool:
    """For what is only evidence: a reading of somebody else is left out, and a note says so."""
    own = _is_about_patient(entries, node)
    if not own:
        entries.notes.append(
            Note(node.entry, _("About somebody who is not this bundle's patient; left out."))
        )
    return own


def _is_about_patient(entries: Entries, node: Node) -> bool:
    subject = node.child("subject") or node.child("patient")
    reference = subject.text("reference") if subject is not None else ""
    if not reference:
        return True
    if reference.startswith("Patient?"):
        return _asks_for(entries.patient, reference)
    return entries.find(reference, near=node) is entries.patient


def _asks_for(patient: Node, reference: str) -> bool:
    """`Patient?identifier=system|value`, the conditional reference of a transaction."""
    asked = reference.partition("identifier=")[2].partition("&")[0]
    return any(
        asked in {f"{one.text('system')}|{one.text('value')}", one.text("value")}
        for one in patient.children("identifier")
    )
