"""Courses at the point where consent is asked for, and what a patient does with the forms."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from clinic.accounts.roles import Role
from clinic.accounts.system import SETUP
from consent.actions import consent as actions
from consent.actions import form as forms
from consent.models import Consent, ConsentForm
from consent.wording import Element, Question
from patients.actions import patient as patients
from tests.patients.conftest import Walk, walk  # noqa: F401 - a fixture
from tests.people import AT, hire

YES = {"understands": True, "appreciates": True, "reasons": True, "expresses_a_choice": True}
NAME = "Aster Specimen"


@dataclass
class Desk:
    """The consent ceremony, one step at a time, at the walk's instant unless told otherwise."""

    walk: Walk

    @property
    def at(self) -> Any:
        return self.walk.at

    def packet(self, course) -> list[Consent]:
        """What the signed screening issued."""
        return list(Consent.objects.unsigned().filter(course=course).order_by("type"))

    def read(self, consent, by=None, at=None) -> Consent:
        """Every element ticked, every question answered."""
        wording = consent.form.wording
        return actions.fill(
            consent,
            acknowledged=[element.key for element in wording.elements],
            answers={question.key: "In my own words." for question in wording.questions},
            by=by or self.walk.nurse,
            at=at or self.at,
        )

    def attest(self, consent, by=None, at=None, **abilities):
        at = at or self.at
        return actions.attest_capacity(
            consent,
            **{**YES, **abilities},
            by=by or self.walk.prescriber,
            at=at,
            authenticated_at=at,
        )

    def sign(self, consent, by=None, at=None, **given) -> Consent:
        at = at or self.at
        given = {"typed_name": NAME, **given}
        return actions.sign(consent, **given, by=by or self.walk.nurse, at=at, authenticated_at=at)

    def signed(self, consent, by=None, at=None) -> Consent:
        """Read, attested and signed: it holds."""
        self.read(consent, by=by, at=at)
        self.attest(consent, at=at)
        return self.sign(consent, by=by, at=at)

    def consented(self, course=None):
        """A course whose packet is signed."""
        course = course or self.walk.eligible()
        for consent in self.packet(course):
            self.signed(consent)
        course.refresh_from_db()
        return course

    def publish(self, by, at=None, like="KAP_TREATMENT", **changed) -> ConsentForm:
        """The next edition of a shipped form, one word longer."""
        last = ConsentForm.objects.filter(type=like).order_by("edition").last()
        at = at or self.at
        given = {
            "type": like,
            "title": last.title,
            "body": last.body + " Reworded.",
            "elements": last.wording.elements,
            "questions": last.wording.questions,
            "meaning": last.meaning,
            "routes": last.routes,
            "jurisdiction": last.jurisdiction,
            "effective_from": at,
            **changed,
        }
        return forms.publish(**given, by=by, at=at)


@pytest.fixture
def ceremony(walk):  # noqa: F811 - the fixture imported above
    return Desk(walk)


@pytest.fixture
def issued(ceremony):
    """A treatment consent waiting for the patient."""
    course = ceremony.walk.eligible()
    return Consent.objects.get(course=course, type="KAP_TREATMENT")


def account_for(patient, site, name="Aster Specimen"):
    """The patient's own sign-in."""
    user = hire(site, Role.PATIENT, name, password=True)
    patients.give_account(patient, account=user, by=SETUP, at=AT)
    return user


@pytest.fixture
def own_account(issued):
    return account_for(issued.patient, issued.site)


ONE_ELEMENT = (Element("only", "Only this", "One thing to read."),)
THREE_QUESTIONS = tuple(Question(f"q{n}", f"Question {n}?") for n in (1, 2, 3))
A_WHILE = timedelta(days=30)
