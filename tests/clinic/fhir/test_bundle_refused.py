"""Bundles that are refused whole, each with the entry and a sentence."""

import json
import time
from copy import deepcopy
from typing import Any

import pytest

from clinic.fhir.bundle.document import LARGEST
from clinic.fhir.bundle.reader import read
from clinic.fhir.bundle.refusal import BadBundle
from tests.clinic.fhir.bundles import dumped, own, parsed


def refusal(data: bytes) -> str:
    with pytest.raises(BadBundle) as refused:
        read(data)
    return str(refused.value)


def changed(*path: str | int, to: Any, name: str = "r4_transaction") -> bytes:
    """The named sample with one value replaced."""
    document = deepcopy(parsed(name))
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return dumped(document)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n ", "The file is empty."),
        (b"%PDF-1.7", "The file is not JSON: reading stopped at line 1, column 1."),
        (b'{"resourceType": "Bundle"', "The file is not JSON: reading stopped at line 1, column 26."),
        (b"\xff\xfe{\x00}\x00", "The file is not text in UTF-8, as FHIR asks."),
        (b"[]", "The file is JSON, but not a FHIR bundle: it does not hold an object."),
        (b"{}", "The file is JSON, but not a FHIR bundle: its resourceType is not Bundle."),
        (
            b'{"resourceType": "Patient"}',
            "The file is JSON, but not a FHIR bundle: its resourceType is not Bundle.",
        ),
        (b'{"a": NaN}', "The file holds a number that is not a number."),
        (b'{"a": ' + b"9" * 5000 + b"}", "The file holds a number too long to read."),
        (b'{"a": 1, "a": 2}', "The file writes the same property twice in one object, so it cannot be read safely."),
        (b"[" * 100_000, "The file is nested too deeply to be a FHIR bundle."),
        (b'{"a":' * 200 + b"1" + b"}" * 200, "The file is nested too deeply to be a FHIR bundle."),
        (
            b'{"resourceType": "Bundle", "type": "collection"}',
            "The bundle holds no Patient, so nobody knows whom it is about.",
        ),
        (
            b'{"resourceType": "Bundle", "type": "collection", "entry": null}',
            "The bundle holds no Patient, so nobody knows whom it is about.",
        ),
        (
            b'{"resourceType": "Bundle", "type": "collection", "entry": {}}',
            "The bundle's entry must be a list, found an object.",
        ),
        (
            b'{"resourceType": "Bundle", "type": "history", "entry": []}',
            "The bundle's type must be one of batch, collection, document, searchset, transaction.",
        ),
        (
            b'{"resourceType": "Bundle", "type": ["collection"], "entry": []}',
            "The bundle's type must be one of batch, collection, document, searchset, transaction.",
        ),
    ],
)  # fmt: skip
def test_what_is_no_bundle_is_refused(data: bytes, sentence: str) -> None:
    assert refusal(data) == sentence


def test_a_file_above_twenty_megabytes_is_refused_unread() -> None:
    started = time.process_time()
    assert refusal(b" " * (LARGEST + 1)) == "The file is 21 MB; the largest we read is 20 MB."
    assert time.process_time() - started < 0.1


