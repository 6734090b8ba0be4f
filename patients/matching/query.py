"""What somebody typed into a find box: a name, a birth date, a phone or record number, or two of them."""

import re
from dataclasses import dataclass
from datetime import date

from patients.matching.birth_dates import typed

LONGEST = 100  # characters; nobody's name and birth date are longer
FEWEST_DIGITS = 4  # the end of a phone number
RECORD = re.compile(r"[A-Za-z]{0,3}[0-9]{3,}")


@dataclass(frozen=True, slots=True)
class Query:
    """`name` is as typed. Of the numbers any may match; name and birth date must both."""

    name: str = ""
    birth_dates: tuple[date, ...] = ()
    phone: str = ""
    record: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.birth_dates or self.phone or self.record)


def read_query(text: str, *, today: date) -> Query:
    """Never refuses: what is no date and no number is a name. Empty when nothing was typed."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    if not any(sign.isalnum() for sign in text):
        return Query()
    record = text if RECORD.fullmatch(text) else ""
    found = "".join(sign for sign in text if sign.isdecimal() and sign.isascii())
    letters = any(sign.isalpha() for sign in text)
    if whole := typed(text, today=today):
        return Query(birth_dates=whole, phone="" if letters else found, record=record)
    if not letters:
        return Query(phone=found if len(found) >= FEWEST_DIGITS else "", record=record)
    if record:
        return Query(name=text, record=record)
    name, born = _name_and_birth_date(text.split(" "), today)
    return Query(name=name, birth_dates=born)


def _name_and_birth_date(words: list[str], today: date) -> tuple[str, tuple[date, ...]]:
    """The longest run of words at either end that is a date; the rest is the name."""
    for cut in range(1, len(words)):
        if born := typed(" ".join(words[cut:]), today=today):
            return " ".join(words[:cut]).rstrip(","), born
    for cut in range(len(words) - 1, 0, -1):
        if born := typed(" ".join(words[:cut]), today=today):
            return " ".join(words[cut:]), born
    return " ".join(words), ()
