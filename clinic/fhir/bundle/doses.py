"""How a medicine is taken, as one line a person reads. Never computed with."""

from clinic.fhir.bundle.concepts import shortened, words
from clinic.fhir.bundle.node import Node

UNITS = {
    "s": "second",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "a": "year",
}
MOST = 20


def dose_line(node: Node) -> str:
    """The sender's own words where there are any, else amount, times and as-needed put together."""
    instructions = node.children("dosageInstruction") or node.children("dosage")
    return shortened("; ".join(filter(None, map(_instruction, instructions[:MOST]))))


def _instruction(node: Node) -> str:
    if written := node.saying("text"):
        return written
    parts = [_amount(node), words(node.child("route")), _times(node.child("timing"))]
    if node.flag("asNeededBoolean") or node.has("asNeededCodeableConcept"):
        parts.append(
            " ".join(filter(None, ["as needed", words(node.child("asNeededCodeableConcept"))]))
        )
    return ", ".join(filter(None, parts))


def _amount(node: Node) -> str:
    """R4 keeps it under doseAndRate, STU3 beside the timing, DSTU2 under quantityQuantity."""
    holders = [*node.children("doseAndRate")[:MOST], node]
    for holder in holders:
        for key in ("doseQuantity", "quantityQuantity"):
            quantity = holder.child(key)
            if quantity is not None and (value := quantity.number("value")) is not None:
                return f"{value:g} {quantity.text('unit') or quantity.text('code')}".strip()
    return ""


def _times(timing: Node | None) -> str:
    if timing is None:
        return ""
    repeat = timing.child("repeat")
    if repeat is None:
        return words(timing.child("code"))
    period, unit = repeat.number("period"), repeat.text("periodUnit") or repeat.text("periodUnits")
    if period is None or unit not in UNITS:
        return words(timing.child("code"))
    frequency = repeat.number("frequency")
    every = f"every {UNITS[unit]}" if period == 1 else f"every {period:g} {UNITS[unit]}s"
    return every if frequency is None else f"{frequency:g} × {every}"
