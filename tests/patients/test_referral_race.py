"""Several people import the same person at the same moment: one patient, one course, nothing twice."""

import threading

import pytest
from django.db import connection

from clinic.core import clock
from clinic.fhir.actions.referral import import_bundle
from patients.actions import referral as referrals
from patients.models import Course, Patient, Referral, ReferralFact
from tests.clinic.fhir.bundles import own
from tests.patients.letters import ALL, ZELDA, changed, letter

pytestmark = pytest.mark.django_db(transaction=True)
HOW_MANY = 6


def at_once(*acts) -> list[BaseException]:
    """Run all at the same moment, each on its own connection; answers what went wrong."""
    gate, wrong = threading.Barrier(len(acts)), []

    def run(act) -> None:
        try:
            gate.wait()
            act()
        except BaseException as error:  # noqa: BLE001 - the test reads it
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_the_same_bundle_from_six_desks_is_one_referral(site, desk) -> None:
    """Negative control: without the advisory lock the losers fail on the constraint instead of finding it."""
    data = own("r4_transaction")
    wrong = at_once(*[lambda: import_bundle(site, data=data, by=desk, at=clock.now())] * HOW_MANY)
    assert wrong == []
    assert (Referral.objects.count(), Patient.objects.count(), Course.objects.count()) == (1, 1, 1)
    assert ReferralFact.objects.count() == 4


def test_six_letters_about_one_person_register_one_person(site, desk) -> None:
    """No number to tell them by, only name and birth date: the first registers, the others wait for the desk.

    Negative control: without the lock on the birth date each looks at the books before anybody is on them,
    and six patients are registered.
    """
    person = changed(ZELDA, identifiers=())
    sent = [letter(person, ALL[:n], sender=f"Practice {n}") for n in range(1, HOW_MANY + 1)]
    wrong = at_once(
        *[
            lambda one=one: referrals.receive(site, letter=one, by=desk, at=clock.now())
            for one in sent
        ]
    )
    assert wrong == []
    assert Patient.objects.count() == 1
    assert Referral.objects.filter(status="RECEIVED").count() == HOW_MANY - 1
