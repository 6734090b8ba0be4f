"""The entries of a bundle, and what a reference inside it points to."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as _

from clinic.fhir.bundle.node import Node, kind_of
from clinic.fhir.bundle.refusal import BadBundle
from patients.letter.letter import Note

READ = frozenset(
    {
        "AllergyIntolerance", "Condition", "Medication", "MedicationOrder", "MedicationRequest",
        "MedicationStatement", "Observation", "Organization", "Patient", "Practitioner", "Procedure",
        "ReferralRequest", "ServiceRequest",
    }
)  # fmt: skip
TYPES = frozenset({"collection", "transaction", "batch", "searchset", "document"})


@dataclass(slots=True)
class Entries:
    """`patient` is the one person the bundle is about; `resources` are in the bundle's order."""

    resources: list[Node] = field(default_factory=list)
    by_address: dict[str, Node] = field(default_factory=dict)
    by_name: dict[str, Node | None] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    @property
    def patient(self) -> Node:
        return next(node for node in self.resources if node.resource == "Patient")

    def of(self, *kinds: str) -> list[Node]:
        return [node for node in self.resources if node.resource in kinds]

    def find(self, reference: str, *, near: Node | None = None) -> Node | None:
        """What a reference points to: in this bundle or, for "#id", inside the resource `near`."""
        if reference.startswith("#"):
            return _contained(near, reference[1:]) if near is not None else None
        reference = reference.partition("/_history/")[0]
        found = self.by_address.get(_address(reference)) or self.by_name.get(reference)
        if found is None and reference.startswith("urn:uuid:"):
            found = self.by_name.get(_address(reference))
        if found is None and "://" in reference:
            found = self.by_name.get("/".join(reference.split("/")[-2:]))
        return found


def unpack(document: dict[str, Any]) -> Entries:
    """Check the frame and index what it holds. Raises BadBundle; exactly one Patient remains."""
    _check_frame(document)
    entries = Entries()
    for place, entry in enumerate(document.get("entry") or []):
        _take(entries, place, entry)
    patients = entries.of("Patient")
    if not patients:
        raise BadBundle(_("The bundle holds no Patient, so nobody knows whom it is about."))
    if len(patients) > 1:
        patients[1].refuse(
            _("A second Patient; entry %(first)d is the first. Send one bundle for each person."),
            first=patients[0].entry,
        )
    return entries


def _check_frame(document: dict[str, Any]) -> None:
    kind = document.get("resourceType")
    if kind != "Bundle":
        raise BadBundle(
            _("The file is JSON, but not a FHIR bundle: its resourceType is not Bundle.")
        )
    if str(document.get("type")) not in TYPES:
        raise BadBundle(
            _("The bundle's type must be one of %(types)s."), types=", ".join(sorted(TYPES))
        )
    if not isinstance(document.get("entry", []), list | None):
        raise BadBundle(
            _("The bundle's entry must be a list, found %(found)s."),
            found=kind_of(document["entry"]),
        )


def _take(entries: Entries, place: int, value: Any) -> None:
    frame = Node({}, place, "")
    if not isinstance(value, dict):
        frame.refuse(_("The entry must be an object, found %(found)s."), found=kind_of(value))
    frame = Node(value, place, "")
    resource = frame.child("resource")
    if resource is None:
        entries.notes.append(Note(place, _("The entry holds no resource and was left out.")))
        return
    kind = resource.text("resourceType")
    if not kind:
        frame.refuse(_("The resource does not say what it is: resourceType is missing."))
    entries.counted[kind] += 1
    if kind in READ:
        _index(entries, Node(resource.value, place, kind), _address(frame.text("fullUrl")))


def _index(entries: Entries, node: Node, address: str) -> None:
    identity = node.text("id")
    name = f"{node.resource}/{identity}" if identity else ""
    twin = entries.by_address.get(address) if address else entries.by_name.get(name)
    if twin is not None:
        _settle_twin(entries, node, twin)
        return
    entries.resources.append(node)
    if address:
        entries.by_address[address] = node
    for written in filter(None, (name, f"urn:uuid:{identity.lower()}" if identity else "")):
        # Two servers may both have a Condition/7: then the short name says nothing, and is not used.
        entries.by_name[written] = None if written in entries.by_name else node


def _settle_twin(entries: Entries, node: Node, twin: Node) -> None:
    """The same resource sent twice is one; two resources under one address contradict each other."""
    if node.value != twin.value:
        node.refuse(
            _("It has the same address as entry %(first)d and says something else."),
            first=twin.entry,
        )
    entries.notes.append(
        Note(
            node.entry, _("The same as entry %(first)s, read once."), (("first", str(twin.entry)),)
        )
    )


def _contained(node: Node, name: str) -> Node | None:
    for inside in node.children("contained"):
        if inside.text("id") == name:
            return Node(inside.value, node.entry, inside.text("resourceType"), inside.path)
    return None


def _address(url: str) -> str:
    """UUIDs and OIDs are written in either case."""
    return url.lower() if url.lower().startswith("urn:") else url
