"""What is owed to whom and when: the reminder catalogue as data [domain 9].

A line is a promise about a visit. Channels P (portal) and T (staff task) of the catalogue owe no message: the
portal reads the next step from the record itself, and tasks are raised where their cause is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from clinic.reminders.planning import DayAfter, DaysBefore, HoursBefore, Move, Timing
from clinic.scheduling.models import UNDO_FOR


class Visit(StrEnum):
    """The kinds of visit that owe messages."""

    PREPARATION = "PREPARATION"
    DOSING = "DOSING"
    INTEGRATION = "INTEGRATION"


class Group(StrEnum):
    """What a pause or an end of the course stops: PREP and DOSING. SAFETY and INTEGRATION go on."""

    PREP = "PREP"
    DOSING = "DOSING"
    SAFETY = "SAFETY"
    INTEGRATION = "INTEGRATION"
    NOTICE = "NOTICE"  # a visit was moved or cancelled: never stopped, it is news


class Channel(StrEnum):
    """The ways a message travels."""

    SMS = "SMS"
    EMAIL = "EMAIL"


class Condition(StrEnum):
    """What must also be true when the message goes."""

    VISIT_STANDS = "VISIT_STANDS"  # still booked for the very time the message names
    DOSE_GIVEN = "DOSE_GIVEN"  # the visit happened and a dose was given
    NEWS_STANDS = "NEWS_STANDS"  # the change the notice tells of is still the last word


class Text(StrEnum):
    """Which words; they are in texts.py."""

    VISIT_AHEAD = "VISIT_AHEAD"
    WEEK_AHEAD = "WEEK_AHEAD"
    READ_YOUR_LIST = "READ_YOUR_LIST"
    TODAY = "TODAY"
    CHECK_IN = "CHECK_IN"
    MOVED = "MOVED"
    CANCELLED = "CANCELLED"
    OFFER = "OFFER"
    QUESTIONS = "QUESTIONS"
    OWN_PAGES = "OWN_PAGES"


@dataclass(frozen=True)
class Reminder:
    """One line of the catalogue.

    ``code`` is the catalogue's number with its moment, stored on the message. ``fallback`` is used when none of
    ``channels`` reaches the patient. ``call_if_missed``: a person calls when it could not go.
    """

    code: str
    visit: Visit
    group: Group
    timing: Timing
    channels: tuple[Channel, ...]
    text: Text
    condition: Condition = Condition.VISIT_STANDS
    fallback: Channel | None = None
    call_if_missed: bool = False


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


WEEK = Timing(DaysBefore(7), useful_for=hours(24), margin=hours(4))
TWO_DAYS = Timing(DaysBefore(2), useful_for=hours(6), margin=hours(4))
ONE_DAY = Timing(DaysBefore(1), useful_for=hours(6), margin=hours(4))
# The list must reach her at least 12 h before the visit: her last meal comes before it [M08].
LIST = Timing(DaysBefore(1), useful_for=hours(6), margin=hours(12), catch_up=True)
SAME_DAY = Timing(HoursBefore(2), useful_for=hours(1.5), margin=hours(0.5))
NEXT_MORNING = Timing(DayAfter(time(9)), useful_for=hours(6), margin=None, move=Move.LATER)

BOTH = (Channel.SMS, Channel.EMAIL)
TEXT_ONLY = (Channel.SMS,)
MAIL_ONLY = (Channel.EMAIL,)

CATALOGUE: tuple[Reminder, ...] = (
    Reminder("M04_7D", Visit.PREPARATION, Group.PREP, WEEK, BOTH, Text.VISIT_AHEAD),
    Reminder("M04_48H", Visit.PREPARATION, Group.PREP, TWO_DAYS, BOTH, Text.VISIT_AHEAD),
    Reminder("M04_24H", Visit.PREPARATION, Group.PREP, ONE_DAY, BOTH, Text.VISIT_AHEAD),
    Reminder(
        "M06_7D",
        Visit.DOSING,
        Group.DOSING,
        WEEK,
        MAIL_ONLY,
        Text.WEEK_AHEAD,
        fallback=Channel.SMS,
    ),
    Reminder(
        "M08_24H",
        Visit.DOSING,
        Group.DOSING,
        LIST,
        TEXT_ONLY,
        Text.READ_YOUR_LIST,
        fallback=Channel.EMAIL,
        call_if_missed=True,
    ),
    Reminder(
        "M09_2H",
        Visit.DOSING,
        Group.DOSING,
        SAME_DAY,
        TEXT_ONLY,
        Text.TODAY,
        fallback=Channel.EMAIL,
        call_if_missed=True,
    ),
    Reminder(
        "M14_NEXT_DAY",
        Visit.DOSING,
        Group.SAFETY,
        NEXT_MORNING,
        TEXT_ONLY,
        Text.CHECK_IN,
        condition=Condition.DOSE_GIVEN,
        fallback=Channel.EMAIL,
        call_if_missed=True,
    ),
    Reminder(
        "M16_24H",
        Visit.INTEGRATION,
        Group.INTEGRATION,
        ONE_DAY,
        TEXT_ONLY,
        Text.VISIT_AHEAD,
        fallback=Channel.EMAIL,
    ),
    Reminder(
        "M16_2H",
        Visit.INTEGRATION,
        Group.INTEGRATION,
        SAME_DAY,
        TEXT_ONLY,
        Text.TODAY,
        fallback=Channel.EMAIL,
    ),
)
BY_CODE = {line.code: line for line in CATALOGUE}

MOVED = "NOTICE_MOVED"
CANCELLED = "NOTICE_CANCELLED"
OWN_PAGES = "OWN_PAGES"  # the link with which the patient chooses a password
OFFER = "M33_OFFER"  # a time became free: would she come sooner [M33]
NOTICE_AFTER = UNDO_FOR  # time to undo a slip before the patient hears of it
NOTICE_USEFUL_FOR = hours(12)

INTEGRATION_WITHIN = hours(
    72
)  # no integration visit within this of a dose: a person is told [M16]


def owed_for(visit: Visit) -> list[Reminder]:
    """The catalogue's lines for one kind of visit."""
    return [line for line in CATALOGUE if line.visit is visit]
