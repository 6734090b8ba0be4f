"""Whatever arrives, the reader answers with a letter or a sentence, never with a traceback."""

import json
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.fhir.bundle.reader import read
from clinic.fhir.bundle.refusal import BadBundle
from patients.letter.gather import gather
from patients.letter.letter import Letter
from tests.clinic.fhir.bundles import dumped, every_own, every_shared

JUNK: list[Any] = [
    None, True, False, 0, -1, 1.5, 1e308, 10**40, "", " ", "x", "\x00", "\ud800", "a" * 300, "#", "#x",
    "urn:uuid:", "Patient?identifier=", "://", "1957", "1957-13", "0000", "9999-12-31T24:00:00Z",
    [], [None], [[]], [{}], {}, {"coding": None}, {"coding": [None]}, {"value": {}}, {"reference": []},
    {"reference": "#"}, {"text": 3}, ["a", 3], {"resourceType": []},
]  # fmt: skip
SAMPLES = [path.read_bytes() for path in every_own()]


def answers(data: bytes) -> Letter | None:
    try:
        letter = read(data)
    except BadBundle as refused:
        sentence = str(refused)
        assert sentence.endswith(".")
        assert len(sentence) < 400
        sentence.encode()  # a lone surrogate would break the page that shows it
        return None
    gather(letter.statements)
    for statement in letter.statements:
        assert statement.text or statement.unread
        assert len(statement.text) <= 500
        assert len(statement.details) <= 500
        f"{statement.text}{statement.details}".encode()
        assert "\x00" not in statement.text + statement.details
    assert letter.person.names
    return letter


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, child in inside:
        found.append((*here, key))
        if isinstance(child, dict | list):
            found += places(child, (*here, key))
    return found


def mutate(document: Any, dice: random.Random, times: int) -> None:
    for _ in range(times):
        *way, last = dice.choice(places(document))
        parent = document
        for step in way:
            parent = parent[step]
        match dice.randrange(4):
            case 0:
                parent[last] = dice.choice(JUNK)
            case 1 if isinstance(parent, dict):
                del parent[last]
            case 2 if isinstance(parent, dict):
                parent[dice.choice(["code", "name", "subject", "onsetAge", "dosage", "id"])] = (
                    parent.pop(last)
                )
            case _:
                parent[last] = [parent[last]]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sample=st.sampled_from(SAMPLES), seed=st.integers(0, 2**32), times=st.integers(1, 6))
def test_a_damaged_bundle_is_read_or_refused(sample: bytes, seed: int, times: int) -> None:
    document = json.loads(sample)
    mutate(document, random.Random(seed), times)  # noqa: S311 - a repeatable die, no secret
    answers(dumped(document))


@settings(max_examples=200, deadline=None)
@given(sample=st.sampled_from(SAMPLES), at=st.floats(0, 1), junk=st.binary(max_size=8))
def test_damaged_bytes_are_read_or_refused(sample: bytes, at: float, junk: bytes) -> None:
    cut = int(len(sample) * at)
    answers(sample[:cut] + junk + sample[cut + len(junk) :])
    answers(sample[:cut])


def test_every_single_value_may_be_any_kind_of_junk() -> None:
    """Not sampled: each place of the richest samples with each kind of junk, one at a time."""
    refused = 0
    for sample in SAMPLES:
        document = json.loads(sample)
        for *way, last in places(document):
            parent = document
            for step in way:
                parent = parent[step]
            kept = parent[last]
            for junk in (None, 7, "", "x", "\x00", [], [[]], {}, [{}]):
                parent[last] = junk
                refused += answers(dumped(document)) is None
            parent[last] = kept
    assert refused > 1000


@pytest.mark.slow
@pytest.mark.parametrize("path", every_shared(), ids=lambda path: path.stem[-36:])
def test_a_damaged_lifetime_is_read_or_refused(path) -> None:
    dice = random.Random(path.name)  # noqa: S311 - a repeatable die, no secret
    for _ in range(12):
        document = json.loads(path.read_bytes())
        mutate(document, dice, dice.randrange(1, 8))
        answers(dumped(document))
