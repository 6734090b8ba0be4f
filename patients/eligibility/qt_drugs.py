"""Drugs that lengthen the QT interval: with one of them an ECG is asked (domain/04 4.6) [GK]."""

from __future__ import annotations

from collections.abc import Iterable

from patients.interactions.matching import recognise

# By ingredient. Not a list for prescribing: only "is an ECG asked".
QT_DRUGS: frozenset[str] = frozenset(
    {
        *(
            "amiodarone",
            "arsenic trioxide",
            "disopyramide",
            "dofetilide",
            "dronedarone",
            "flecainide",
        ),
        *("ibutilide", "procainamide", "quinidine", "sotalol", "vandetanib"),
        *(
            "amitriptyline",
            "chlorpromazine",
            "citalopram",
            "clomipramine",
            "clozapine",
            "donepezil",
        ),
        *("droperidol", "escitalopram", "haloperidol", "iloperidone", "imipramine", "methadone"),
        *("pimozide", "quetiapine", "thioridazine", "ziprasidone"),
        *("azithromycin", "chloroquine", "ciprofloxacin", "clarithromycin", "erythromycin"),
        *("fluconazole", "hydroxychloroquine", "ketoconazole", "levofloxacin", "moxifloxacin"),
        *("anagrelide", "bedaquiline", "cilostazol", "cisapride", "domperidone", "ibogaine"),
        *("levomepromazine", "mesoridazine", "nilotinib", "ondansetron", "pentamidine"),
        *("roxithromycin", "sertindole", "sulpiride", "terlipressin"),
    }
)


def lengthens_qt(names: Iterable[str]) -> bool:
    """Whether one of these medications is such a drug, swallowed or injected: eye drops and creams are not."""
    return any(
        not read.is_local and not QT_DRUGS.isdisjoint(read.substances)
        for read in map(recognise, names)
    )
