"""A signature and something new at the same moment: the new is read before it, or opens it again."""

import threading
import time

import pytest

from clinic.core import failpoints
from patients.actions import fact
from patients.actions import patient as patients
from patients.models import Screening
from tests.patients.test_referral_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reading():
    """Set once the signer has read what there is; the signature comes a good while later."""
    has_read = threading.Event()

    def pause():
        has_read.set()
        time.sleep(0.5)

    failpoints.arm("screening.read", pause)
    yield has_read
    failpoints.disarm()


def sign_while_something_comes(walk, reading):
    sheet = walk.complete_screening()

    def confirm():
        reading.wait(5)
        who = {"by": walk.prescriber, "at": walk.at}
        fact.confirm_condition(sheet.patient, name="Cerebral haemorrhage", **who)

    assert at_once(lambda: walk.sign(sheet), confirm) == []
    return Screening.objects.get(pk=sheet.pk)


def test_what_comes_while_somebody_signs_opens_the_signature(walk, signed_policy, reading):
    assert sign_while_something_comes(walk, reading).status == "REOPENED"


def test_negative_control_without_the_patients_row_nobody_reads_it(
    walk, signed_policy, reading, monkeypatch
):
    """The confirmation sees a screening that is not signed yet, the signature a record without it."""
    monkeypatch.setattr(patients, "lock", lambda patient: type(patient).objects.get(pk=patient.pk))
    assert sign_while_something_comes(walk, reading).status == "SIGNED"
