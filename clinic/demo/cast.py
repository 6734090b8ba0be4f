"""Who plays in the demo. Every name says that nobody is meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from clinic.accounts.models import Licence
from clinic.accounts.roles import Capability, Role

K = Licence.Kind


@dataclass(frozen=True)
class Place:
    slug: str
    name: str
    neutral_name: str
    timezone: str
    jurisdiction: str
    phone: str
    address: str
    chairs: int
    therapy_rooms: int
    group_seats: int = 0


@dataclass(frozen=True)
class Person:
    """One member of staff: where, as what, with which papers."""

    key: str
    name: str
    email: str
    role: Role
    sites: tuple[str, ...]
    credentials: str = ""
    extension: str = ""
    capabilities: tuple[Capability, ...] = ()
    licences: tuple[Licence.Kind, ...] = field(default=())


PLACES = (
    Place(
        "thistledown",
        "Thistledown Demo Clinic",
        "Thistledown",
        "America/Denver",
        "US-NM",
        "505-555-0100",
        "1 Nowhere Lane, Albuquerque",
        chairs=4,
        therapy_rooms=2,
        group_seats=6,
    ),
    Place(
        "saltbush",
        "Saltbush Demo Clinic",
        "Saltbush",
        "America/Phoenix",
        "US-AZ",
        "602-555-0100",
        "2 Imaginary Road, Phoenix",
        chairs=2,
        therapy_rooms=1,
    ),
)

T, S = "thistledown", "saltbush"
PRESCRIBER = (K.PRESCRIBER, K.DEA, K.ACLS)
NURSE = (K.NURSE, K.BLS, K.ACLS)
C = Capability

STAFF = (
    Person("manager", "Maya Fabricated", "manager@demo.example", Role.MANAGER, (T, S)),
    Person("front", "Dana Demo", "front@demo.example", Role.FRONT_DESK, (T,), extension="11"),
    Person(
        "clinician",
        "Ima Imaginary",
        "clinician@demo.example",
        Role.PRESCRIBER,
        (T,),
        "MD",
        "14",
        (C.MEDICAL_DIRECTOR, C.ON_DUTY, C.WITNESS),
        PRESCRIBER,
    ),
    Person(
        "second",
        "Bo Makebelieve",
        "second@demo.example",
        Role.PRESCRIBER,
        (T,),
        "MD",
        "15",
        (C.WITNESS,),
        PRESCRIBER,
    ),
    Person(
        "nurse",
        "Pat Standin",
        "nurse@demo.example",
        Role.NURSE,
        (T,),
        "RN",
        "12",
        (C.WITNESS, C.DRUG_CUSTODIAN),
        NURSE,
    ),
    Person(
        "nurse2",
        "Quinn Understudy",
        "nurse2@demo.example",
        Role.NURSE,
        (T,),
        "RN",
        "13",
        (C.WITNESS,),
        NURSE,
    ),
    Person(
        "nurse3",
        "Lee Stuntdouble",
        "nurse3@demo.example",
        Role.NURSE,
        (T,),
        "RN",
        "16",
        (C.WITNESS,),
        NURSE,
    ),
    Person(
        "therapist",
        "Theo Faux",
        "therapist@demo.example",
        Role.THERAPIST,
        (T,),
        "LPCC",
        "21",
        licences=(K.THERAPIST,),
    ),
    Person(
        "therapist2",
        "Nell Nominal",
        "therapist2@demo.example",
        Role.THERAPIST,
        (T,),
        "PhD",
        "22",
        licences=(K.THERAPIST,),
    ),
    Person(
        "therapist3",
        "Ray Imagined",
        "therapist3@demo.example",
        Role.THERAPIST,
        (T,),
        "LCSW",
        "23",
        licences=(K.THERAPIST,),
    ),
    Person(
        "therapist4",
        "Kit Supposed",
        "therapist4@demo.example",
        Role.THERAPIST,
        (T,),
        "LMFT",
        "24",
        licences=(K.THERAPIST,),
    ),
    Person("auditor", "Ada Checkfield", "auditor@demo.example", Role.AUDITOR, (T, S)),
    Person("front-s", "Sol Pretend", "front.saltbush@demo.example", Role.FRONT_DESK, (S,)),
    Person(
        "clinician-s",
        "Vera Notreal",
        "clinician.saltbush@demo.example",
        Role.PRESCRIBER,
        (S,),
        "MD",
        "34",
        (C.MEDICAL_DIRECTOR, C.WITNESS),
        PRESCRIBER,
    ),
    Person(
        "nurse-s",
        "Gil Mock",
        "nurse.saltbush@demo.example",
        Role.NURSE,
        (S,),
        "RN",
        "32",
        (C.WITNESS,),
        NURSE,
    ),
    Person(
        "therapist-s",
        "Uma Invented",
        "therapist.saltbush@demo.example",
        Role.THERAPIST,
        (S,),
        "LCSW",
        "41",
        licences=(K.THERAPIST,),
    ),
)

# Plants for given names, words for "not real" as family names.
GIVEN = [
    "Juniper",
    "Marigold",
    "Tansy",
    "Hazel",
    "Otto",
    "Basil",
    "Fern",
    "Yarrow",
    "Rowan",
    "Bramble",
    "Sorrel",
    "Wren",
    "Linden",
    "Thyme",
    "Aster",
    "Reed",
    "Violet",
    "Clementine",
    "Sage",
    "Alder",
    "Briar",
    "Clover",
    "Dahlia",
    "Elder",
    "Flax",
    "Ginger",
    "Heather",
    "Iris",
    "Jasmine",
    "Laurel",
    "Myrtle",
    "Nettle",
    "Olive",
    "Poppy",
    "Quince",
    "Rue",
    "Senna",
    "Teasel",
    "Verbena",
    "Willow",
    "Zinnia",
    "Larkspur",
]
FAMILY = [
    "Testcase",
    "Sample",
    "Invented",
    "Example",
    "Placeholder",
    "Notreal",
    "Mockingham",
    "Fictive",
    "Pretend",
    "Demo",
    "Madeup",
    "Notaperson",
    "Fiction",
    "Untrue",
    "Specimen",
    "Nonesuch",
    "Unreal",
    "Fakely",
    "Imagined",
    "Dummy",
    "Standby",
    "Conjured",
    "Supposed",
    "Feigned",
    "Sham",
    "Bogus",
    "Phantom",
    "Mirage",
    "Fabled",
    "Mythical",
    "Notional",
    "Assumed",
]


def name(number: int) -> tuple[str, str]:
    """The name of the demo's patient with that number: no two alike below a thousand."""
    return GIVEN[number % len(GIVEN)], FAMILY[(number * 7 + number // len(GIVEN)) % len(FAMILY)]


def birth_date(number: int) -> date:
    """An adult's, between 1955 and 2001."""
    return date(1955 + number * 17 % 47, 1 + number * 5 % 12, 1 + number * 11 % 28)
