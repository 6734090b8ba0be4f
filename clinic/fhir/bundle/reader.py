"""The way in: bytes of a bundle to a letter."""

import hashlib

from clinic.fhir.bundle.allergies import read_allergies
from clinic.fhir.bundle.conditions import read_conditions
from clinic.fhir.bundle.document import load
from clinic.fhir.bundle.entries import READ, Entries, unpack
from clinic.fhir.bundle.medications import read_medications
from clinic.fhir.bundle.person import read_person
from clinic.fhir.bundle.readings import read_procedures, read_readings
from clinic.fhir.bundle.sender import read_sender
from patients.letter.letter import Letter


def read(data: bytes) -> Letter:
    """The letter in a bundle of at most 20 MB. Raises BadBundle and nothing else."""
    entries = unpack(load(data))
    person = read_person(entries.patient)
    statements = [
        *read_allergies(entries),
        *read_medications(entries),
        *read_conditions(entries),
    ]
    return Letter(
        digest=hashlib.sha256(data).hexdigest(),
        person=person,
        statements=tuple(statements),
        readings=read_readings(entries),
        procedures=read_procedures(entries),
        sender=read_sender(entries),
        notes=tuple(entries.notes),
        not_read=_left(entries),
    )


def _left(entries: Entries) -> tuple[tuple[str, int], ...]:
    """What the bundle held besides, by kind: encounters, claims, plans."""
    return tuple(
        sorted((kind, count) for kind, count in entries.counted.items() if kind not in READ)
    )
