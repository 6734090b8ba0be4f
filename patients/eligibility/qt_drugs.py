"""Drugs that lengthen the QT interval: with one of them an ECG is asked (domain/04 4.6) [GK]."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Ingredients and the brands people write. Not a list for prescribing: only "is an ECG asked".
QT_DRUGS: frozenset[str] = frozenset(
    {
        *(
            "amiodarone",
            "pacerone",
            "dofetilide",
            "tikosyn",
            "dronedarone",
            "multaq",
            "flecainide",
        ),
        *("sotalol", "betapace", "quinidine", "disopyramide", "procainamide", "ibutilide"),
        *("methadone", "dolophine", "haloperidol", "haldol", "droperidol", "chlorpromazine"),
        *("thorazine", "thioridazine", "pimozide", "orap", "ziprasidone", "geodon", "quetiapine"),
        *("seroquel", "clozapine", "clozaril", "iloperidone", "fanapt", "citalopram", "celexa"),
        *("escitalopram", "lexapro", "amitriptyline", "elavil", "imipramine", "clomipramine"),
        *("ondansetron", "zofran", "erythromycin", "clarithromycin", "biaxin", "azithromycin"),
        *("zithromax", "moxifloxacin", "avelox", "levofloxacin", "levaquin", "ciprofloxacin"),
        *("cipro", "fluconazole", "diflucan", "ketoconazole", "hydroxychloroquine", "plaquenil"),
        *("chloroquine", "donepezil", "aricept", "vandetanib", "arsenic"),
    }
)


def lengthens_qt(names: Iterable[str]) -> bool:
    """Whether any of these medication names has such a drug in it. Whole words only."""
    return any(not QT_DRUGS.isdisjoint(re.findall(r"[a-z]+", name.lower())) for name in names)
