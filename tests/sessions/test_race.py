"""Two people act at the same moment, each on a connection of their own.

Negative control: `test_without_the_lock_...` takes the session's lock away; then only the database's own rule is
left, which refuses with an error instead of a sentence.
"""

import threading
import time
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, connection

from clinic.core import failpoints
from clinic.core.errors import DomainError
from clinic.core.ids import uuid7
from clinic.drug_log.models import LedgerLine
from sessions.actions import dose, session_lock
from sessions.models import DosingSession, DrugEvent

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run each in a thread of its own; the outcomes, a result or an exception each."""
    outcomes = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(n):
        try:
            start.wait()
            outcomes[n] = acts[n]()
        except Exception as error:  # noqa: BLE001 - the outcome is what is looked at
            outcomes[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture(autouse=True)
def slow_hands():
    """Whoever holds the lock keeps it a while, so that the other is surely there."""
    failpoints.arm("dose.locked", lambda: time.sleep(0.3))
    yield
    failpoints.disarm()


def giving(chair, session, person):
    return lambda: dose.start(
        session, lot=chair.lot(), client_id=uuid7(), by=person, at=chair.at(35)
    )


def test_two_people_give_at_once_and_it_is_one_dose(chair):
    session = chair.cleared()
    outcomes = at_once(giving(chair, session, chair.nurse), giving(chair, session, chair.second))
    given = [o for o in outcomes if isinstance(o, DrugEvent)]
    refused = [o for o in outcomes if isinstance(o, DomainError)]
    assert (len(given), len(refused)) == (1, 1), outcomes
    assert DrugEvent.objects.filter(session=session).count() == 1
    drawn = LedgerLine.objects.filter(session_id=session.pk, kind="DRAW")
    assert [line.quantity for line in drawn] == [D("0.72")]


def test_without_the_lock_only_the_database_stands_between_two_doses(chair, monkeypatch):
    session = chair.cleared()
    rows = DosingSession.objects.select_related("site", "appointment", "course")
    monkeypatch.setattr(dose, "lock", lambda one: rows.get(pk=one.pk))
    monkeypatch.setattr("sessions.actions.gate.Course", NoLock())
    outcomes = at_once(giving(chair, session, chair.nurse), giving(chair, session, chair.second))
    assert sum(isinstance(o, DrugEvent) for o in outcomes) == 1, outcomes
    assert any(isinstance(o, IntegrityError) for o in outcomes), outcomes
    assert DrugEvent.objects.filter(session=session).count() == 1
    assert session_lock.lock is not dose.lock


class NoLock:
    """Stands in for the course's lock."""

    @property
    def objects(self):
        return self

    def select_for_update(self, **_):
        return self

    def get(self, **_):
        return None
