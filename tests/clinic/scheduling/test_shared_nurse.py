"""One nurse at two chairs, where the signed policy allows it; never a third, never a prescriber, never half.

Negative control: `test_a_third_chair_is_refused_by_the_database`: without the constraint
`nobody_watches_one_place_twice` the third booking goes in, because claims of one party share.
"""

import pytest
from django.db import DatabaseError, transaction

from clinic.accounts.system import SETUP
from clinic.core.actor import acting_as
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.actions.slot_taken import SlotTaken
from clinic.scheduling.models import AppointmentStaff
from clinic.scheduling.policies.booking import RulesInTheWay
from tests.clinic.scheduling.conftest import DAY, NINE, roster_days
from tests.clinic.scheduling.test_override import sign
from tests.people import hire


@pytest.fixture
def shared(calendar, director, at, manager):
    """The policy allows two chairs; each course has its own therapist."""
    sign(calendar.site, director, at, chairs_per_nurse=2)
    therapists = [hire(calendar.site, "THERAPIST", f"Thea Helper {n}") for n in range(3)]
    roster_days(calendar.site, [(user, "THERAPIST") for user in therapists], manager, at)
    rooms.open_room(calendar.site, name="Chair 3", kind="DOSING", by=manager, at=at)
    return therapists


def dose(calendar, therapist, room, **given):
    walk = calendar.walk
    course = walk.consented(walk.referred(walk.register(therapist.name.split()[-1])))
    team = [(calendar.walk.nurse, "NURSE"), (therapist, "THERAPIST")]
    return calendar.dosing(course, staff=team, room=room, **given)


def test_two_chairs_share_a_nurse(calendar, shared):
    one = dose(calendar, shared[0], calendar.chair, share_nurse=True)
    two = dose(calendar, shared[1], calendar.other_chair, share_nurse=True)
    seats = [v.claims.get(staff=calendar.walk.nurse).seat for v in (one, two)]
    assert seats == [1, 2]


def test_a_third_chair_is_refused_by_the_database(calendar, shared):
    for therapist, room in zip(shared, (calendar.chair, calendar.other_chair), strict=False):
        dose(calendar, therapist, room, share_nurse=True)
    third = calendar.site.rooms.get(name="Chair 3")
    with pytest.raises(SlotTaken, match="has another visit"):
        dose(calendar, shared[2], third, share_nurse=True)


@pytest.mark.parametrize("first_shared", [True, False])
def test_a_whole_nurse_and_half_a_nurse_exclude_each_other(calendar, shared, first_shared):
    dose(calendar, shared[0], calendar.chair, share_nurse=first_shared)
    with pytest.raises(SlotTaken, match="has another visit"):
        dose(calendar, shared[1], calendar.other_chair, share_nurse=not first_shared)


def test_without_the_policy_a_nurse_has_one_chair(calendar, signed_policy):
    with pytest.raises(RulesInTheWay, match="one chair at a time") as refused:
        calendar.dosing(calendar.walk.ready(), share_nurse=True)
    assert refused.value.codes == {"nurse-not-shared"}


def test_whoever_also_plays_another_part_is_claimed_whole(calendar, shared, at):
    nurse = calendar.walk.nurse
    course = calendar.walk.ready()
    visit = calendar.dosing(course, starts_at=NINE + DAY, share_nurse=True)
    assert visit.claims.get(staff=nurse).party == nurse.pk
    with acting_as(SETUP, at=at), transaction.atomic():
        AppointmentStaff(appointment=visit, user=nurse, role="THERAPIST").save()
    assert visit.claims.get(staff=nurse).party == visit.pk


@pytest.mark.parametrize(
    "row", [{"role": "PRESCRIBER", "place": 1}, {"role": "NURSE", "place": 3}]
)
def test_the_database_shares_no_prescriber_and_no_third_place(calendar, row):
    visit = calendar.screening(staff=[(calendar.walk.nurse, "NURSE")], kind="FOLLOW_UP")
    with (
        pytest.raises(DatabaseError, match="only_a_nurse_is_shared_and_by_few_chairs"),
        transaction.atomic(),
        acting_as(SETUP, at=calendar.walk.at),
    ):
        AppointmentStaff(
            appointment=visit, user=calendar.walk.prescriber, shared=True, **row
        ).save()
