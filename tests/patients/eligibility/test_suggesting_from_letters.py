"""The sample letters, read as a clinician confirms them: every row they point at, written by hand.

Expected by reading each letter's problems and medicines, not from what the program said. Age is that of
24 November 2026. A stroke that nobody calls over is asked about twice: was it a bleed (X07), and is it
recent (X09)? A cystitis or a pregnancy that ended years ago is neither.
"""

from datetime import UTC, date, datetime

import pytest

from clinic.fhir.actions.referral import import_bundle
from clinic.fhir.bundle.reader import read
from patients.actions import referral_fact, screening
from patients.eligibility.known import Kind, Known, KnownFact
from patients.eligibility.suggesting import suggest
from patients.letter.gather import gather
from patients.letter.letter import Standing
from patients.policies.screening import ScreeningBlocked
from tests.clinic.fhir.bundles import every_shared
from tests.patients.conftest import ABSENT

AT = datetime(2026, 11, 24, 16, tzinfo=UTC)

EXPECTED = {
    "fc712d1f": "R05",  # seizure disorder, epilepsy; carbamazepine and clonazepam for it
    "1484a42d": "R01",  # body mass index 30+
    "69042923": "R01",  # body mass index 30+, 64 years old; an underactive thyroid is no row
    "61d8af4e": "R05",  # seizure disorder; diazepam for it
    "f1dc4192": "X07 X09 R01 R02",  # stroke, body mass index 30+, 74 years old
    "00347da0": "",  # cystitis that ended in 2020
    "2dfcf7a9": "R01",  # body mass index 30+, chronic pain, oxycodone stopped
    "8a417ce8": "R02",  # hypertension; a pregnancy that ended in 2019
    "ece76cc5": "R02",  # hypertension
    "dbd6a4c5": "",  # attention deficit and sprains, all over
    "9e4fc9b4": "X07 X09 R02",  # stroke, chronic heart failure, 73 years old
    "d9f8849f": "X01 X09 R02 R05",  # Alzheimer's, atrial fibrillation, 84 years old
    "e78d0ed2": "",  # major depression: what this clinic treats
    "839737a4": "R02",  # hypertension
    "a4b93263": "",  # prediabetes, anaemia, fractures
    "99ba7389": "X09 R02",  # infarction nobody calls over, coronary disease, 65 years old
    "54a45132": "X14 X15",  # drug overdose
    "250ebf4a": "X14 R02",  # alcoholism, 69 years old
}


def known(data: bytes) -> Known:
    letter = read(data)
    facts = tuple(
        KnownFact(
            kind=Kind(line.statement.kind.value.lower()),
            id=str(number),
            text=line.statement.text,
            recorded_at=AT,
            code=line.statement.codes[0].code if line.statement.codes else "",
            system=line.statement.codes[0].system if line.statement.codes else "",
            since=_day(line.since),
            until=_day(line.until),
            is_current=line.statement.standing is not Standing.PAST,
        )
        for number, line in enumerate(gather(letter.statements))
    )
    born = letter.person.birth_date
    return Known(AT.date(), date(born.year, born.month or 1, born.day or 1), facts)


def _day(when) -> date | None:
    return date.fromisoformat(str(when)) if when and len(str(when)) == 10 else None


@pytest.mark.parametrize("path", every_shared(), ids=lambda path: path.stem[-36:][:8])
def test_a_letter_points_at_the_rows_a_reader_would_look_at(path):
    found = {one.code for one in suggest(known(path.read_bytes()))}
    assert found == set(EXPECTED[path.stem[-36:][:8]].split())


def test_the_letters_are_all_expected():
    there = {path.stem[-36:][:8] for path in every_shared()}
    assert there in (set(), set(EXPECTED))


@pytest.mark.django_db
def test_a_letter_is_imported_confirmed_and_stands_beside_its_rows(walk):
    """The way a clinician goes: import, confirm, screen; unread lines and open suggestions both block.

    Without ``require_letters_read`` the screening is complete while the letter waits: red.
    """
    letters = [path for path in every_shared() if path.stem[-36:].startswith("f1dc4192")]
    if not letters:
        pytest.skip("The sample letters are not beside this clone.")
    referral = import_bundle(walk.site, data=letters[0].read_bytes(), by=walk.desk, at=walk.at)
    sheet = screening.start(referral.course, by=walk.nurse, at=walk.at)
    screening.record_findings(sheet, findings=ABSENT, by=walk.nurse, at=walk.at)
    with pytest.raises(ScreeningBlocked, match="of the referral wait"):
        screening.complete(sheet, by=walk.nurse, at=walk.at)
    lines = [line.pk for line in referral.facts.pending()]
    referral_fact.confirm_facts(referral, facts=lines, by=walk.nurse, at=walk.at)
    with pytest.raises(ScreeningBlocked, match="Something on record") as refusal:
        screening.complete(sheet, by=walk.nurse, at=walk.at)
    assert set(refusal.value.details["codes"]) == set(EXPECTED["f1dc4192"].split())
