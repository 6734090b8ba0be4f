"""CodeableConcept: codes in somebody's system and, beside them or instead of them, words."""

from clinic.fhir.bundle.node import LONG, Node
from patients.letter.letter import Code

MOST_CODES = 20


def codes(concept: Node | None) -> tuple[Code, ...]:
    """The codes as sent, in the sender's order, each once."""
    if concept is None:
        return ()
    read = (
        Code(one.text("system"), one.text("code"), one.saying("display"))
        for one in concept.children("coding")[:MOST_CODES]
    )
    return tuple(dict.fromkeys(code for code in read if code.code or code.display))


def words(concept: Node | None) -> str:
    """What a person reads: the sender's own words, else a code's display, else the bare code."""
    if concept is None:
        return ""
    read = codes(concept)
    return (
        concept.saying("text")
        or next((code.display for code in read if code.display), "")
        or next((code.code for code in read if code.code), "")
    )


def all_words(concepts: list[Node]) -> str:
    """Several concepts on one line."""
    return shortened(", ".join(filter(None, map(words, concepts))))


def shortened(line: str) -> str:
    return line if len(line) <= LONG else line[: LONG - 1].rstrip() + "…"


def status(node: Node, key: str) -> str:
    """A status word in lower case: a plain code (DSTU2, STU3) or the code of a concept (R4)."""
    if isinstance(node.value.get(key), dict):
        concept = node.child(key)
        read = codes(concept)
        return (read[0].code if read else words(concept)).lower()
    return node.text(key).lower()
