"""The referral letter: what another practice says about a person, before anybody here agrees.

Pure: no Django, no clock, no database. `letter.py` says what a letter holds, `dates.py` how a date may
be known only in part, `gather.py` folds what was said many times into one line a person can judge.
"""
