"""Which medicines point at which exclusions, where no condition on record explains them yet.

What a drug is called, its brands and their spelling, is known to ``patients.interactions.vocabulary`` alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from patients.eligibility.exclusion import gettext_noop as _
from patients.interactions.matching import Recognised
from patients.interactions.substance import Group
from patients.interactions.vocabulary import SUBSTANCES


class Where(StrEnum):
    """How a medicine is taken to be spoken of: eye drops are not pills."""

    ANY = "ANY"
    LOCAL = "LOCAL"
    SYSTEMIC = "SYSTEMIC"


@dataclass(frozen=True)
class MedicineHint:
    """Medicines given for something that is an exclusion: ``substances`` and all of the ``groups``.

    ``rows`` are asked about. When a condition on record already points at one of ``explained_by``, the
    reason for the medicine is known and the hint is silent; empty means it always speaks. ``ever``
    speaks for a medicine that was stopped, too. ``words`` are what a name says beside its substances.
    """

    rows: tuple[str, ...]
    substances: frozenset[str]
    groups: frozenset[Group]
    ask: str
    explained_by: frozenset[str] = frozenset()
    ever: bool = False
    where: Where = Where.ANY
    words: str = ""

    @cached_property
    def _words(self) -> re.Pattern[str] | None:
        return re.compile(rf"\b(?:{self.words})", re.IGNORECASE) if self.words else None

    def is_said_in(self, text: str, read: Recognised) -> bool:
        """Whether the name, and what was recognised in it, is one of these."""
        if self._words is not None and self._words.search(text):
            return True
        if self.where is not Where.ANY and read.is_local is not (self.where is Where.LOCAL):
            return False
        return any(
            one in self.substances or not self.groups.isdisjoint(SUBSTANCES[one].groups)
            for one in read.substances
        )


def _hint(
    rows: str,
    of: str,
    ask: str,
    *,
    explained_by: str = "",
    ever: bool = False,
    where: Where = Where.ANY,
    words: str = "",
) -> MedicineHint:
    """``of``: groups in capitals and substances, with a comma between. ``KeyError`` for one nobody knows."""
    named = [each.strip() for each in of.split(",") if each.strip()]
    return MedicineHint(
        tuple(rows.split()),
        frozenset(SUBSTANCES[each].name for each in named if not each.isupper()),
        frozenset(Group(each) for each in named if each.isupper()),
        ask,
        frozenset(explained_by.split()),
        ever=ever,
        where=where,
        words=words,
    )


_WHY = _("What is it taken for?")
_EYE = _("Is the pressure raised, or uncontrolled?")
_HEART = _("Is the pressure or the heart treated with it?")

HINTS: tuple[MedicineHint, ...] = (
    _hint("X13", "THEOPHYLLINE", _("Can it be stopped?")),
    _hint(
        "X02",
        "methyldopa",
        _WHY,
        explained_by="X02",
        words=r"prenatal|progesterone\b.*\bvaginal|vaginal\b.*\bprogesterone",
    ),
    _hint("X04", "ANTIPSYCHOTIC", _WHY, explained_by="X04 X05 R04"),
    _hint("R04", "LITHIUM", _WHY, explained_by="X05 R04"),
    _hint(
        "R05 R04",
        "LAMOTRIGINE, carbamazepine, divalproex, oxcarbazepine",
        _WHY,
        explained_by="R05 R04 X05",
    ),
    _hint(
        "R05",
        "phenytoin, levetiracetam, lacosamide, zonisamide, phenobarbital, primidone, ethosuximide, "
        "clobazam, brivaracetam, perampanel",
        _WHY,
        explained_by="R05",
    ),
    _hint(
        "R05",
        "donepezil, galantamine, rivastigmine, memantine",
        _("How far has it gone?"),
        explained_by="R05",
    ),
    _hint(
        "X09",
        "amiodarone, flecainide, propafenone, sotalol, dofetilide, dronedarone, digoxin, mexiletine, "
        "ivabradine, sacubitril",
        _WHY,
        explained_by="X09",
    ),
    _hint(
        "R02",
        "nitroglycerin, isosorbide, ranolazine, amlodipine, lisinopril, enalapril, ramipril, losartan, "
        "valsartan, olmesartan, candesartan, irbesartan, telmisartan, hydrochlorothiazide, "
        "chlorthalidone, diltiazem, verapamil, nifedipine, hydralazine",
        _HEART,
        explained_by="R02 X08 X09",
    ),
    _hint("R02", "SYMPATHOLYTIC", _HEART, explained_by="R02 X08 X09", where=Where.SYSTEMIC),
    _hint(
        "X10",
        "latanoprost, latanoprostene, bimatoprost, travoprost, dorzolamide, brinzolamide, brimonidine, "
        "acetazolamide",
        _EYE,
        explained_by="X10",
    ),
    _hint("X10", "SYMPATHOLYTIC", _EYE, explained_by="X10", where=Where.LOCAL),
    _hint(
        "X11",
        "lactulose, rifaximin",
        _("Is there severe liver disease?"),
        explained_by="X11 R09",
    ),
    _hint(
        "R09",
        "ursodiol, sevelamer, entecavir, tenofovir, sofosbuvir",
        _WHY,
        explained_by="R09 X11",
    ),
    _hint(
        "R10",
        "OPIOID_BLOCKER, methadone, buprenorphine, disulfiram, acamprosate",
        _("In remission, or using now?"),
        explained_by="X14 R10",
    ),
    _hint(
        "X17",
        "nitrofurantoin, phenazopyridine, fosfomycin, pentosan polysulfate, oxybutynin, tolterodine, "
        "solifenacin, mirabegron, trospium",
        _("Which urinary symptoms, worked up?"),
        explained_by="X17",
    ),
    _hint("X18", "hemin, givosiran", _WHY, explained_by="X18"),
    _hint(
        "R03",
        "solriamfetol, modafinil, armodafinil",
        _("For sleep apnoea?"),
        explained_by="R03",
    ),
    _hint(
        "R08",
        "methimazole, carbimazole, propylthiouracil",
        _("Controlled?"),
        explained_by="R08",
    ),
    _hint(
        "R11",
        "prazosin",
        _("For nightmares? High risk of distress in an altered state?"),
        explained_by="R11",
    ),
    _hint("R13", "ketamine, esketamine", _("How much, how often, what came of it?"), ever=True),
    _hint("R15", "GLP1, metoclopramide", _("Fasting longer? Airway plan?")),
    _hint(
        "R15",
        "omeprazole, esomeprazole, pantoprazole, lansoprazole, rabeprazole, dexlansoprazole, famotidine",
        _("For reflux?"),
        explained_by="R15",
    ),
    _hint("R16", "cannabis, cannabidiol, nabilone", _("How much, how often?")),
)
