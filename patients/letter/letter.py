"""What a referral letter holds. Every line keeps the number of the entry it came from."""

from dataclasses import dataclass
from enum import StrEnum

from patients.letter.dates import PartialDate


class Sex(StrEnum):
    """Administrative sex as sent. It is not asked to mean more."""

    FEMALE = "FEMALE"
    MALE = "MALE"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class NameUse(StrEnum):
    CURRENT = "CURRENT"
    FORMER = "FORMER"
    NICKNAME = "NICKNAME"


class ContactKind(StrEnum):
    PHONE = "PHONE"
    EMAIL = "EMAIL"


class IdentifierKind(StrEnum):
    """Government numbers are told apart so that whoever stores a letter can leave them out."""

    RECORD = "RECORD"
    GOVERNMENT = "GOVERNMENT"


class Kind(StrEnum):
    """The three kinds of statement a person here must confirm or set aside."""

    CONDITION = "CONDITION"
    MEDICATION = "MEDICATION"
    ALLERGY = "ALLERGY"


class Standing(StrEnum):
    """Whether the statement holds today, as the sender puts it."""

    CURRENT = "CURRENT"
    PAST = "PAST"
    PLANNED = "PLANNED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Code:
    """A code in somebody's system, for example 370143000 in http://snomed.info/sct."""

    system: str
    code: str
    display: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    system: str
    value: str
    kind: IdentifierKind = IdentifierKind.RECORD
    label: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """Given names as written, digits and accents included."""

    given: str
    family: str
    use: NameUse = NameUse.CURRENT
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    kind: ContactKind
    value: str
    mobile: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    lines: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the letter is about. `names[0]` is the name in use."""

    names: tuple[Name, ...]
    birth_date: PartialDate | None = None
    sex: Sex = Sex.UNKNOWN
    identifiers: tuple[Identifier, ...] = ()
    contacts: tuple[Contact, ...] = ()
    address: Address | None = None
    language: str = ""
    deceased: bool = False
    died_on: PartialDate | None = None

    @property
    def name(self) -> Name:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the sender says: a problem, a medicine or an allergy.

    `text` is what a person reads. When it is empty the sender named nothing, and `unread` says so in a
    sentence: such a line is shown and must be set aside by a person, never dropped.
    `said` is the sender's own status word; `standing` is what it amounts to.
    `details` is one line: dose for a medicine, reaction and severity for an allergy.
    """

    kind: Kind
    entry: int
    text: str
    codes: tuple[Code, ...] = ()
    standing: Standing = Standing.UNKNOWN
    said: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    noted: PartialDate | None = None
    details: str = ""
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A measurement made elsewhere, kept as evidence beside the facts. It never feeds the gate."""

    entry: int
    code: Code
    text: str
    value: str
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class PastProcedure:
    """Something done elsewhere, kept as evidence: the latest time and how often."""

    entry: int
    text: str
    on: PartialDate | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader did that its user should know: left out, shortened, assumed."""

    entry: int | None
    template: str
    details: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.template % dict(self.details)


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything read from one document. `digest` is the SHA-256 of the bytes as they came."""

    digest: str
    person: Person
    statements: tuple[Statement, ...] = ()
    readings: tuple[Reading, ...] = ()
    procedures: tuple[PastProcedure, ...] = ()
    sender: str = ""
    notes: tuple[Note, ...] = ()
    not_read: tuple[tuple[str, int], ...] = ()
