"""Antidepressants by ingredient, class and the names they are sold under: how a typed name is recognised.

What dose of each is enough is no fact of this list: it stands in the signed clinical policy.
"""

from __future__ import annotations

import re
from enum import StrEnum

from patients.eligibility.exclusion import gettext_noop

_ = gettext_noop


class DrugClass(StrEnum):
    """Classes of a treatment trial. Stored values."""

    SSRI = "SSRI"
    SNRI = "SNRI"
    TRICYCLIC = "TRICYCLIC"
    MAOI = "MAOI"
    ATYPICAL = "ATYPICAL"
    ANTIPSYCHOTIC = "ANTIPSYCHOTIC"
    MOOD_STABILISER = "MOOD_STABILISER"
    STIMULANT = "STIMULANT"
    KETAMINE = "KETAMINE"
    OTHER = "OTHER"


_C = DrugClass
# ingredient: class, other names it is sold under.
INGREDIENTS: dict[str, tuple[DrugClass, tuple[str, ...]]] = {
    "sertraline": (_C.SSRI, ("zoloft", "lustral")),
    "fluoxetine": (_C.SSRI, ("prozac", "sarafem")),
    "citalopram": (_C.SSRI, ("celexa", "cipramil")),
    "escitalopram": (_C.SSRI, ("lexapro", "cipralex")),
    "paroxetine": (_C.SSRI, ("paxil", "pexeva", "brisdelle", "seroxat")),
    "fluvoxamine": (_C.SSRI, ("luvox",)),
    "venlafaxine": (_C.SNRI, ("effexor",)),
    "desvenlafaxine": (_C.SNRI, ("pristiq", "khedezla")),
    "duloxetine": (_C.SNRI, ("cymbalta", "drizalma", "irenka")),
    "levomilnacipran": (_C.SNRI, ("fetzima",)),
    "bupropion": (_C.ATYPICAL, ("wellbutrin", "zyban", "aplenzin", "forfivo")),
    "mirtazapine": (_C.ATYPICAL, ("remeron",)),
    "vortioxetine": (_C.ATYPICAL, ("trintellix", "brintellix")),
    "vilazodone": (_C.ATYPICAL, ("viibryd",)),
    "amitriptyline": (_C.TRICYCLIC, ("elavil",)),
    "nortriptyline": (_C.TRICYCLIC, ("pamelor", "aventyl")),
    "imipramine": (_C.TRICYCLIC, ("tofranil",)),
    "clomipramine": (_C.TRICYCLIC, ("anafranil",)),
    "phenelzine": (_C.MAOI, ("nardil",)),
    "tranylcypromine": (_C.MAOI, ("parnate",)),
    "selegiline": (_C.MAOI, ("emsam",)),
    "trazodone": (_C.ATYPICAL, ("desyrel", "oleptro")),
}
# Swallowed, selegiline is a medicine for Parkinson's disease in other doses.
_PATCH = frozenset({"emsam", "patch", "td", "transdermal"})
ANTIDEPRESSANT_CLASSES = frozenset({_C.SSRI, _C.SNRI, _C.TRICYCLIC, _C.MAOI, _C.ATYPICAL})
_BY_NAME = {
    name: ingredient
    for ingredient, (_c, names) in INGREDIENTS.items()
    for name in (ingredient, *names)
}


def ingredient_of(name: str) -> str:
    """The antidepressant a typed name means, or "".

    Whole words only: desvenlafaxine is not venlafaxine. A name with two antidepressants is answered with "",
    because nobody can say whose dose it is; and selegiline counts only where the name says it is the patch.
    """
    words = set(re.findall(r"[a-z]+", name.lower()))
    found = {_BY_NAME[word] for word in words if word in _BY_NAME}
    if "selegiline" in found and not words & _PATCH:
        found.discard("selegiline")
    return found.pop() if len(found) == 1 else ""


def class_of(ingredient: str) -> DrugClass | None:
    """The class of a known ingredient."""
    known = INGREDIENTS.get(ingredient)
    return known[0] if known else None
