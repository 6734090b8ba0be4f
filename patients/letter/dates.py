"""A date as a letter gives it: a year, a month or a day."""

import re
from dataclasses import dataclass
from datetime import date

PARTIAL = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:T(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:Z|[+-]\d{2}:\d{2})?)?)?)?",
    re.ASCII,
)


class NotADate(ValueError):
    """The text is neither YYYY, YYYY-MM, YYYY-MM-DD nor a date with a time."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """1957, 1957-07 or 1957-07-01. An unknown month or day is 0, so that partial dates sort first.

    A time of day is checked and let go: the day is the one the sender wrote, in the sender's zone.
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def read(cls, text: str) -> "PartialDate":
        """Raises NotADate for anything that is not on the calendar."""
        found = PARTIAL.fullmatch(text.strip())
        if found is None:
            raise NotADate
        year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
        hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
        if hour > 24 or minute > 59 or second > 60 or (found["month"] and month == 0):
            raise NotADate
        try:
            date(year, month or 1, day if found["day"] else 1)
        except ValueError:
            raise NotADate from None
        return cls(year, month, day)

    @property
    def exact(self) -> date | None:
        """The day, when the sender knew the day."""
        return date(self.year, self.month, self.day) if self.day else None

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text
