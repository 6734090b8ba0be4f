"""Who might be the same person: names, birth dates and phones as people write them.

Pure: no database and no clock. `names.py`, `birth_dates.py` and `phones.py` bring each to a common
form and say how far two of them are apart; `likeness.py` weighs two people and says why in sentences.
"""
