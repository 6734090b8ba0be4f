"""What is typed into the find box is understood as a name, a date, a number, or two of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.matching.query import Query, read_query

TODAY = date(2026, 11, 24)
LEAP = (date(1984, 2, 29),)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Zelda", Query(name="Zelda")),
        ("  O'Connell ,  Freda ", Query(name="O'Connell , Freda")),
        ("1984-02-29", Query(birth_dates=LEAP, phone="19840229")),
        ("29 Feb 1984", Query(birth_dates=LEAP)),
        ("Zelda 2/29/1984", Query(name="Zelda", birth_dates=LEAP)),
        ("Test, Zelda Feb 29, 1984", Query(name="Test, Zelda", birth_dates=LEAP)),
        ("29 Feb 1984 Zelda May", Query(name="Zelda May", birth_dates=LEAP)),
        ("505-555-0100", Query(phone="5055550100")),
        ("0100", Query(phone="0100", record="0100")),
        ("P000042", Query(name="P000042", record="P000042")),
        ("4242", Query(phone="4242", record="4242")),
        ("Zelda7 Test42", Query(name="Zelda7 Test42")),
        ("May", Query(name="May")),
        ("", Query()),
        ("   - ,", Query()),
        ("12", Query()),
        ("李小龙", Query(name="李小龙")),
    ],
)
def test_reading(text: str, query: Query) -> None:
    assert read_query(text, today=TODAY) == query
    assert bool(query) == (query != Query())


@given(st.text(max_size=200))
def test_anything_may_be_typed(text: str) -> None:
    read = read_query(text, today=TODAY)
    assert "\x00" not in read.name
    assert len(read.name) <= 100