@pytest.mark.parametrize(
    ("path", "to", "sentence"),
    [
        (("entry", 4), 7, "Entry 4: The entry must be an object, found a number."),
        (("entry", 4, "resource"), "x", "Entry 4: resource must be an object, found text."),
        (
            ("entry", 4, "resource"),
            {},
            "Entry 4: The resource does not say what it is: resourceType is missing.",
        ),
        (("entry", 0, "resource", "name"), "Zelda", "Entry 0 (Patient): name must be a list, found text."),
        (("entry", 0, "resource", "name"), [], "Entry 0 (Patient): The patient has no name."),
        (
            ("entry", 0, "resource", "name", 1, "given"),
            [["Zelda"]],
            "Entry 0 (Patient): name[1].given must be text, found a list.",
        ),
        (
            ("entry", 0, "resource", "birthDate"),
            "29.02.1984",
            "Entry 0 (Patient): birthDate is not a date.",
        ),
        (
            ("entry", 0, "resource", "birthDate"),
            "1983-02-29",
            "Entry 0 (Patient): birthDate is not a date.",
        ),
        (("entry", 0, "resource", "birthDate"), 1984, "Entry 0 (Patient): birthDate must be text, found a number."),
        (
            ("entry", 0, "resource", "name", 1, "family"),
            "Nul\x00l",
            "Entry 0 (Patient): name[1].family holds a character that is not text (U+0000).",
        ),
        (
            ("entry", 0, "resource", "name", 1, "family"),
            "A" * 201,
            "Entry 0 (Patient): name[1].family is 201 characters long; at most 200 make sense.",
        ),
        (
            ("entry", 2, "resource", "code", "text"),
            "Half \ud83d of a sign",
            "Entry 2 (Condition): code.text holds a character that is not text (U+D83D).",
        ),
        (
            ("entry", 2, "resource", "code", "coding"),
            [3],
            "Entry 2 (Condition): code.coding[0] must be an object, found a number.",
        ),
        (
            ("entry", 2, "resource", "subject", "reference"),
            "urn:uuid:somebody-else",
            "Entry 2 (Condition): It is about somebody who is not this bundle's patient.",
        ),
        (
            ("entry", 7, "resource", "patient", "reference"),
            "Patient/somebody-else",
            "Entry 7 (AllergyIntolerance): It is about somebody who is not this bundle's patient.",
        ),
        (
            ("entry", 6, "resource", "dosageInstruction", 0, "doseAndRate", 0, "doseQuantity", "value"),
            1e300,
            "Entry 6 (MedicationRequest): dosageInstruction[0].doseAndRate[0].doseQuantity.value is beyond any measure.",
        ),
        (
            ("entry", 6, "resource", "authoredOn"),
            "2019-05-01T99:00:00Z",
            "Entry 6 (MedicationRequest): authoredOn is not a date.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_value_refuses_the_bundle_and_names_its_place(
    path: tuple[str | int, ...], to: Any, sentence: str
) -> None:
    assert refusal(changed(*path, to=to)) == sentence


def test_two_people_in_one_bundle_are_refused() -> None:
    document = parsed("r4_transaction")
    second = {
        "resource": {"resourceType": "Patient", "id": "other", "name": [{"family": "Other"}]}
    }
    document["entry"].insert(3, second)
    assert refusal(dumped(document)) == (
        "Entry 3 (Patient): A second Patient; entry 0 is the first. Send one bundle for each person."
    )


def test_one_address_for_two_different_things_is_refused() -> None:
    document = parsed("r4_transaction")
    twin = deepcopy(document["entry"][2])
    twin["resource"]["code"]["text"] = "Something else"
    document["entry"].append(twin)
    assert refusal(dumped(document)) == (
        "Entry 12 (Condition): It has the same address as entry 2 and says something else."
    )


def test_the_sentence_never_holds_what_the_bundle_says() -> None:
    """Refusals end in logs: a name, a number or a diagnosis must not come along."""
    document = parsed("r4_transaction")
    document["entry"][0]["resource"]["birthDate"] = "Testperson42 was born in May"
    assert "Testperson" not in refusal(dumped(document))


def test_a_byte_order_mark_is_forgiven() -> None:
    assert read(b"\xef\xbb\xbf" + own("r4_transaction")).person.name.family == "Testperson42"


def test_long_sayings_are_cut_where_anyone_can_see_it() -> None:
    letter = read(changed("entry", 2, "resource", "code", "text", to="word " * 400))
    texts = [s.text for s in letter.statements if s.entry == 2]
    assert len(texts[0]) <= 500
    assert texts[0].endswith("word…")


def test_a_lifetime_in_two_megabytes_is_read_in_a_moment() -> None:
    """About 30 ms of work; the bound leaves room for a slow machine. Not by the clock on the wall: others work too."""
    document = parsed("r4_transaction")
    filler = {"resourceType": "Claim", "text": {"div": "x" * 400}, "item": [{"sequence": 1}] * 30}
    many = [{"fullUrl": f"urn:uuid:claim-{n}", "resource": filler} for n in range(2_100)]
    document["entry"] += many
    data = json.dumps(document).encode()
    assert len(data) > 2_000_000
    started = time.process_time()
    assert len(read(data).statements) == 6
    assert time.process_time() - started < 1.0
