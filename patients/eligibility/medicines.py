"""Which medicines point at which exclusions, where no condition on record explains them yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from patients.eligibility.exclusion import gettext_noop as _


@dataclass(frozen=True)
class MedicineHint:
    """Medicines given for something that is an exclusion.

    ``rows`` are asked about. When a condition on record already points at one of ``explained_by``, the
    reason for the medicine is known and the hint is silent; empty means it always speaks. ``ever``
    speaks for a medicine that was stopped, too.
    """

    rows: tuple[str, ...]
    names: str
    ask: str
    explained_by: frozenset[str] = frozenset()
    ever: bool = False

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![a-z])(?:{'|'.join(self.names.split())})", re.IGNORECASE)

    def is_said_in(self, text: str) -> bool:
        """Whether one of the names begins a word there."""
        return self._names.search(text) is not None


def _hint(
    rows: str, names: str, ask: str, *, explained_by: str = "", ever: bool = False
) -> MedicineHint:
    return MedicineHint(
        tuple(rows.split()), names, ask, frozenset(explained_by.split()), ever=ever
    )


_WHY = _("What is it taken for?")

HINTS: tuple[MedicineHint, ...] = (
    _hint("X13", "theophyllin aminophyllin uniphyl theo-24 elixophyllin", _("Can it be stopped?")),
    _hint("X02", "prenatal progesterone.vaginal methyldopa", _WHY, explained_by="X02"),
    _hint(
        "X04",
        "clozapin clozaril haloperidol haldol risperidon paliperidon invega olanzapin zyprexa "
        "fluphenazin perphenazin chlorpromazin ziprasidon asenapin iloperidon lumateperon",
        _WHY,
        explained_by="X04 X05 R04",
    ),
    _hint("R04", "lithium lithobid", _WHY, explained_by="X05 R04"),
    _hint(
        "R05 R04",
        "carbamazepin tegretol valpro divalproex depakot lamotrigin lamictal oxcarbazepin",
        _WHY,
        explained_by="R05 R04 X05",
    ),
    _hint(
        "R05",
        "phenytoin dilantin levetiracetam keppra lacosamid zonisamid phenobarbital primidon "
        "ethosuximid clobazam brivaracetam perampanel",
        _WHY,
        explained_by="R05",
    ),
    _hint(
        "R05",
        "donepezil aricept galantamin rivastigmin memantin namenda namzaric",
        _("How far has it gone?"),
        explained_by="R05",
    ),
    _hint(
        "X09",
        "amiodaron flecainid propafenon sotalol dofetilid dronedaron digoxin lanoxin mexiletin "
        "ivabradin sacubitril entresto",
        _WHY,
        explained_by="X09",
    ),
    _hint(
        "R02",
        "nitroglycerin glyceryl isosorbid ranolazin amlodipin norvasc lisinopril enalapril ramipril "
        "losartan valsartan olmesartan candesartan irbesartan telmisartan hydrochlorothiazid "
        "chlorthalidon metoprolol toprol atenolol carvedilol bisoprolol nebivolol diltiazem "
        "verapamil nifedipin clonidin hydralazin",
        _("Is the pressure or the heart treated with it?"),
        explained_by="R02 X08 X09",
    ),
    _hint(
        "X10",
        "latanoprost bimatoprost travoprost dorzolamid brinzolamid brimonidin timolol.ophthalmic "
        "acetazolamid",
        _("Is the pressure raised, or uncontrolled?"),
        explained_by="X10",
    ),
    _hint(
        "X11",
        "lactulos rifaximin xifaxan",
        _("Is there severe liver disease?"),
        explained_by="X11 R09",
    ),
    _hint(
        "R09",
        "ursodiol ursodeoxychol sevelamer entecavir tenofovir sofosbuvir",
        _WHY,
        explained_by="R09 X11",
    ),
    _hint(
        "R10",
        "methadon buprenorphin suboxon naltrexon vivitrol disulfiram antabus acamprosat",
        _("In remission, or using now?"),
        explained_by="X14 R10",
    ),
    _hint(
        "X17",
        "nitrofurantoin macrobid phenazopyridin fosfomycin pentosan elmiron oxybutynin tolterodin "
        "solifenacin mirabegron trospium",
        _("Which urinary symptoms, worked up?"),
        explained_by="X17",
    ),
    _hint("X18", "hemin panhematin givosiran", _WHY, explained_by="X18"),
    _hint("R03", "solriamfetol modafinil armodafinil", _("For sleep apnoea?"), explained_by="R03"),
    _hint("R08", "methimazol carbimazol propylthiouracil", _("Controlled?"), explained_by="R08"),
    _hint(
        "R11",
        "prazosin minipress",
        _("For nightmares? High risk of distress in an altered state?"),
        explained_by="R11",
    ),
    _hint(
        "R13",
        "ketamin ketalar esketamin spravato",
        _("How much, how often, what came of it?"),
        ever=True,
    ),
    _hint(
        "R15",
        "semaglutid ozempic wegovy rybelsus liraglutid victoza saxenda dulaglutid trulicity "
        "exenatid byetta tirzepatid mounjaro zepbound lixisenatid metoclopramid",
        _("Fasting longer? Airway plan?"),
    ),
    _hint(
        "R15",
        "omeprazol esomeprazol pantoprazol lansoprazol rabeprazol dexlansoprazol famotidin",
        _("For reflux?"),
        explained_by="R15",
    ),
    _hint("R16", "dronabinol nabilon marijuana cannabis cannabidiol", _("How much, how often?")),
)
