"""Birth dates as people type them, and slips between two of them."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WORDS = re.compile(r"[a-z]+|\d+")
NOISE = {"st", "nd", "rd", "th", "of", "the"}
OLDEST = 120  # years; a two-digit year is the latest one that is not in the future


def typed(text: str, *, today: date, day_first: bool = False) -> tuple[date, ...]:
    """The dates a person may mean: none when it is no date, two when 3/4 could be either.

    Understood: 1984-02-29, 2/29/1984, 29.2.84, 29 Feb 1984, February 29, 1984, 02291984, 19840229.
    `day_first` puts the other reading first. A birth date is never after `today`.
    """
    words = [word for word in WORDS.findall(text.lower()) if word not in NOISE]
    if any(word.isalpha() for word in words):
        return tuple(_named_month(words, today))
    if len(words) == 1:
        return tuple(_run_together(words[0], today, day_first))
    if len(words) != 3:
        return ()
    first, second, third = words
    if len(first) == 4:
        return tuple(_existing([(first, second, third)], today))
    both = [(third, first, second), (third, second, first)]
    return tuple(_existing(reversed(both) if day_first else both, today))


def _named_month(words: list[str], today: date) -> Iterable[date]:
    names = [word for word in words if word.isalpha()]
    numbers = [word for word in words if word.isdigit()]
    if len(names) != 1 or len(names[0]) < 3 or len(numbers) != 2:
        return ()
    months = [n for n, month in enumerate(MONTHS, start=1) if month.startswith(names[0])]
    if len(months) != 1 and names[0] != "sept":
        return ()
    month = str(months[0]) if months else "9"
    day, year = numbers if len(numbers[0]) <= 2 else numbers[::-1]
    return _existing([(year, month, day)], today)


def _run_together(digits: str, today: date, day_first: bool) -> Iterable[date]:
    if len(digits) != 8:
        return ()
    by_year = (digits[:4], digits[4:6], digits[6:])
    by_month = (digits[4:], digits[:2], digits[2:4])
    by_day = (digits[4:], digits[2:4], digits[:2])
    order = [by_day, by_month, by_year] if day_first else [by_month, by_day, by_year]
    if 19 <= int(digits[:2]) <= 20:  # 19840229 is a year first; no month and few days are 19 or 20
        order = [by_year, *order[:2]]
    return _existing(order, today)


def _existing(parts: Iterable[tuple[str, str, str]], today: date) -> Iterable[date]:
    """Those that are on the calendar, not after today and not beyond any age, each once."""
    found: list[date] = []
    for year, month, day in parts:
        try:
            born = date(_full_year(year, today), int(month), int(day))
        except ValueError:
            continue
        if born <= today and today.year - born.year <= OLDEST and born not in found:
            found.append(born)
    return found


def _full_year(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    if len(year) != 2:
        raise ValueError
    this_century = today.year - today.year % 100 + int(year)
    return this_century if this_century <= today.year else this_century - 100


class Slip(StrEnum):
    """How two different birth dates can be one date, mistyped."""

    DAY_AND_MONTH_SWAPPED = "DAY_AND_MONTH_SWAPPED"
    ONE_DIGIT = "ONE_DIGIT"
    TWO_DIGITS_SWAPPED = "TWO_DIGITS_SWAPPED"


def slip(one: date, other: date) -> Slip | None:
    """None when they are equal or further apart than one mistake of typing."""
    if one == other:
        return None
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Slip.DAY_AND_MONTH_SWAPPED
    a, b = (day.isoformat().replace("-", "") for day in (one, other))
    differ = [place for place in range(8) if a[place] != b[place]]
    if len(differ) == 1:
        return Slip.ONE_DIGIT
    if len(differ) == 2:
        i, j = differ
        if j == i + 1 and a[i] == b[j] and a[j] == b[i]:
            return Slip.TWO_DIGITS_SWAPPED
    return None


def slips(born: date) -> tuple[date, ...]:
    """Every other date that is one slip away: what a search for the same person must look at."""
    digits = f"{born.year:04d}{born.month:02d}{born.day:02d}"
    written = {
        digits[:place] + other + digits[place + 1 :]
        for place in range(8)
        for other in "0123456789"
    }
    written |= {
        digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        for place in range(7)
    }
    written.add(digits[:4] + digits[6:] + digits[4:6])
    found = set()
    for text in written:
        try:
            found.add(date(int(text[:4]), int(text[4:6]), int(text[6:])))
        except ValueError:
            continue
    return tuple(sorted(found - {born}))
