"""A substance: the name it goes by here, what it belongs to, and every other name people write for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """What the rules speak of (domain/04 section 4.5). A substance may belong to several, or to none."""

    THEOPHYLLINE = "THEOPHYLLINE"
    BENZODIAZEPINE = "BENZODIAZEPINE"
    Z_DRUG = "Z_DRUG"
    LAMOTRIGINE = "LAMOTRIGINE"
    OPIOID = "OPIOID"
    OPIOID_BLOCKER = "OPIOID_BLOCKER"
    OPIOID_RESCUE = "OPIOID_RESCUE"
    ALCOHOL = "ALCOHOL"
    STIMULANT = "STIMULANT"
    DECONGESTANT = "DECONGESTANT"
    PRESSOR = "PRESSOR"
    EMERGENCY_PRESSOR = "EMERGENCY_PRESSOR"
    MAOI = "MAOI"
    CYP3A4_INHIBITOR = "CYP3A4_INHIBITOR"
    CYP2B6_INHIBITOR = "CYP2B6_INHIBITOR"
    INDUCER = "INDUCER"
    ANTIPSYCHOTIC = "ANTIPSYCHOTIC"
    LITHIUM = "LITHIUM"
    ANTIDEPRESSANT = "ANTIDEPRESSANT"
    TRICYCLIC = "TRICYCLIC"
    NMDA_BLOCKER = "NMDA_BLOCKER"
    SEDATIVE = "SEDATIVE"
    SYMPATHOLYTIC = "SYMPATHOLYTIC"
    THYROID = "THYROID"
    PSYCHEDELIC = "PSYCHEDELIC"
    GLP1 = "GLP1"


@dataclass(frozen=True, slots=True)
class Substance:
    """One active ingredient. `names` are other spellings, salts that stand alone, and brands of it alone."""

    name: str
    groups: frozenset[Group]
    names: tuple[str, ...] = ()

    @property
    def concerns(self) -> bool:
        """Whether any group speaks of it: without one it is known, and no rule is about it."""
        return bool(self.groups)


def read_table(table: str) -> Iterator[Substance]:
    """Lines of `name: GROUP GROUP | other name, other name`; groups and other names may be left out.

    `ValueError` for a group that is not there: a slip in the table must not lose a rule.
    """
    for line in table.strip().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        head, _bar, others = line.partition("|")
        name, _colon, groups = head.partition(":")
        yield Substance(
            name.strip(),
            frozenset(Group(word) for word in groups.split()),
            tuple(other.strip() for other in others.split(",") if other.strip()),
        )


def read_products(table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Lines of `product, product = substance + substance`: brands of more than one ingredient."""
    for line in table.strip().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        products, _equals, substances = line.partition("=")
        parts = tuple(part.strip() for part in substances.split("+"))
        for product in products.split(","):
            yield product.strip(), parts


def by_name(substances: Iterable[Substance]) -> dict[str, Substance]:
    """Each substance under its own name. `ValueError` when one stands there twice."""
    found: dict[str, Substance] = {}
    for one in substances:
        if one.name in found:
            raise ValueError(f"{one.name} stands in the vocabulary twice")
        found[one.name] = one
    return found
