"""Free times against brute force: every quarter hour of two days, asked one by one in Python.

Negative control: a claim added at an offered time takes that time out of the answer (`test_what_is_taken_…`).
"""

from datetime import timedelta

from clinic.scheduling.models import Claim, RosterShift, VisitKind
from clinic.scheduling.models.free_time import Search, find
from tests.clinic.scheduling.conftest import DAY, NINE

QUARTER = timedelta(minutes=15)
EIGHT = NINE - timedelta(hours=1)


def search(calendar, code="DOSING_IV", **given):
    kind = VisitKind.objects.get(code=code)
    return Search(
        **{
            "site": calendar.site,
            "visit_kind": kind,
            "after": EIGHT,
            "until": EIGHT + 2 * DAY,
            "limit": 500,
            **given,
        }
    )


def brute_force(calendar, kind, patient_id):
    """The same answer, the slow way: is there a room, a monitor and a therapist, and is the patient free?"""
    claims = list(Claim.objects.filter(active=True))
    shifts = list(RosterShift.objects.standing())
    chairs = [calendar.chair.pk, calendar.other_chair.pk]

    def free(resource, start, end):
        return not any(
            claim.resource == resource and claim.during.lower < end and start < claim.during.upper
            for claim in claims
        )

    def somebody(roles, start, end):
        return any(
            shift.role in roles
            and shift.starts_at <= start
            and end <= shift.ends_at
            and free(shift.staff_id, start, end)
            for shift in shifts
        )

    found = []
    for day in range(2):
        opens = EIGHT + day * DAY
        for n in range(40):
            start = opens + n * QUARTER
            end = start + timedelta(minutes=kind.minutes)
            cleaned = end + timedelta(minutes=kind.turnover_minutes)
            if (
                end <= opens + timedelta(hours=10)
                and any(free(chair, start, cleaned) for chair in chairs)
                and somebody({"NURSE", "PRESCRIBER"}, start, end)
                and somebody({"THERAPIST"}, start, end)
                and free(patient_id, start, end)
            ):
                found.append(start)
    return found


def test_the_answer_is_that_of_asking_every_quarter_hour(calendar):
    course = calendar.walk.ready()
    calendar.dosing(course, starts_at=NINE + timedelta(hours=3))
    calendar.screening(starts_at=NINE + DAY)
    question = search(calendar, patient_id=course.patient_id)
    found = find(question)
    expected = brute_force(calendar, question.visit_kind, course.patient_id)
    assert [each.starts_at for each in found] == expected
    assert 5 < len(found) < 62


def test_what_is_offered_can_be_booked_with_the_room_and_people_offered(calendar):
    course = calendar.walk.ready()
    calendar.dosing(course, starts_at=NINE + DAY)
    people = {
        user.pk: user
        for user in (calendar.walk.nurse, calendar.walk.prescriber, calendar.walk.therapist)
    }
    first = find(search(calendar, patient_id=course.patient_id))[0]
    room = next(r for r in (calendar.chair, calendar.other_chair) if r.pk == first.room_id)
    staff = [(people[user_id], role) for user_id, role in first.staff]
    calendar.dosing(course, starts_at=first.starts_at, room=room, staff=staff)


def test_what_is_taken_is_offered_no_more_but_the_visit_to_be_moved_is_not_in_its_own_way(
    calendar,
):
    question = search(calendar, code="SCREENING", room_id=calendar.office.pk)
    before = [each.starts_at for each in find(question)]
    visit = calendar.screening()
    after = [each.starts_at for each in find(question)]
    hour = timedelta(hours=1)
    assert set(before) - set(after) == {NINE + n * QUARTER for n in range(-3, 4)}
    assert NINE + hour in after
    moving = search(calendar, code="SCREENING", room_id=calendar.office.pk, ignoring=visit.pk)
    assert [each.starts_at for each in find(moving)] == before


def test_a_named_therapist_must_be_the_one_who_is_free(calendar, second_nurse):
    named = search(calendar, staff=[(second_nurse.pk, "NURSE")])
    assert find(named) == []  # not on the roster at all


def test_no_hours_no_times(calendar):
    assert find(search(calendar, after=EIGHT + 3 * DAY, until=EIGHT + 4 * DAY)) == []


def test_it_is_two_queries_for_the_hours_and_one_for_the_answer(
    calendar, django_assert_num_queries
):
    question = search(calendar)
    with django_assert_num_queries(3):
        find(question)
