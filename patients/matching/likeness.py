"""Are these two the same person? A score, and the reasons in sentences.

Rules, not learned weights: a person at the desk must be able to see why, and to disagree. What the
levels mean: CERTAIN is somebody we know already, LIKELY is offered first, POSSIBLE is offered below.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.utils.translation import gettext_noop as _

from patients.matching import phones
from patients.matching.birth_dates import slip
from patients.matching.names import FullName, plain


class Level(IntEnum):
    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared. `names[0]` is in use; the others are former names and nicknames.

    `identifiers` are (system, value) pairs of somebody's records. `sex` is "" when unknown.
    """

    names: tuple[FullName, ...]
    birth_date: date | None = None
    phones: tuple[str, ...] = ()
    email: str = ""
    sex: str = ""
    identifiers: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` orders candidates (0 to 100, higher is liker); `reasons` are untranslated sentences."""

    level: Level
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sign:
    weight: int
    reason: str


SAME_NUMBER = _("The same record number at the same practice.")
SAME_BIRTH = _("The same birth date.")
SAME_NAME = _("The same name.")
FORMER_NAME = _("A former name or nickname of one is the name of the other.")
NAME_DIGITS = _("The same name but for the digits at its end.")
NAME_LONGER = _("The same name, one of them with more parts.")
NAME_ONE_OFF = _("A name one letter apart.")
NAME_TWO_OFF = _("A name two letters apart.")
GIVEN_ONLY = _("The same first name and another family name.")
BIRTH_SWAPPED = _("Birth dates with day and month swapped.")
BIRTH_DIGIT = _("Birth dates one digit apart.")
BIRTH_OTHER = _("But another birth date: one of the two is wrong.")
SAME_PHONE = _("The same phone number.")
SAME_EMAIL = _("The same e-mail address.")
OTHER_SEX = _("But another sex on record.")


def likeness(one: Profile, other: Profile) -> Likeness | None:
    """None when nothing suggests one person."""
    number = bool(one.identifiers & other.identifiers)
    name, birth = _name_sign(one, other), _birth_sign(one, other)
    reach = _reach_signs(one, other)
    level = _level(number, name, birth, reach)
    if level is None:
        return None
    signs = [_Sign(45, SAME_NUMBER)] if number else []
    signs += [sign for sign in (birth, name) if sign is not None]
    signs += reach
    if number and _births_contradict(one, other):
        signs.append(_Sign(-20, BIRTH_OTHER))
    if one.sex and other.sex and one.sex != other.sex:
        signs.append(_Sign(-10, OTHER_SEX))
        level = Level(max(level - 1, 1)) if level is not Level.CERTAIN else level
    score = max(0, min(100, sum(sign.weight for sign in signs)))
    return Likeness(level, score, tuple(sign.reason for sign in signs))


def _level(
    number: bool, name: _Sign | None, birth: _Sign | None, reach: list[_Sign]
) -> Level | None:
    """Which signs together are enough. A name alone, a birthday alone or a shared phone are not."""
    born_alike = birth is not None and birth.reason == SAME_BIRTH
    good_name = name is not None and name.weight >= 30
    if number and born_alike:
        return Level.CERTAIN
    if number or (born_alike and good_name):
        return Level.LIKELY
    if name is not None and name.reason == GIVEN_ONLY:
        return Level.POSSIBLE if born_alike and reach else None
    if born_alike and (name is not None or reach):
        return Level.POSSIBLE
    if name is not None and (birth is not None or reach):
        return Level.POSSIBLE
    return None


def _name_sign(one: Profile, other: Profile) -> _Sign | None:
    """The best agreement between any name of one and any name of the other."""
    if not one.names or not other.names:
        return None
    if one.names[0].same_as(other.names[0]):
        return _Sign(40, SAME_NAME)
    pairs = [(mine, theirs) for mine in one.names for theirs in other.names]
    if any(mine.same_as(theirs) for mine, theirs in pairs):
        return _Sign(35, FORMER_NAME)
    if any(mine.same_but_for_digits(theirs) for mine, theirs in pairs):
        return _Sign(25, NAME_DIGITS)
    slips = [apart for mine, theirs in pairs if (apart := mine.slips_to(theirs)) is not None]
    if slips and min(slips) <= 1:
        return _Sign(32, NAME_ONE_OFF)
    if any(mine.contains(theirs) for mine, theirs in pairs):
        return _Sign(30, NAME_LONGER)
    if slips:
        return _Sign(25, NAME_TWO_OFF)
    if _given_names(one) & _given_names(other):
        return _Sign(10, GIVEN_ONLY)
    return None


def _given_names(profile: Profile) -> set[str]:
    return {plain(name.given) for name in profile.names} - {""}


def _birth_sign(one: Profile, other: Profile) -> _Sign | None:
    if one.birth_date is None or other.birth_date is None:
        return None
    if one.birth_date == other.birth_date:
        return _Sign(35, SAME_BIRTH)
    slipped = slip(one.birth_date, other.birth_date)
    if slipped is None:
        return None
    swapped = slipped == "DAY_AND_MONTH_SWAPPED"
    return _Sign(20, BIRTH_SWAPPED) if swapped else _Sign(15, BIRTH_DIGIT)


def _births_contradict(one: Profile, other: Profile) -> bool:
    known = one.birth_date is not None and other.birth_date is not None
    return known and one.birth_date != other.birth_date


def _reach_signs(one: Profile, other: Profile) -> list[_Sign]:
    signs = []
    if any(phones.same(mine, theirs) for mine in one.phones for theirs in other.phones):
        signs.append(_Sign(15, SAME_PHONE))
    if one.email and one.email.casefold() == other.email.casefold():
        signs.append(_Sign(15, SAME_EMAIL))
    return signs
