"""The calendar's pages, as a person uses them without a script: find, book, move, call off.

Negative control: each refused form keeps what was typed and the calendar as it was.
"""

import re
from datetime import date, time
from urllib.parse import parse_qs

import pytest
from django.test import Client

from clinic.core import clock
from clinic.scheduling.actions import opening_hours
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.models import Appointment, Escort
from tests.clinic.scheduling.conftest import DAY, NINE


@pytest.fixture(autouse=True)
def _now_is_the_moment_of_the_tests(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def desk_page(calendar):
    client = Client()
    client.force_login(calendar.walk.desk)
    return client


@pytest.fixture
def typed(calendar):
    """What the desk types to book a screening at nine."""
    return {
        "visit_kind": "SCREENING",
        "on": "2026-11-25",
        "time": "09:00",
        "room": str(calendar.office.pk),
        "prescriber": str(calendar.walk.prescriber.pk),
    }


def test_a_patient_is_found_and_a_free_time_booked_with_two_clicks(calendar, desk_page):
    patient = calendar.walk.register()
    found = desk_page.get("/visits/book/", {"q": "specimen"}).content.decode()
    assert f"/visits/book/{patient.pk}/" in found
    page = desk_page.get(
        f"/visits/book/{patient.pk}/", {"visit_kind": "SCREENING"}
    ).content.decode()
    assert "The next free time is Tue 24 Nov, 09:00 MST." in page
    link = re.search(r'href="\?([^"]+)#time"', page)[1].replace("&amp;", "&")
    form = {name: values[0] for name, values in parse_qs(link).items()}
    booked = desk_page.post(f"/visits/book/{patient.pk}/", form)
    visit = Appointment.objects.get()
    assert (booked.status_code, booked["Location"]) == (302, f"/visits/{visit.pk}/")
    assert visit.when() == "Tue 24 Nov, 09:00 MST"
    assert "Booked: Tue 24 Nov, 09:00 MST." in desk_page.get(booked["Location"]).content.decode()


def test_a_taken_time_says_what_is_in_the_way_and_keeps_what_was_typed(calendar, desk_page, typed):
    calendar.screening()
    patient = calendar.walk.register("Bryony", "Sample")
    page = desk_page.post(f"/visits/book/{patient.pk}/", typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Office is taken 09:00–10:00 MST by another visit." in text
    assert 'value="09:00"' in text
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on": "2027-03-14", "time": "02:30"}, "does not exist in America/Denver"),
        ({"time": "22:00"}, "The site is open 08:00–18:00 MST that day."),
        ({"on": "31 February"}, "Enter a valid date"),
        ({"minutes": "3"}, "greater than or equal to 5"),
        ({"visit_kind": "DOSING_IV"}, "not one of the available choices"),
        ({"room": "x" * 5000}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(calendar, desk_page, typed, change, words):
    patient = calendar.walk.register()
    page = desk_page.post(f"/visits/book/{patient.pk}/", {**typed, **change})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Appointment.objects.exists()


def test_a_time_that_happens_twice_brings_out_the_question_which(
    calendar, desk_page, typed, manager
):
    opening_hours.set_opening_hours(
        calendar.site,
        rules=[(6, time(0), time(6))],
        from_on=date(2027, 11, 1),
        by=manager,
        at=calendar.walk.at,
    )
    patient = calendar.walk.register()
    night = {"visit_kind": "FOLLOW_UP", "on": "2027-11-07", "time": "01:30"}
    url = f"/visits/book/{patient.pk}/"
    asked = desk_page.post(url, night)
    assert asked.status_code == 422
    assert "happens twice in America/Denver" in asked.content.decode()
    assert 'type="radio" name="turn" value="SECOND"' in asked.content.decode()
    assert desk_page.post(url, {**night, "turn": "SECOND"}).status_code == 302
    assert Appointment.objects.get().starts_at.isoformat() == "2027-11-07T08:30:00+00:00"


def test_a_visit_is_moved_called_off_and_its_page_tells_both(calendar, desk_page, typed):
    visit = calendar.screening()
    moved = desk_page.post(f"/visits/{visit.pk}/move/", {**typed, "time": "11:00"})
    new = Appointment.objects.get(replaces=visit)
    assert moved["Location"] == f"/visits/{new.pk}/"
    page = desk_page.get(f"/visits/{new.pk}/").content.decode()
    assert "Wed 25 Nov, 11:00 MST" in page
    assert f"/visits/{visit.pk}/" in page
    assert desk_page.post(f"/visits/{new.pk}/cancel/", {}).status_code == 422
    desk_page.post(f"/visits/{new.pk}/cancel/", {"reason": "STAFF_AWAY", "note": "Flu."})
    page = desk_page.get(f"/visits/{new.pk}/").content.decode()
    assert "Called off: Staff away." in page
    assert "/move/" not in page


def test_the_move_form_starts_from_what_is_booked(calendar, desk_page):
    page = desk_page.get(f"/visits/{calendar.screening().pk}/move/").content.decode()
    assert 'value="2026-11-25"' in page
    assert 'value="09:00:00"' in page
    assert f'<option value="{calendar.office.pk}" selected>' in page


def test_buttons_do_one_verb_and_say_a_refusal(calendar, desk_page, monkeypatch):
    visit = calendar.screening()
    url = f"/visits/{visit.pk}/"
    early = desk_page.post(url + "arrive/", follow=True).content.decode()
    assert "This visit is on Wed 25 Nov, 09:00 MST. Move it to today first." in early
    desk_page.post(url + "confirm/")
    monkeypatch.setattr(clock, "now", lambda: NINE)
    for verb, status in (
        ("arrive", "ARRIVED"),
        ("un-arrive", "CONFIRMED"),
    ):
        desk_page.post(f"{url}{verb}/")
        visit.refresh_from_db()
        assert visit.status == status
        assert desk_page.get(f"{url}{verb}/").status_code == 405
    assert "Nobody came on" in desk_page.get(url + "no-show/").content.decode()
    desk_page.post(url + "no-show/")
    visit.refresh_from_db()
    assert visit.status == "NO_SHOW"


def test_an_escort_is_named_and_reached_on_the_visits_page(calendar, desk_page):
    visit = calendar.screening()
    url = f"/visits/{visit.pk}/"
    assert "Nobody is named yet." in desk_page.get(url).content.decode()
    assert desk_page.post(url + "escort/", {"name": "Robin"}).status_code == 422
    desk_page.post(
        url + "escort/", {"name": "Robin Placeholder", "phone": "505-555-0142", "adult": "on"}
    )
    desk_page.post(f"/escorts/{Escort.objects.get().pk}/reach/")
    page = desk_page.get(url).content.decode()
    assert "Robin Placeholder" in page
    assert "Spoken with" in page


def test_the_day_stands_by_room_with_a_move_link_for_each(
    calendar, desk_page, django_assert_max_num_queries
):
    visit = calendar.screening()
    page = desk_page.get("/visits/", {"on": "2026-11-25"}).content.decode()
    assert page.index("Chair 1") < page.index("Office") < page.index("09:00–10:00 MST")
    assert f"/visits/{visit.pk}/move/" in page
    assert "the site is closed" in desk_page.get("/visits/", {"on": "2026-11-28"}).content.decode()
    for hour in range(1, 4):
        calendar.screening(starts_at=NINE + DAY / 24 * hour)
    with django_assert_max_num_queries(20):
        desk_page.get("/visits/", {"on": "2026-11-25"})


def test_another_sites_desk_finds_no_such_visit(calendar, other_desk):
    visit = calendar.screening()
    client = Client()
    client.force_login(other_desk)
    for path in ("", "move/", "cancel/", "escort/"):
        assert client.get(f"/visits/{visit.pk}/{path}").status_code == 404
    assert client.get(f"/visits/book/{visit.patient_id}/").status_code == 404


def test_an_auditor_may_not_open_the_calendar(calendar, auditor):
    client = Client()
    client.force_login(auditor)
    assert client.get("/visits/").status_code == 403


def test_a_rule_is_put_aside_on_the_page_only_after_it_said_no(
    calendar, desk_page, typed, signed_policy
):
    patient = calendar.walk.register()
    page = desk_page.get(f"/visits/book/{patient.pk}/", {"visit_kind": "SCREENING"})
    assert "Book it anyway?" not in page.content.decode()
    saturday = {**typed, "on": "2026-11-28"}
    refused = desk_page.post(f"/visits/book/{patient.pk}/", saturday)
    words = refused.content.decode()
    assert refused.status_code == 422
    assert "The site is closed that day." in words
    assert "Book it anyway?" in words
    assert "What the room must have" not in words
    aside = {**saturday, "override": ["outside-hours", "not-on-duty"]}
    wordless = desk_page.post(f"/visits/book/{patient.pk}/", aside)
    assert "Say why the rule is put aside." in wordless.content.decode()
    why = {**aside, "override_reason": "She travels back on Saturday night."}
    booked = desk_page.post(f"/visits/book/{patient.pk}/", why)
    assert booked.status_code == 302
    visit = desk_page.get(booked["Location"]).content.decode()
    assert "Booked against a rule" in visit
    assert "She travels back on Saturday night." in visit


def test_a_video_visit_says_where_the_patient_is(calendar, desk_page, typed, signed_policy):
    patient = calendar.walk.register()
    video = {**typed, "mode": "VIDEO", "room": ""}
    refused = desk_page.post(f"/visits/book/{patient.pk}/", video)
    assert "Say where the patient will be during the video visit" in refused.content.decode()
    there = {**video, "patient_jurisdiction": calendar.site.jurisdiction}
    booked = desk_page.post(f"/visits/book/{patient.pk}/", there)
    assert (
        f"by video to {calendar.site.jurisdiction}"
        in desk_page.get(booked["Location"]).content.decode()
    )


def test_a_group_is_opened_filled_and_called_off(calendar, desk_page):
    circle = rooms.open_room(
        calendar.site,
        name="Circle",
        kind="GROUP",
        seats=2,
        by=calendar.manager,
        at=calendar.walk.at,
    )
    typed = {
        "on": "2026-11-25",
        "time": "09:00",
        "group_room": str(circle.pk),
        "therapist": str(calendar.walk.therapist.pk),
        "title": "x" * 5000,
    }
    refused = desk_page.post("/visits/groups/", typed)
    assert refused.status_code == 422
    assert 'value="09:00"' in refused.content.decode()
    opened = desk_page.post("/visits/groups/", {**typed, "title": "Integration circle"})
    url = opened["Location"]
    course = calendar.walk.consented()
    found = desk_page.get(url, {"q": "specimen"}).content.decode()
    assert f"{url}join/{course.patient_id}/" in found
    desk_page.post(f"{url}join/{course.patient_id}/")
    again = desk_page.post(f"{url}join/{course.patient_id}/", follow=True).content.decode()
    assert "This patient has a seat in this group already." in again
    assert "1 of 2 seats are taken." in again
    assert Appointment.objects.get().step.kind == "INTEGRATION"
    desk_page.post(f"{url}call-off/", {"reason": "STAFF_AWAY"})
    assert Appointment.objects.get().status == "CANCELLED"


def test_wishes_narrow_the_free_times(calendar, desk_page):
    patient = calendar.walk.register()
    asked = {"visit_kind": "SCREENING", "weekdays": "3", "not_before": "14:00"}
    page = desk_page.get(f"/visits/book/{patient.pk}/", asked).content.decode()
    assert "The next free time is Thu 26 Nov, 14:00 MST." in page
    nonsense = {"visit_kind": "SCREENING", "weekdays": "9", "not_before": "25:99"}
    assert desk_page.get(f"/visits/book/{patient.pk}/", nonsense).status_code == 200
