"""Patient, from the bundle's one Patient resource."""

from django.utils.translation import gettext_noop as _

from clinic.fhir.bundle.concepts import codes, words
from clinic.fhir.bundle.node import Node
from patients.letter.letter import (
    Address,
    Contact,
    ContactKind,
    Identifier,
    IdentifierKind,
    Name,
    NameUse,
    Person,
    Sex,
)

GOVERNMENT_TYPES = {"SS", "SB", "DL", "PPN", "NI", "TAX", "CZ", "PRC"}  # HL7 table 0203
GOVERNMENT_SYSTEMS = (
    "us-ssn",
    "passportnumber",
    "2.16.840.1.113883.4.3.",
)  # OID arc: state licences
BEST_FIRST = ("official", "usual", "", "temp", "anonymous")
FORMER = {"old", "maiden"}
MOST = 50  # names, numbers or addresses of one person


def read_person(patient: Node) -> Person:
    """Raises BadBundle when there is no name at all; everything else may be missing."""
    names = _names(patient)
    if not names:
        patient.refuse(_("The patient has no name."))
    died_on = patient.date("deceasedDateTime")
    return Person(
        names=names,
        birth_date=patient.date("birthDate"),
        sex=_sex(patient),
        identifiers=_identifiers(patient),
        contacts=_contacts(patient),
        address=_address(patient),
        language=_language(patient),
        deceased=died_on is not None or bool(patient.flag("deceasedBoolean")),
        died_on=died_on,
    )


def _names(patient: Node) -> tuple[Name, ...]:
    written = patient.children("name")[:MOST]
    ranked = sorted(written, key=lambda name: (_is_former(name), _rank(name)))
    return tuple(dict.fromkeys(name for name in map(_name, ranked) if name.given or name.family))


def _rank(name: Node) -> int:
    use = name.text("use").lower()
    return BEST_FIRST.index(use) if use in BEST_FIRST else len(BEST_FIRST)


def _is_former(name: Node) -> bool:
    return name.text("use").lower() in FORMER


def _name(node: Node) -> Name:
    given = " ".join(node.texts("given"))
    family = " ".join(node.texts("family"))
    if not given and not family:
        given, family = _split(node.text("text"))
    use = NameUse.FORMER if _is_former(node) else NameUse.CURRENT
    if node.text("use").lower() == "nickname":
        use = NameUse.NICKNAME
    return Name(given, family, use, " ".join(node.texts("prefix")), " ".join(node.texts("suffix")))


def _split(text: str) -> tuple[str, str]:
    """ "O'Connell, Freda" or "Freda O'Connell": without parts, the last word is the family name."""
    if "," in text:
        family, given = text.split(",", 1)
        return given.strip(), family.strip()
    given, _space, family = text.rpartition(" ")
    return given, family


def _sex(patient: Node) -> Sex:
    try:
        return Sex(patient.text("gender").upper())
    except ValueError:
        return Sex.UNKNOWN


def _identifiers(patient: Node) -> tuple[Identifier, ...]:
    found = []
    for node in patient.children("identifier")[:MOST]:
        kind_of_number = node.child("type")
        system, value = node.text("system"), node.text("value")
        if not value:
            continue
        government = any(code.code in GOVERNMENT_TYPES for code in codes(kind_of_number)) or any(
            part in system.lower() for part in GOVERNMENT_SYSTEMS
        )
        kind = IdentifierKind.GOVERNMENT if government else IdentifierKind.RECORD
        found.append(Identifier(system, value, kind, words(kind_of_number)))
    return tuple(dict.fromkeys(found))


def _contacts(patient: Node) -> tuple[Contact, ...]:
    """Numbers in use, the sender's preferred first."""
    kinds = {"phone": ContactKind.PHONE, "sms": ContactKind.PHONE, "email": ContactKind.EMAIL}
    ranked = sorted(patient.children("telecom")[:MOST], key=lambda one: one.number("rank") or 99)
    found = []
    for node in ranked:
        kind = kinds.get(node.text("system").lower())
        value, use = node.text("value"), node.text("use").lower()
        if kind is None or not value or use == "old":
            continue
        value = value.removeprefix("tel:").removeprefix("mailto:")
        mobile = use == "mobile" or node.text("system").lower() == "sms"
        found.append(Contact(kind, value, mobile))
    return tuple(dict.fromkeys(found))


def _address(patient: Node) -> Address | None:
    """The home in use: not an old one, not one that is only for bills."""
    for node in patient.children("address")[:MOST]:
        if node.text("use").lower() in {"old", "billing"}:
            continue
        found = Address(
            lines=tuple(node.texts("line")),
            city=node.text("city"),
            state=node.text("state"),
            postal_code=node.text("postalCode"),
            country=node.text("country"),
        )
        if found == Address():
            found = Address(lines=tuple(filter(None, [node.text("text")])))
        if found != Address():
            return found
    return None


def _language(patient: Node) -> str:
    """A tag such as en-US, of the preferred language if one is marked."""
    spoken = patient.children("communication")[:MOST]
    spoken.sort(key=lambda one: not one.flag("preferred"))
    for node in spoken:
        for code in codes(node.child("language")):
            if code.code:
                return code.code
    return ""
