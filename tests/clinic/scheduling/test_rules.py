"""When a visit may be booked. Each rule refuses alone, with its own sentence; the same booking without it goes in."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import opening_hours, visit_kind
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.models import Kind, OpeningHours, open_spans
from clinic.scheduling.policies.booking import COURSE_ALLOWS, RulesInTheWay
from patients.models import Course
from tests.clinic.scheduling.conftest import DAY, NINE


def refused(book, *args, **given):
    """The codes and the sentence of a refusal."""
    with pytest.raises(RulesInTheWay) as error:
        book(*args, **given)
    return error.value.codes, str(error.value)


def test_the_past_cannot_be_booked_but_a_visit_that_has_just_begun_can(calendar):
    at = NINE + timedelta(minutes=15)
    calendar.screening(at=at)
    late = {"at": at + timedelta(hours=2), "starts_at": NINE + timedelta(hours=1)}
    codes, sentence = refused(calendar.screening, **late)
    assert codes == {"in-the-past"}
    assert sentence == "That time has passed."


@pytest.mark.parametrize(
    ("starts_at", "sentence"),
    [
        (
            NINE - timedelta(minutes=75),
            "The visit would last 07:45 MST to 08:45 MST. The site is open 08:00–18:00 MST that day.",
        ),
        (
            NINE + timedelta(hours=8, minutes=15),
            "The visit would last 17:15 MST to 18:15 MST. The site is open 08:00–18:00 MST that day.",
        ),
    ],
)
def test_a_visit_outside_the_hours_is_refused_with_the_hours(calendar, starts_at, sentence):
    codes, words = refused(calendar.screening, starts_at=starts_at)
    assert "outside-hours" in codes
    assert words.startswith(sentence)


def test_a_visit_may_end_at_the_minute_the_site_closes(calendar):
    calendar.screening(starts_at=NINE + timedelta(hours=8))
    calendar.screening(starts_at=NINE - timedelta(hours=1))


def test_a_site_closed_that_day_says_so(calendar):
    _codes, sentence = refused(calendar.screening, starts_at=NINE + 3 * DAY)
    assert "The site is closed that day." in sentence


def test_a_visit_does_not_run_through_the_lunch_break(calendar, manager, at):
    rules = [(day, time(8), time(12)) for day in range(5)]
    rules += [(day, time(13), time(18)) for day in range(5)]
    opening_hours.set_opening_hours(
        calendar.site, rules=rules, from_on=date(2026, 11, 25), by=manager, at=at
    )
    codes, sentence = refused(calendar.screening, starts_at=NINE + timedelta(hours=2, minutes=30))
    assert codes == {"outside-hours"}
    assert "08:00–12:00 MST, 13:00–18:00 MST" in sentence


@pytest.mark.parametrize(
    ("room", "code"), [("office", "room-kind"), ("therapy_room", "room-kind"), (None, "no-room")]
)
def test_a_dose_is_given_on_a_dosing_chair(calendar, room, code):
    room = getattr(calendar, room) if room else None
    codes, _ = refused(calendar.dosing, calendar.walk.ready(), room=room)
    assert codes == {code}


def test_a_room_out_of_use_or_at_another_site_is_refused(calendar, manager, other_site, at):
    closed = rooms.close_room(calendar.office, by=manager, at=at)
    assert refused(calendar.screening, room=closed)[0] == {"room-closed"}
    # A page that was loaded before the room was closed still holds the old row.
    assert refused(calendar.screening, room=calendar.office)[0] == {"room-closed"}


def test_everybody_is_on_the_roster_for_the_whole_visit_in_their_role(calendar):
    evening = {"starts_at": NINE + timedelta(days=3, hours=1)}
    codes, sentence = refused(calendar.screening, **evening)
    assert "not-on-duty" in codes
    assert "Ima Imaginary is not on the roster as prescriber for the whole visit." in sentence
    in_other_role = [(calendar.walk.nurse, "PRESCRIBER")]
    assert refused(calendar.screening, staff=in_other_role)[0] == {"not-on-duty"}


@pytest.mark.parametrize(
    ("keep", "missing"), [(0, "No therapist is booked"), (1, "No medical monitor is booked")]
)
def test_a_dose_needs_a_monitor_and_a_therapist(calendar, keep, missing):
    course = calendar.walk.ready()
    codes, sentence = refused(calendar.dosing, course, staff=[calendar.monitored()[keep]])
    assert codes == {"nobody-for"}
    assert missing in sentence
    calendar.dosing(course)


def test_a_prescriber_may_be_the_monitor(calendar):
    staff = [(calendar.walk.prescriber, "PRESCRIBER"), (calendar.walk.therapist, "THERAPIST")]
    assert calendar.dosing(calendar.walk.ready(), staff=staff).staff.count() == 2


def test_every_reason_is_said_at_once(calendar):
    course = calendar.walk.referred()
    codes, _ = refused(
        calendar.dosing,
        course,
        room=calendar.office,
        staff=[],
        starts_at=NINE + 3 * DAY,
        route="IV",
    )
    assert codes == {"course-state", "outside-hours", "room-kind", "nobody-for"}


def test_no_dose_is_booked_while_the_course_is_paused_but_integration_is(calendar):
    course = calendar.walk.paused()
    codes, sentence = refused(calendar.dosing, course)
    assert codes == {"course-state"}
    assert sentence == "The course is paused: no dosing visit can be booked."
    actions.book(
        course.patient,
        kind="INTEGRATION",
        site=calendar.site,
        course=course,
        room=calendar.therapy_room,
        staff=[(calendar.walk.therapist, "THERAPIST")],
        starts_at=NINE,
        by=calendar.walk.desk,
        at=calendar.walk.at,
    )


def test_a_pause_that_came_in_between_is_seen_under_the_lock(calendar):
    """Negative control: judge the course the caller holds, instead of reading it again, and this books."""
    course = calendar.walk.active()
    calendar.walk.paused(course)
    assert course.status == Course.Status.ACTIVE  # what the page still believes
    assert refused(calendar.dosing, course)[0] == {"course-state"}


def test_a_visit_belongs_to_the_patients_own_course_and_step(calendar):
    course = calendar.walk.ready()
    stranger = calendar.walk.register("Bryony", "Sample")
    given = {
        "kind": "DOSING",
        "site": calendar.site,
        "course": course,
        "room": calendar.chair,
        "staff": calendar.monitored(),
        "starts_at": NINE,
        "by": calendar.walk.desk,
        "at": calendar.walk.at,
    }
    assert refused(actions.book, stranger, **given)[0] == {"other-patient"}
    wrong_step = course.steps.get(kind="INTEGRATION", number=1)
    assert refused(calendar.dosing, course, step=wrong_step)[0] == {"other-step"}
    done = course.steps.get(kind="PREPARATION", number=1)
    given |= {"kind": "PREPARATION", "step": done, "room": calendar.therapy_room}
    given |= {"staff": [(calendar.walk.therapist, "THERAPIST")]}
    assert refused(actions.book, course.patient, **given)[0] == {"step-settled"}


def test_treatment_needs_a_course_and_screening_does_not(calendar):
    patient = calendar.walk.register()
    given = {
        "site": calendar.site,
        "room": calendar.therapy_room,
        "staff": [(calendar.walk.therapist, "THERAPIST")],
        "starts_at": NINE,
        "by": calendar.walk.desk,
        "at": calendar.walk.at,
    }
    assert refused(actions.book, patient, kind="PREPARATION", **given)[0] == {"no-course"}
    calendar.screening(patient)


def test_every_course_state_is_decided_for_every_kind():
    """A state added to the course must be thought about here: it is closed to every kind but follow-up until then."""
    assert set(COURSE_ALLOWS) == set(Kind)
    dosing = COURSE_ALLOWS[Kind.DOSING]
    never = {
        "PAUSED",
        "REVIEW_DUE",
        "COMPLETED",
        "DISCONTINUED",
        "INELIGIBLE",
        "REFERRED",
        "DEFERRED",
    }
    assert not dosing & never
    assert set(Course.Status.values) - set().union(*COURSE_ALLOWS.values()) == {
        "FOLLOW_UP_CLOSED",
        "CLOSED_NO_CONTACT",
    }


def test_a_site_may_have_its_own_minutes_and_no_other_site_gets_them(calendar, manager, at):
    visit_kind.adjust_visit_kind(
        calendar.site, code="SCREENING", minutes=90, turnover_minutes=15, by=manager, at=at
    )
    visit = calendar.screening()
    assert visit.ends_at - visit.starts_at == timedelta(minutes=90)
    assert visit.claims.get(kind="ROOM").during.upper == visit.ends_at + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("day", "opens_at"),
    [
        (date(2026, 10, 30), datetime(2026, 10, 30, 14, 0, tzinfo=UTC)),  # MDT, before the change
        (date(2026, 11, 2), datetime(2026, 11, 2, 15, 0, tzinfo=UTC)),  # MST, after it
        (date(2026, 3, 6), datetime(2026, 3, 6, 15, 0, tzinfo=UTC)),
        (date(2026, 3, 9), datetime(2026, 3, 9, 14, 0, tzinfo=UTC)),
    ],
)
def test_the_site_opens_at_eight_by_its_own_clock_on_both_sides_of_a_clock_change(
    site, manager, walk, day, opens_at
):
    """Negative control: keep the hours as instants and shift them by whole days; one of each pair is an hour off."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    opening_hours.set_opening_hours(
        site,
        rules=[(n, time(8), time(18)) for n in range(5)],
        from_on=date(2026, 3, 1),
        by=manager,
        at=at,
    )
    spans = open_spans(OpeningHours.objects.filter(site=site), site.timezone, day, day)
    assert spans == [(opens_at, opens_at + timedelta(hours=10))]
