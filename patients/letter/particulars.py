"""From a letter's person to what a record of a patient holds, and to the form a referral keeps."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from patients.letter.jurisdictions import jurisdiction
from patients.letter.letter import ContactKind, Identifier, IdentifierKind, NameUse, Person
from patients.matching.likeness import Profile
from patients.matching.names import FullName

# What the columns of a patient hold. A longer name is a person's to shorten, not ours.
NAME, ADDRESS, CITY, POSTAL_CODE, PHONE, LANGUAGE = 120, 240, 80, 20, 32, 35


@dataclass(frozen=True, slots=True)
class Particulars:
    """Keyword arguments of `patients.actions.patient.register`, all but the site."""

    given_name: str
    family_name: str
    birth_date: date
    details: dict[str, str]


def missing(person: Person) -> str:
    """An untranslated sentence saying why nobody can be registered from this as it is; "" if one can."""
    if person.deceased:
        return _("The sender says that this person has died.")
    if not person.name.given or not person.name.family:
        return _("The name is not complete.")
    if max(len(person.name.given), len(person.name.family)) > NAME:
        return _("The name is too long to be one.")
    if person.birth_date is None or person.birth_date.exact is None:
        return _("The birth date is not complete.")
    return ""


def particulars(person: Person) -> Particulars:
    """For a person of whom nothing is `missing`."""
    if person.birth_date is None or person.birth_date.exact is None:
        raise ValueError("ask missing() first")
    home = person.address
    details = {
        "sex": person.sex.value,
        "phone": first(person, ContactKind.PHONE)[:PHONE],
        "email": first(person, ContactKind.EMAIL),
        "language": person.language if 0 < len(person.language) <= LANGUAGE else "en",
    }
    if home is not None:
        details |= {
            "address": ", ".join(home.lines)[:ADDRESS],
            "city": home.city[:CITY],
            "postal_code": home.postal_code[:POSTAL_CODE],
            "jurisdiction": jurisdiction(home.state, home.country),
        }
    return Particulars(person.name.given, person.name.family, person.birth_date.exact, details)


def first(person: Person, kind: ContactKind) -> str:
    """The sender's preferred number or address; "" if there is none a record can hold."""
    values = [contact.value for contact in person.contacts if contact.kind is kind]
    if kind is ContactKind.EMAIL:
        values = [value for value in values if "@" in value.strip("@") and len(value) <= 254]
    return values[0] if values else ""


def records(person: Person) -> tuple[Identifier, ...]:
    """The numbers worth keeping: of records, each with the system that gave it. No government number."""
    return tuple(
        one
        for one in person.identifiers
        if one.kind is IdentifierKind.RECORD and one.system and len(one.value) <= NAME
    )


def profile(person: Person) -> Profile:
    """What is compared with the people we know."""
    born = person.birth_date.exact if person.birth_date else None
    return Profile(
        names=tuple(FullName(name.given, name.family) for name in person.names),
        birth_date=born,
        phones=tuple(c.value for c in person.contacts if c.kind is ContactKind.PHONE),
        email=first(person, ContactKind.EMAIL),
        sex=person.sex.value if person.sex.value != "UNKNOWN" else "",
        identifiers=frozenset((one.system, one.value) for one in records(person)),
    )


def stored(person: Person) -> dict[str, Any]:
    """What the referral keeps of who this is, as JSON. Government numbers are left out."""
    home = person.address
    return {
        "names": [
            {"given": n.given, "family": n.family, "use": n.use.value, "prefix": n.prefix}
            for n in person.names
        ],
        "birth_date": str(person.birth_date) if person.birth_date else "",
        "sex": person.sex.value,
        "phones": [c.value for c in person.contacts if c.kind is ContactKind.PHONE],
        "emails": [c.value for c in person.contacts if c.kind is ContactKind.EMAIL],
        "identifiers": [[one.system, one.value] for one in records(person)],
        "address": [*home.lines, home.city, home.state, home.postal_code] if home else [],
        "language": person.language,
        "deceased": person.deceased,
        "died_on": str(person.died_on) if person.died_on else "",
    }


def stored_profile(person: dict[str, Any]) -> Profile:
    """The same comparison from what a referral keeps."""
    text = person.get("birth_date", "")
    emails = person.get("emails", [])
    return Profile(
        names=tuple(FullName(n["given"], n["family"]) for n in person.get("names", [])),
        birth_date=date.fromisoformat(text) if len(text) == 10 else None,
        phones=tuple(person.get("phones", [])),
        email=emails[0] if emails else "",
        sex=person.get("sex", "") if person.get("sex") != "UNKNOWN" else "",
        identifiers=frozenset((system, value) for system, value in person.get("identifiers", [])),
    )


def former_names(person: dict[str, Any]) -> tuple[FullName, ...]:
    """Former names and nicknames a stored letter gives."""
    others = (n for n in person.get("names", []) if n.get("use") != NameUse.CURRENT.value)
    return tuple(FullName(n["given"], n["family"]) for n in others)
