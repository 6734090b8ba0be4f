"""The manager's pages of the calendar: dated hours, weeks, leave, visit kinds. What is refused keeps what was typed."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from clinic.core import clock
from clinic.scheduling.models import Leave, OpeningException, RosterShift, VisitKind
from tests.clinic.scheduling.conftest import *  # noqa: F403 - `calendar`


@pytest.fixture(autouse=True)
def _now_is_the_moment_of_the_tests(monkeypatch, at, settings):
    monkeypatch.setattr(clock, "now", lambda: at)
    settings.ROSTER_AHEAD_DAYS = 21


@pytest.fixture
def office(calendar):
    client = Client()
    client.force_login(calendar.manager)
    return client


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def refused(answer, *sentences):
    page = words(answer)
    assert answer.status_code == 422
    for sentence in sentences:
        assert escape(sentence) in page
    return page


def test_a_holiday_is_written_down_and_says_who_is_booked(office, calendar):
    calendar.screening()
    answer = office.post("/setup/days/", {"on": "2026-11-25", "name": "Inventory"}, follow=True)
    page = words(answer)
    assert "1 day differs from the week." in page
    assert "1 visit is booked that day and stays until somebody moves it." in page
    day = OpeningException.objects.get()
    office.post(f"/setup/days/{day.pk}/withdraw/")
    assert "Every day to come follows the week." in words(office.get("/setup/days/"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"opens": "16:00", "closes": "09:00"},
            "The site would close at 09:00, before it opens at 16:00.",
        ),
        ({"name": "x" * 5000}, "Ensure this value has at most 60 characters (it has 5000)."),
        ({"on": "2026-02-30"}, "Enter a valid date."),
        ({"on": "2026-11-02"}, "That day is over."),
    ],
)
def test_a_wrong_day_is_refused_and_kept(office, typed, sentence):
    given = {"on": "2026-12-24", "name": "Christmas Eve", **typed}
    page = refused(office.post("/setup/days/", given), sentence)
    assert all(f'value="{value}"' in page for value in given.values())
    assert not OpeningException.objects.exists()


def test_a_week_is_set_and_shifts_are_made(office, calendar):
    url = f"/setup/weeks/{calendar.walk.therapist.pk}/THERAPIST/"
    given = {"from_on": "2026-11-30", "starts_0_1": "08:00", "ends_0_1": "16:00"}
    given |= {"starts_2_call": "18:00", "ends_2_call": "07:00"}
    assert office.post(url, given).status_code == 302
    made = RosterShift.objects.filter(pattern__isnull=False)
    assert {(each.on_call, each.pattern_on.weekday()) for each in made} == {(False, 0), (True, 2)}
    page = words(office.get("/setup/weeks/"))
    assert "No week yet" in page
    clock_now = date(2026, 11, 30)
    assert clock_now.weekday() == 0


def test_a_wrong_week_is_refused_and_kept(office, calendar):
    url = f"/setup/weeks/{calendar.walk.therapist.pk}/THERAPIST/"
    given = {"from_on": "2026-11-30", "starts_0_1": "16:00", "ends_0_1": "08:00"}
    page = refused(office.post(url, given), "Work would end at 08:00, before it starts at 16:00.")
    assert 'value="16:00"' in page
    refused(office.post(url, given | {"ends_0_1": ""}), "Give both times, or neither.")
    refused(office.post(url, given | {"from_on": "2026-11-01"}), "for days that are over")


def test_a_week_that_would_strand_a_visit_is_refused(office, calendar):
    url = f"/setup/weeks/{calendar.walk.prescriber.pk}/PRESCRIBER/"
    given = {"from_on": "2026-11-24", "starts_0_1": "08:00", "ends_0_1": "16:00"}
    office.post(url, given | {"starts_2_1": "08:00", "ends_2_1": "16:00", "from_on": "2026-11-25"})
    # The shift of Wednesday is the one made by hand, longer than the week's: the visit still stands on it.
    calendar.screening()
    assert office.post(url, given).status_code == 302


def test_leave_answers_with_the_visits_and_the_way_to_replan_them(office, calendar):
    calendar.screening()
    typed = {"staff": str(calendar.walk.prescriber.pk), "kind": "SICK", "since": "2026-11-25"}
    answer = office.post("/setup/leave/", typed, follow=True)
    page = words(answer)
    assert escape("Visits are left without Ima Imaginary.") in page
    away = f"/visits/away/?staff={calendar.walk.prescriber.pk}&amp;on=2026-11-25"
    assert away in page
    leave = Leave.objects.get()
    assert leave.ends_at - leave.starts_at == timedelta(hours=24)
    assert (
        not RosterShift.objects.standing()
        .filter(staff=calendar.walk.prescriber, starts_at__date="2026-11-25")
        .exists()
    )
    office.post(f"/setup/leave/{leave.pk}/take-back/")
    assert (
        RosterShift.objects.standing()
        .filter(staff=calendar.walk.prescriber, starts_at__date="2026-11-25")
        .exists()
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"until": "2026-11-25"},
            "The leave would end Thu 26 Nov, 00:00 MST, before it starts Fri 27 Nov, 00:00 MST.",
        ),
        (
            {"since": "2027-03-14", "since_time": "02:30"},
            "02:30 on Sun 14 Mar 2027 does not exist in America/Denver",
        ),
        (
            {"since": "2027-11-07", "since_time": "01:30"},
            "01:30 on Sun 7 Nov 2027 happens twice in America/Denver",
        ),
        ({"note": "x" * 5000}, "Ensure this value has at most 200 characters (it has 5000)."),
    ],
)
def test_a_wrong_leave_is_refused_and_kept(office, calendar, typed, sentence):
    given = {
        "staff": str(calendar.walk.nurse.pk),
        "kind": "HOLIDAY",
        "since": "2026-11-27",
        "note": "Away",
        **typed,
    }
    page = refused(office.post("/setup/leave/", given), sentence)
    assert f'value="{given["note"]}"' in page
    assert not Leave.objects.exists()


def test_a_time_that_happens_twice_is_asked_about_and_answered(office, calendar):
    given = {
        "staff": str(calendar.walk.nurse.pk),
        "kind": "HOLIDAY",
        "since": "2027-11-07",
        "since_time": "01:30",
        "since_turn": "SECOND",
    }
    assert office.post("/setup/leave/", given).status_code == 302
    assert Leave.objects.get().starts_at.isoformat() == "2027-11-07T08:30:00+00:00"


def test_a_visit_kind_is_changed_for_this_site_alone(office, calendar):
    given = {
        "minutes": "120",
        "recovery_minutes": "45",
        "turnover_minutes": "15",
        "room_kind": "DOSING",
        "equipment": ["MONITOR", "OXYGEN"],
        "is_offered": "on",
    }
    assert office.post("/setup/visit-kinds/DOSING_IV/", given).status_code == 302
    own = VisitKind.objects.get(site=calendar.site, code="DOSING_IV")
    assert (own.recovery_minutes, own.equipment) == (45, ["MONITOR", "OXYGEN"])
    assert "Dosing, infusion" in words(office.get("/setup/visit-kinds/"))
    refused(office.post("/setup/visit-kinds/DOSING_IV/", given | {"minutes": "5000"}), "480")


def test_a_room_says_what_stands_there(office, calendar):
    url = f"/setup/rooms/{calendar.chair.pk}/"
    given = {"name": "Chair 1", "kind": "DOSING", "seats": "1", "equipment": ["MONITOR"]}
    assert office.post(url, given).status_code == 302
    page = words(office.get(url))
    assert f"/history/scheduling.Room/{calendar.chair.pk}/" in page
    refused(office.post(url, given | {"name": "x" * 5000}), "at most 40 characters")
