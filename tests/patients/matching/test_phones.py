"""One number in many writings."""

import pytest

from patients.matching.phones import key, same


@pytest.mark.parametrize(
    "number",
    ["555-010-4242", "(555) 010 4242", "+1 555 010 4242", "1-555-010-4242", "555.010.4242 x12", "0015550104242"],
)  # fmt: skip
def test_one_key(number: str) -> None:
    assert key(number) == "5550104242"


def test_what_is_too_short_is_no_number() -> None:
    assert key("911") == ""
    assert key("") == ""
    assert not same("911", "911")


def test_a_missing_area_code_still_matches() -> None:
    assert same("210-4242", "555-210-4242")
    assert not same("210-4243", "555-210-4242")


def test_numbers_of_other_countries() -> None:
    assert same("+49 30 1234567", "030 1234567")
    assert same("+44 20 7946 0018", "020 7946 0018")
