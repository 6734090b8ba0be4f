"""Condition: a problem the sender lists."""

from django.utils.translation import gettext_noop as _

from clinic.fhir.bundle.concepts import codes, status, words
from clinic.fhir.bundle.entries import Entries
from clinic.fhir.bundle.node import Node
from clinic.fhir.bundle.spans import ending, start
from clinic.fhir.bundle.subjects import require_own
from patients.letter.letter import Kind, Note, Standing, Statement

STANDINGS = {
    "active": Standing.CURRENT,
    "recurrence": Standing.CURRENT,
    "relapse": Standing.CURRENT,
    "inactive": Standing.PAST,
    "remission": Standing.PAST,
    "resolved": Standing.PAST,
}
WITHDRAWN = {"entered-in-error", "refuted"}


def read_conditions(entries: Entries) -> list[Statement]:
    return [
        statement
        for node in entries.of("Condition")
        if (statement := read_condition(entries, node)) is not None
    ]


def read_condition(entries: Entries, node: Node) -> Statement | None:
    """None when the sender takes the line back; a note says so."""
    require_own(entries, node)
    verification = status(node, "verificationStatus")
    if verification in WITHDRAWN or status(node, "clinicalStatus") == "entered-in-error":
        entries.notes.append(
            Note(node.entry, _("The sender marks this problem as wrong or ruled out; left out."))
        )
        return None
    code = node.child("code")
    said = status(node, "clinicalStatus")
    since, since_words = start(node, "onset")
    until, over = ending(node, "abatement")
    standing = STANDINGS.get(said, Standing.PAST if over else Standing.UNKNOWN)
    details = [since_words, "" if verification in {"", "confirmed"} else verification]
    return Statement(
        kind=Kind.CONDITION,
        entry=node.entry,
        text=words(code),
        codes=codes(code),
        standing=standing,
        said=said,
        since=since,
        until=until,
        noted=node.date("recordedDate") or node.date("assertedDate") or node.date("dateRecorded"),
        details="; ".join(filter(None, details)),
        unread="" if words(code) else _("The sender names no problem in this line."),
    )
