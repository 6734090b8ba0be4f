"""AllergyIntolerance: what the sender says the person does not tolerate."""

from django.utils.translation import gettext_noop as _

from clinic.fhir.bundle.concepts import all_words, codes, shortened, status, words
from clinic.fhir.bundle.entries import Entries
from clinic.fhir.bundle.node import Node
from clinic.fhir.bundle.spans import start
from clinic.fhir.bundle.subjects import require_own
from patients.letter.letter import Code, Kind, Note, Standing, Statement

WITHDRAWN = {"entered-in-error", "refuted"}
STANDINGS = {
    "active": Standing.CURRENT,
    "unconfirmed": Standing.CURRENT,  # DSTU2 and STU3 mix certainty into the status
    "confirmed": Standing.CURRENT,
    "inactive": Standing.PAST,
    "resolved": Standing.PAST,
}
MOST = 50


def read_allergies(entries: Entries) -> list[Statement]:
    return [
        statement
        for node in entries.of("AllergyIntolerance")
        if (statement := read_allergy(entries, node)) is not None
    ]


def read_allergy(entries: Entries, node: Node) -> Statement | None:
    """None when the sender takes the line back; a note says so."""
    require_own(entries, node)
    said = status(node, "clinicalStatus") or status(node, "status")
    verification = status(node, "verificationStatus")
    if verification in WITHDRAWN or said in WITHDRAWN:
        entries.notes.append(
            Note(node.entry, _("The sender marks this allergy as wrong or ruled out; left out."))
        )
        return None
    text, named = _substance(node)
    since, since_words = start(node, "onset")
    return Statement(
        kind=Kind.ALLERGY,
        entry=node.entry,
        text=text,
        codes=named,
        standing=STANDINGS.get(said, Standing.UNKNOWN),
        said=said,
        since=since or node.date("onset"),
        noted=node.date("recordedDate") or node.date("assertedDate"),
        details=_details(node, since_words, verification),
        unread="" if text else _("The sender does not name the substance in this line."),
    )


def _substance(node: Node) -> tuple[str, tuple[Code, ...]]:
    """`code` since STU3, `substance` in DSTU2, else the substance of a reaction."""
    for concept in (
        node.child("code"),
        node.child("substance"),
        *(reaction.child("substance") for reaction in node.children("reaction")[:MOST]),
    ):
        if concept is not None and words(concept):
            return words(concept), codes(concept)
    return "", ()


def _details(node: Node, since_words: str, verification: str) -> str:
    parts = [since_words, "" if verification in {"", "confirmed"} else verification]
    if criticality := status(node, "criticality"):
        high = criticality in {"high", "crith"}
        low = criticality in {"low", "critl"}
        parts.append("high criticality" if high else "low criticality" if low else "")
    for reaction in node.children("reaction")[:MOST]:
        shown = all_words(reaction.children("manifestation")[:MOST]) or reaction.saying(
            "description"
        )
        severity = status(reaction, "severity")
        parts.append(f"{shown} ({severity})" if shown and severity else shown or severity)
    return shortened("; ".join(filter(None, parts)))
