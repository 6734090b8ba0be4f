"""Observations and procedures kept as evidence beside the facts.

A lifetime holds hundreds of observations. The latest of those a screening asks about is kept; the
rest is counted and left. Nothing here is confirmed by anyone and nothing here reaches the gate.
"""

from clinic.fhir.bundle.concepts import codes, shortened, status, words
from clinic.fhir.bundle.entries import Entries
from clinic.fhir.bundle.node import Node
from clinic.fhir.bundle.subjects import is_own
from patients.letter.dates import PartialDate
from patients.letter.letter import PastProcedure, Reading

LOINC = "http://loinc.org"
# LOINC codes as published by the Regenstrief Institute; names are ours.
KEPT = {
    "85354-9": "Blood pressure", "55284-4": "Blood pressure", "8867-4": "Heart rate",
    "29463-7": "Body weight", "8302-2": "Height", "39156-5": "Body mass index",
    "2708-6": "Oxygen saturation", "59408-5": "Oxygen saturation", "8636-3": "QTc interval",
    "10230-1": "Left ventricular ejection fraction",
    "38483-4": "Creatinine", "2160-0": "Creatinine", "33914-3": "eGFR", "62238-1": "eGFR",
    "1742-6": "ALT", "1920-8": "AST", "1975-2": "Bilirubin", "3016-3": "TSH",
    "2106-3": "Pregnancy test", "2118-8": "Pregnancy test", "82810-3": "Pregnancy status",
    "72166-2": "Smoking", "72106-8": "MMSE total",
    "44261-6": "PHQ-9 total", "70274-6": "GAD-7 total", "75626-2": "AUDIT-C total",
}  # fmt: skip
DROPPED = {"entered-in-error", "cancelled", "not-done", "preparation", "registered"}
MOST = 200  # procedures shown


def read_readings(entries: Entries) -> tuple[Reading, ...]:
    """The latest of each kept kind."""
    latest: dict[str, Reading] = {}
    for node in entries.of("Observation"):
        code = next((c for c in codes(node.child("code")) if c.code in KEPT), None)
        if code is None or code.system not in {LOINC, ""} or status(node, "status") in DROPPED:
            continue
        if not is_own(entries, node) or not (value := _value(node)):
            continue
        reading = Reading(node.entry, code, KEPT[code.code], value, _when(node, "effective"))
        known = latest.get(reading.text)
        if known is None or _later(reading.on, known.on):
            latest[reading.text] = reading
    return tuple(sorted(latest.values(), key=lambda reading: reading.text))


def read_procedures(entries: Entries) -> tuple[PastProcedure, ...]:
    """Each procedure once, newest first, with how often it was done."""
    known: dict[str, PastProcedure] = {}
    for node in entries.of("Procedure"):
        text = words(node.child("code"))
        if not text or status(node, "status") in DROPPED or node.flag("notPerformed"):
            continue
        if not is_own(entries, node):
            continue
        done, before = _when(node, "performed"), known.get(text)
        if before is None:
            known[text] = PastProcedure(node.entry, text, done)
        else:
            newest = done if _later(done, before.on) else before.on
            known[text] = PastProcedure(before.entry, text, newest, before.times + 1)
    ranked = sorted(known.values(), key=lambda one: one.on or PartialDate(1), reverse=True)
    return tuple(ranked[:MOST])


def _later(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is not None and (other is None or one > other)


def _when(node: Node, stem: str) -> PartialDate | None:
    period = node.child(f"{stem}Period")
    return node.date(f"{stem}DateTime") or (period.date("start") if period else None)


def _value(node: Node) -> str:
    """The value, or the values of the components, as a person would say them."""
    if own := _plain(node):
        return own
    parts = [
        f"{words(part.child('code'))} {value}"
        for part in node.children("component")[:20]
        if (value := _plain(part))
    ]
    return shortened(", ".join(parts))


def _plain(node: Node) -> str:
    quantity = node.child("valueQuantity")
    if quantity is not None and (value := quantity.number("value")) is not None:
        unit = quantity.text("unit") or quantity.text("code")
        return f"{round(value, 1):g} {unit}".strip()
    if (whole := node.number("valueInteger")) is not None:
        return f"{whole:g}"
    return words(node.child("valueCodeableConcept")) or node.saying("valueString")
