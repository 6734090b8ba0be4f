"""Which tests a dose waits for in this person, and which of them are missing or too old (domain/04 4.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinic.policy.terms import WorkupTerms
from patients.eligibility.exclusion import gettext_noop
from patients.eligibility.result_kinds import CHEMISTRY

_ = gettext_noop
INTO_VEIN = "IV"
INTO_BODY = frozenset({"IV", "IM"})
# With these rows of the screening true, or once true, the heart is looked at.
HEART_ROWS = frozenset({"R02", "X08", "X09"})


@dataclass(frozen=True, slots=True)
class Person:
    """What decides which tests apply. ``has_dosed``: a dose of this course was given before."""

    age: int
    route: str
    has_dosed: bool = False
    heart: bool = False
    qt_drug: bool = False


@dataclass(frozen=True, slots=True)
class Had:
    """The newest result of a kind that was really made, with its day at the clinic."""

    id: str
    on: date


class Gap(StrEnum):
    """Why a test does not count."""

    MISSING = "MISSING"
    OLD = "OLD"


@dataclass(frozen=True, slots=True)
class Needed:
    """One requirement: every kind of ``kinds`` is there, none older than ``days``."""

    code: str
    label: str
    kinds: tuple[str, ...]
    days: Callable[[WorkupTerms], int]
    applies: Callable[[Person, WorkupTerms], bool]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A requirement that is not met. ``kinds`` are those that are missing or old; ``on`` the oldest day of those."""

    code: str
    label: str
    gap: Gap
    kinds: tuple[str, ...]
    days: int
    on: date | None = None


def _always(person: Person, terms: WorkupTerms) -> bool:
    return True


def _ecg(person: Person, terms: WorkupTerms) -> bool:
    """From an age, into a vein, with a heart that was ill, or with a drug that lengthens QT [S45] [S40]."""
    return (
        person.age >= terms.ecg_age or person.route == INTO_VEIN or person.heart or person.qt_drug
    )


def _before_first_dose(person: Person, terms: WorkupTerms) -> bool:
    """At baseline; later on concern, which no rule can know [GK]."""
    return not person.has_dosed


def _parenteral(person: Person, terms: WorkupTerms) -> bool:
    """Where sedation comes fast, the airway is looked at first [S45]."""
    return person.route in INTO_BODY


REQUIREMENTS: tuple[Needed, ...] = (
    Needed("ECG", _("ECG"), ("ECG",), lambda t: t.ecg_days, _ecg),
    Needed(
        "CHEMISTRY",
        _("Liver and kidney tests"),
        CHEMISTRY,
        lambda t: t.chemistry_days,
        _always,
    ),
    Needed("URINALYSIS", _("Urinalysis"), ("URINALYSIS",), lambda t: t.urinalysis_days, _always),
    Needed(
        "DRUG_SCREEN",
        _("Urine drug screen"),
        ("DRUG_SCREEN",),
        lambda t: t.drug_screen_days,
        _before_first_dose,
    ),
    Needed("STOP_BANG", _("STOP-BANG"), ("STOP_BANG",), lambda t: t.airway_days, _parenteral),
    Needed("AIRWAY", _("Airway examination"), ("AIRWAY",), lambda t: t.airway_days, _parenteral),
    Needed("TSH", _("TSH"), ("TSH",), lambda t: t.tsh_days, _always),
    Needed("PDMP", _("Prescription monitoring query"), ("PDMP",), lambda t: t.pdmp_days, _always),
)
BY_NEED: dict[str, Needed] = {need.code: need for need in REQUIREMENTS}


def needed(person: Person, terms: WorkupTerms) -> tuple[Needed, ...]:
    """What the policy asks for and what applies to this person."""
    return tuple(
        need
        for need in REQUIREMENTS
        if need.code in terms.required and need.applies(person, terms)
    )


def lacking(
    had: Mapping[str, Had], person: Person, terms: WorkupTerms, on: date
) -> tuple[Lacking, ...]:
    """What is missing or too old on that day. A result of a later day than ``on`` is none yet."""
    found = (_judge(need, had, terms, on) for need in needed(person, terms))
    return tuple(one for one in found if one is not None)


def _judge(need: Needed, had: Mapping[str, Had], terms: WorkupTerms, on: date) -> Lacking | None:
    days = need.days(terms)
    known = {
        kind: one.on for kind in need.kinds if (one := had.get(kind)) is not None and one.on <= on
    }
    missing = tuple(kind for kind in need.kinds if kind not in known)
    if missing:
        return Lacking(need.code, need.label, Gap.MISSING, missing, days)
    old = tuple(kind for kind, day in known.items() if (on - day).days > days)
    if old:
        oldest = min(known[kind] for kind in old)
        return Lacking(need.code, need.label, Gap.OLD, old, days, oldest)
    return None


def heart_was_ill(rows: Iterable[tuple[str, str]]) -> bool:
    """From ``(code, status)`` of a screening: the heart's rows present, or over."""
    return any(code in HEART_ROWS and status in {"ACTIVE", "RESOLVED"} for code, status in rows)
