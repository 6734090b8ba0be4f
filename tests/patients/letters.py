"""Referral letters written by hand, as a reader of bundles would give them."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from patients.letter.dates import PartialDate
from patients.letter.letter import (
    Code,
    Contact,
    ContactKind,
    Identifier,
    IdentifierKind,
    Kind,
    Letter,
    Name,
    NameUse,
    Person,
    Sex,
    Standing,
    Statement,
)

SNOMED = "http://snomed.info/sct"
ZELDA = Person(
    names=(Name("Zelda", "Testperson"), Name("Zelda", "Nobody", NameUse.FORMER)),
    birth_date=PartialDate(1984, 3, 4),
    sex=Sex.FEMALE,
    identifiers=(
        Identifier("https://practice.example/records", "HP-42"),
        Identifier("http://hl7.org/fhir/sid/us-ssn", "999-00-0042", IdentifierKind.GOVERNMENT),
    ),
    contacts=(Contact(ContactKind.PHONE, "505-555-0142"),),
)
OTTO = Person(
    names=(Name("Otto", "Unrelated"),),
    birth_date=PartialDate(1961, 7, 8),
    identifiers=(Identifier("https://practice.example/records", "HP-77"),),
)
DEPRESSION = Statement(
    Kind.CONDITION, 2, "Major depression", (Code(SNOMED, "370143000"),), Standing.CURRENT,
    "active", since=PartialDate(2011, 5),
)  # fmt: skip
FRACTURE = Statement(
    Kind.CONDITION, 3, "Fracture of rib", (), Standing.PAST, "resolved",
    since=PartialDate(2001, 2, 3), until=PartialDate(2001, 4, 5),
)  # fmt: skip
SERTRALINE = Statement(
    Kind.MEDICATION, 4, "Sertraline 50 MG", (), Standing.CURRENT, "active",
    noted=PartialDate(2019, 5, 1), details="1 tablet every day",
)  # fmt: skip
PENICILLIN = Statement(
    Kind.ALLERGY, 5, "Penicillin", (), Standing.CURRENT, "active", details="Hives (severe)"
)
UNNAMED = Statement(
    Kind.MEDICATION, 6, "", (), Standing.CURRENT, "active", unread="The sender names nothing."
)
ALL = (DEPRESSION, FRACTURE, SERTRALINE, PENICILLIN)


def letter(person: Person = ZELDA, statements: tuple[Statement, ...] = ALL, **more: Any) -> Letter:
    """Each different letter has its own digest, as bundles have."""
    text = repr((person, statements, more)).encode()
    return Letter(hashlib.sha256(text).hexdigest(), person, statements, **more)


def changed(person: Person, **fields: Any) -> Person:
    if isinstance(fields.get("birth_date"), date):
        born = fields["birth_date"]
        fields["birth_date"] = PartialDate(born.year, born.month, born.day)
    return replace(person, **fields)
