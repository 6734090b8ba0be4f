"""Remedies for colds, whose names say less than is in them.

A column of a printed list calls their ingredients by letters; and one brand stands on a whole shelf of them, each with
something else in it.
"""

from patients.interactions.substance import read_table

# Letters that mean this only beside another ingredient of such a remedy: DM is also diabetes.
_LETTERS = """
chlorpheniramine: | cpm, chlorpheniram
dextromethorphan: | dm, dxm
doxylamine: | doxylam
guaifenesin: | gg, guaif
phenylephrine: | pe, phenyleph
pseudoephedrine: | pse, pseudoeph
"""
LETTERS = {letters: one.name for one in read_table(_LETTERS) for letters in one.names}
BESIDE = frozenset(LETTERS.values()) | {
    "acetaminophen",
    "brompheniramine",
    "codeine",
    "diphenhydramine",
    "ibuprofen",
    "naproxen",
    "promethazine",
    "triprolidine",
}
# The brand alone is read as its oldest product; with one of these words it is another one.
_SHELVES = """
advil aleve benadryl benylin contac dayquil delsym dimetapp dristan lemsip motrin mucinex nurofen nyquil panadol
robitussin sudafed theraflu triaminic tylenol vicks
"""
_ANOTHER = """
allergy cf chest cold congestion cough flu head multi nasal night nighttime pe pm severe sinus throat
"""
SHELVES = frozenset(_SHELVES.split())
ANOTHER = frozenset(_ANOTHER.split())
