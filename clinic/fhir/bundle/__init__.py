"""Read a FHIR bundle, as a referring practice sends it, into a referral letter.

Pure: bytes in, `patients.letter.letter.Letter` or `BadBundle` out. docs/referrals.md says what is
read, what is kept beside it and what is refused. R4 is the reference; STU3 and DSTU2 spellings of
the same elements are understood, because practices keep old systems.
"""
