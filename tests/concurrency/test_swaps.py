"""Fifty people keep moving the same four visits about: no deadlock, and never two visits in one place.

Negative control: `test_booking_storm.py::test_without_the_locks_the_same_rivals_deadlock`.
"""

import random
import time
from datetime import timedelta
from itertools import pairwise

import pytest

from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.models import Appointment, Claim
from tests.clinic.scheduling.conftest import NINE
from tests.concurrency.crowd import all_at_once, tally

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
EXPECTED = {"SlotTaken", "IllegalMove", "Busy", "StaleVersion"}


@pytest.fixture
def four_visits(calendar):
    places = [(calendar.office, 0), (calendar.office, 1), (calendar.chair, 2), (calendar.chair, 3)]
    return [
        calendar.screening(
            calendar.walk.register(f"Number{n}", "Specimen"), NINE + hour * HOUR, room=room
        )
        for n, (room, hour) in enumerate(places)
    ]


def keep_moving(calendar, visit_ids, until, seed):
    """Move a random one of the visits to a random place, again and again; answer with what came of it."""
    chance = random.Random(seed)  # noqa: S311 - a test that can be repeated
    rooms = [calendar.office, calendar.chair]
    outcomes = []
    while time.monotonic() < until:
        current = Appointment.objects.standing().filter(visit_id=chance.choice(visit_ids)).first()
        if current is None:
            continue  # it is between two rows just now
        try:
            moved = actions.move(
                current,
                starts_at=NINE + chance.randrange(5) * HOUR,
                room=chance.choice(rooms),
                by=calendar.walk.desk,
                at=calendar.walk.at,
            )
        except Exception as error:  # noqa: BLE001 - counted below
            outcomes.append(error)
        else:
            outcomes.append(moved)
    return outcomes


@pytest.mark.parametrize("seconds", [4, pytest.param(30, marks=pytest.mark.slow)])
def test_fifty_people_swapping_four_visits(calendar, four_visits, seconds, contention):
    ids = [visit.visit_id for visit in four_visits]
    until = time.monotonic() + seconds
    answers = all_at_once(
        [lambda seed=seed: keep_moving(calendar, ids, until, seed) for seed in range(50)]
    )
    counted = tally([outcome for outcomes in answers for outcome in outcomes])
    assert counted["Appointment"] > 4, counted
    assert set(counted) <= {"Appointment", *EXPECTED}, counted
    assert "40P01" not in contention

    standing = Appointment.objects.standing()
    assert sorted(standing.values_list("visit_id", flat=True)) == sorted(ids)
    for visit_id in ids:
        chain = Appointment.objects.filter(visit_id=visit_id).order_by("moves")
        rows = list(chain)
        assert [row.moves for row in rows] == list(range(len(rows)))
        assert all(later.replaces_id == row.pk for row, later in pairwise(rows))
    in_force = Claim.objects.filter(active=True).values_list("resource", "during")
    for number, (resource, during) in enumerate(in_force):
        for other, span in in_force[number + 1 :]:
            overlap = during.lower < span.upper and span.lower < during.upper
            assert not (resource == other and overlap)
