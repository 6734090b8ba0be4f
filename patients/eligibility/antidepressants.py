"""Antidepressants by ingredient and class, and which of them a typed name means.

What dose of each is enough is no fact of this list: it stands in the signed clinical policy.
"""

from __future__ import annotations

import re
from enum import StrEnum

from patients.eligibility.exclusion import gettext_noop
from patients.interactions.matching import recognise

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
CLASSES: dict[str, DrugClass] = {
    "sertraline": _C.SSRI,
    "fluoxetine": _C.SSRI,
    "citalopram": _C.SSRI,
    "escitalopram": _C.SSRI,
    "paroxetine": _C.SSRI,
    "fluvoxamine": _C.SSRI,
    "venlafaxine": _C.SNRI,
    "desvenlafaxine": _C.SNRI,
    "duloxetine": _C.SNRI,
    "levomilnacipran": _C.SNRI,
    "bupropion": _C.ATYPICAL,
    "mirtazapine": _C.ATYPICAL,
    "vortioxetine": _C.ATYPICAL,
    "vilazodone": _C.ATYPICAL,
    "amitriptyline": _C.TRICYCLIC,
    "nortriptyline": _C.TRICYCLIC,
    "imipramine": _C.TRICYCLIC,
    "clomipramine": _C.TRICYCLIC,
    "phenelzine": _C.MAOI,
    "tranylcypromine": _C.MAOI,
    "selegiline": _C.MAOI,
    "trazodone": _C.ATYPICAL,
}
# Swallowed, selegiline is a medicine for Parkinson's disease in other doses.
_PATCH = frozenset({"emsam", "patch", "td", "transdermal"})
ANTIDEPRESSANT_CLASSES = frozenset({_C.SSRI, _C.SNRI, _C.TRICYCLIC, _C.MAOI, _C.ATYPICAL})


def ingredient_of(name: str) -> str:
    """The antidepressant a typed name means, or "".

    A name with two antidepressants is answered with "", because nobody can say whose dose it is; and selegiline
    counts only where the name says it is the patch.
    """
    found = {one for one in recognise(name).substances if one in CLASSES}
    if "selegiline" in found and _PATCH.isdisjoint(re.findall(r"[a-z]+", name.lower())):
        found.discard("selegiline")
    return found.pop() if len(found) == 1 else ""


def class_of(ingredient: str) -> DrugClass | None:
    """The class of a known ingredient."""
    return CLASSES.get(ingredient)
