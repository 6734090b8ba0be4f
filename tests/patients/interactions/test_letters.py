"""Referral letters from import to findings. What each must raise was written by hand from reading its medications.

The letters lie beside the clone; a machine without them runs the rest of this folder alone.
"""

import pytest

from clinic.fhir.actions.referral import import_bundle
from clinic.fhir.bundle.reader import read
from patients.actions import referral_fact
from patients.interactions.judging import Taken, judge
from patients.interactions.matching import recognise
from patients.interactions.rules import SHIPPED
from patients.letter.letter import Kind
from patients.models import InteractionCheck, Medication, ReferralFact
from tests.clinic.fhir.bundles import every_shared

# By family name: what the list of today raises on a drip, and what it would if everything ever taken were taken still.
EXPECTED = {
    "Atencio": ({"BENZODIAZEPINE": "WARN", "INDUCER": "INFO"}, {}),
    "Kreiger": ({}, {}),
    "Alcántar": ({"THYROID": "WARN"}, {}),
    "Williamson": ({"BENZODIAZEPINE": "WARN"}, {}),
    "Schuster": ({}, {"CYP2B6_INHIBITOR": "WARN"}),
    "O'Connell": ({}, {}),
    "Feil": ({}, {"OPIOID": "RX"}),
    "McCullough": ({}, {}),
    "Hodkiewicz": ({}, {"NMDA_BLOCKER": "RX", "SEDATIVE": "WARN"}),
    "Ullrich": ({}, {"NMDA_BLOCKER": "RX", "SEDATIVE": "WARN", "STIMULANT": "WARN"}),
    "Murazik": ({"SYMPATHOLYTIC": "INFO"}, {}),
    "Dicki": ({"NMDA_BLOCKER": "RX", "CYP3A4_INHIBITOR": "INFO"}, {}),
    "Beatty": ({"ANTIDEPRESSANT": "INFO"}, {}),
    "Abernathy": ({}, {"STIMULANT": "WARN"}),
    "Weber": ({}, {"OPIOID": "RX"}),
    "Macejkovic": ({"CYP2B6_INHIBITOR": "WARN"}, {}),
    "Turner": ({}, {}),
    "Leffler": ({"SEDATIVE": "WARN"}, {}),
}
LETTERS = {
    next(name for name in EXPECTED if name in path.name): path
    for path in every_shared()
    if any(name in path.name for name in EXPECTED)
}


def test_every_letter_has_its_answer():
    assert len(EXPECTED) == 18
    assert set(LETTERS) in (set(EXPECTED), set())
    assert len(LETTERS) == len(every_shared())


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_what_the_list_of_a_letter_raises(db, site, desk, nurse, at, name):
    """Import, a nurse confirms every medication as sent, and the record's newest check says what is expected."""
    referral = import_bundle(site, data=LETTERS[name].read_bytes(), by=desk, at=at)
    lines = referral.facts.pending().filter(kind=ReferralFact.Kind.MEDICATION)
    if not lines:
        assert EXPECTED[name] == ({}, {})
        return
    referral_fact.confirm_facts(referral, facts=[line.pk for line in lines], by=nurse, at=at)
    check = InteractionCheck.objects.filter(patient=referral.patient).newest().first()
    expected = dict(EXPECTED[name][0])
    if not check.route and "CYP3A4_INHIBITOR" in expected:
        expected["CYP3A4_INHIBITOR"] = (
            "WARN"  # no way in is chosen yet: the worse of the two counts
        )
    assert {flag["rule"]: flag["level"] for flag in check.flags} == expected
    current = Medication.objects.current().filter(patient=referral.patient)
    assert {line["id"] for line in check.medications} == {str(row.pk) for row in current}


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_everything_a_letter_ever_named_is_recognised(name):
    """Nothing in these letters is left unread, and the past would raise what is expected of it."""
    letter = read(LETTERS[name].read_bytes())
    taken = [
        Taken(str(n), s.text, *_coded(s))
        for n, s in enumerate(letter.statements)
        if s.kind is Kind.MEDICATION
    ]
    unread = [one.name for one in taken if not recognise(one.name, one.code, one.system).is_whole]
    assert unread == []
    now, then = EXPECTED[name]
    flags = judge(taken, SHIPPED, route="IV", at=None)
    assert {f.rule_code: f.level.value for f in flags} == now | then


def _coded(statement):
    return (statement.codes[0].code, statement.codes[0].system) if statement.codes else ("", "")
