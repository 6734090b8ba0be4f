"""RxNorm codes, each read beside the name of its drug: in referrals, and in public value sets and examples of HL7.

Few, because nothing here is taken from a list: a code that is not known says nothing, and the words count always.
"""

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
    "141927": ("alprazolam",),
    "141928": ("alprazolam",),
    "214003": ("alprazolam",),
    "214004": ("alprazolam",),
    "308047": ("alprazolam",),
    "577634": ("alprazolam",),
    "577643": ("alprazolam",),
    "687022": ("alprazolam",),
    "687023": ("alprazolam",),
    "687024": ("alprazolam",),
    "687025": ("alprazolam",),
    "856796": ("amitriptyline", "chlordiazepoxide"),
    "889616": ("chlordiazepoxide", "clidinium"),
    "1006608": ("dexmethylphenidate",),
    "1148491": ("tramadol",),
    "213169": ("clopidogrel",),
    "259543": ("clarithromycin",),
    "312940": ("sertraline",),
    "977860": ("methamphetamine",),
}


def is_rxnorm(system: str) -> bool:
    """Referrers write the system as a web address, an OID or a word."""
    said = system.casefold()
    return any(known in said for known in SYSTEMS)
