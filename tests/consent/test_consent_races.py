"""Two people at once, on two connections."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from clinic.core import failpoints
from consent.models import Consent
from patients.models import CourseStatus


@pytest.fixture
def slowly():
    """Hold every signature for a moment after its checks, so that a missing lock shows."""
    failpoints.arm("consent.sign", lambda: threading.Event().wait(0.3))
    yield
    failpoints.disarm()


def at_once(*deeds):
    """Run them together; results and exceptions, in their order."""
    found = [None] * len(deeds)
    ready = threading.Barrier(len(deeds))

    def run(n, deed):
        ready.wait()
        try:
            found[n] = deed()
        except Exception as error:  # noqa: BLE001 - the result of the race
            found[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, d)) for n, d in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("slowly")
def test_two_signatures_on_one_consent_are_one(issued, ceremony):
    """Negative control: without the lock both pass the checks, and the second dies on its stale version."""
    ceremony.read(issued)
    results = at_once(
        lambda: ceremony.sign(issued),
        lambda: ceremony.sign(issued, by=ceremony.walk.therapist),
    )
    codes = sorted(getattr(r, "code", getattr(r, "state", repr(r))) for r in results)
    assert codes == ["SIGNED", "already-signed"]
    assert issued.history.filter(state="SIGNED").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("slowly")
def test_the_last_two_consents_signed_at_once_move_the_course(ceremony):
    """Negative control: without the lock on the course neither sees the other, and the course stays ELIGIBLE."""
    course = ceremony.walk.eligible()
    packet = ceremony.packet(course)
    for consent in packet:
        ceremony.read(consent)
        ceremony.attest(consent)
    results = at_once(*(lambda c=c: ceremony.sign(c) for c in packet))
    assert [getattr(r, "state", repr(r)) for r in results] == ["SIGNED", "SIGNED"]
    course.refresh_from_db()
    assert course.status == CourseStatus.CONSENTED
    assert Consent.objects.signed().filter(course=course).count() == 2
