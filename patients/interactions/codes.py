"""RxNorm codes that were checked against the referral they came in: the code stood beside the name of the drug."""

from __future__ import annotations

SYSTEMS = ("rxnorm", "2.16.840.1.113883.6.88")

RXNORM: dict[str, tuple[str, ...]] = {
    "308971": ("carbamazepine",),
    "1153378": ("clonazepam",),
    "563026": ("diazepam",),
    "309362": ("clopidogrel",),
    "966222": ("levothyroxine",),
    "1860154": ("oxycodone",),
    "1049221": ("acetaminophen", "oxycodone"),
    "1310197": ("acetaminophen", "hydrocodone"),
    "1043400": ("acetaminophen", "dextromethorphan", "doxylamine"),
    "1091392": ("methylphenidate",),
    "866414": ("metoprolol",),
    "1599803": ("donepezil", "memantine"),
    "897718": ("verapamil",),
    "1049630": ("diphenhydramine",),
}


def is_rxnorm(system: str) -> bool:
    """Referrers write the system as a web address, an OID or a word."""
    said = system.casefold()
    return any(known in said for known in SYSTEMS)
