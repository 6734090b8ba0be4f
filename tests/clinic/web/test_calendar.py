"""A week and a month by room or by person, one patient's visits: what they say, to whom, at what cost."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.core.actor import acting_as
from clinic.scheduling.actions import appointment, opening_hours, room
from clinic.scheduling.models import OpeningException
from clinic.web.boards import drawn, month, today, week
from tests.clinic.web.conftest import wall

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def rooms(day):
    return day.open(("Chair 1", "DOSING"), ("Therapy A", "THERAPY"))


def text_of(client, person, route, *args, **asked):
    client.force_login(person)
    answer = client.get(reverse(route, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_address_is_made_as_the_router_would(day, rooms, stopped_clock):
    visit = day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    assert drawn.href_of(visit.pk) == reverse("scheduling:visit", args=[visit.pk])
    assert drawn.href_of(visit.pk) + "move/" == reverse("scheduling:move", args=[visit.pk])
    assert drawn.href_of(visit.pk) + "cancel/" == reverse("scheduling:cancel", args=[visit.pk])


def test_a_week_by_room_has_each_visit_as_a_link_with_its_move_link(
    client, day, rooms, desk, stopped_clock
):
    visit = day.visit("Hazel Example", "14:45", rooms["Chair 1"])
    text = text_of(client, desk, "web:week", on="2026-11-25", by="room")
    assert "1 visit in the week of 23 Nov." in text
    assert f'href="/visits/{visit.pk}/"' in text
    assert f'class="move" href="/visits/{visit.pk}/move/"' in text
    for said in ("Tue 24 Nov", "14:45–15:45", "Hazel Example", "Follow-up", "Booked, no reply"):
        assert said in text


def test_a_week_by_person_has_a_row_for_everybody_on_duty(
    client, walk_to_dosing_visit, desk, nurse, therapist, stopped_clock
):
    walk_to_dosing_visit("14:00")
    text = text_of(client, desk, "web:week", on="2026-11-25", by="staff")
    assert text.count("14:00–") == 2  # once with the nurse, once with the therapist
    shown = week.load(nurse_site(nurse), desk, TUESDAY, "staff", None, stopped_clock)
    assert {line.thing.name for line in shown.lines} >= {nurse.name, therapist.name}


def test_nobody_is_called_free_on_a_day_off(
    walk_to_dosing_visit, desk, nurse, therapist, stopped_clock
):
    """Control: without the shifts every empty day of a person would read "free"."""
    visit = walk_to_dosing_visit("14:00")
    shown = week.load(visit.site, desk, TUESDAY, "staff", None, stopped_clock)
    line = next(line for line in shown.lines if line.thing.name == nurse.name)
    assert [cell.nothing for cell in line.cells] == ["not on duty", "free", *["not on duty"] * 5]
    by_room = week.load(visit.site, desk, TUESDAY, "room", None, stopped_clock)
    assert {cell.nothing for line in by_room.lines for cell in line.cells} == {"free"}


def nurse_site(nurse):
    from clinic.accounts.here import sites_of

    return sites_of(nurse)[0]


def test_the_week_of_one_room_is_drawn_in_quarter_hours(day, rooms, desk, stopped_clock):
    day.visit("Hazel Example", "14:45", rooms["Chair 1"])
    day.visit("Wren Notaperson", "10:00", rooms["Therapy A"])
    shown = week.load(day.site, desk, TUESDAY, "room", rooms["Chair 1"].pk, stopped_clock)
    visits = [v for column in shown.grid.columns for v in column.visits]
    assert [(v.name, v.at, v.lasts) for v in visits] == [("Hazel Example", 28, 4)]
    assert shown.grid.columns[1].on == "2026-11-24"
    assert shown.grid.walls[27] == "14:45"


def test_a_room_of_another_site_shows_nothing_of_it(client, day, rooms, other_desk, stopped_clock):
    """Control: without visible_to and the site the other desk would read this room's week."""
    day.visit("Hazel Example", "14:45", rooms["Chair 1"])
    for route in ("web:week", "web:month"):
        text = text_of(client, other_desk, route, on="2026-11-24", of=str(rooms["Chair 1"].pk))
        assert "Hazel" not in text


def test_a_closed_day_is_named_in_week_month_and_day(
    client, day, rooms, desk, manager, stopped_clock
):
    with acting_as(manager, at=stopped_clock):
        OpeningException(
            site=day.site, on=date(2026, 11, 26), name="Thanksgiving", created_at=stopped_clock
        ).save()
    for route in ("web:week", "web:month"):
        assert "Thanksgiving" in text_of(client, desk, route, on="2026-11-24")
    assert "Thanksgiving" in text_of(client, desk, "scheduling:day", on="2026-11-26")


def test_a_month_says_how_full_each_day_is_in_words(day, rooms, desk, stopped_clock):
    """Two rooms open 9 hours: 1,080 minutes; 270 booked are 25 %."""
    day.visit("Hazel Example", "10:00", rooms["Chair 1"], minutes=240)
    day.visit("Wren Notaperson", "10:00", rooms["Therapy A"], minutes=30)
    shown = month.load(day.site, desk, TUESDAY, "room", None, stopped_clock)
    square = next(d for d in shown.days if d.on == TUESDAY)
    assert (square.told, square.percent, square.shade) == ("2 visits", "25 % full", 2)
    assert shown.heading == "November 2026: 2 visits. The fullest day is Tue 24 Nov, 25 % full."
    of_one = month.load(day.site, desk, TUESDAY, "room", rooms["Therapy A"].pk, stopped_clock)
    square = next(d for d in of_one.days if d.on == TUESDAY)
    assert (square.told, square.percent) == ("1 visit", "6 % full")
    assert [v.name for v in square.visits] == ["Wren Notaperson"]


def test_a_person_is_as_full_as_their_shifts_are(
    walk_to_dosing_visit, desk, nurse, prescriber, stopped_clock
):
    visit = walk_to_dosing_visit("14:00")
    minutes = (visit.ends_at - visit.starts_at) // timedelta(minutes=1)
    shown = month.load(visit.site, desk, TUESDAY, "staff", nurse.pk, stopped_clock)
    square = next(d for d in shown.days if d.on == TUESDAY)
    assert square.share == pytest.approx(minutes / 540)


@pytest.mark.parametrize("asked", ["nonsense", "0001-01-01", "9999-12-31", ""])
def test_an_address_that_makes_no_sense_shows_today(
    client, day, rooms, desk, stopped_clock, asked
):
    for route in ("web:week", "web:month", "web:today"):
        text_of(client, desk, route, on=asked, by=asked, of=asked)


def test_the_costs_do_not_grow_with_the_visits(client, day, rooms, desk, stopped_clock):
    def cost(route):
        client.get(reverse(route), {"on": "2026-11-24"})
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(route), {"on": "2026-11-24"})
        return len(queries)

    client.force_login(desk)
    day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    first = {route: cost(route) for route in ("web:week", "web:month", "web:today")}
    for n, start in enumerate(["11:00", "12:00", "13:00", "14:00", "15:00"]):
        day.visit(f"Person{n} Invented", start, rooms["Therapy A"], course=True)
    assert {route: cost(route) for route in first} == first


def test_a_patients_list_says_what_comes_next(client, day, rooms, desk, stopped_clock):
    visit = day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    moved = appointment.move(
        visit, starts_at=wall("14:00"), by=desk, at=stopped_clock - timedelta(hours=1)
    )
    text = text_of(client, desk, "web:patient-visits", visit.patient_id)
    assert "Hazel Example comes next on 24 Nov 2026 at 14:00" in text
    assert f"/visits/{moved.pk}/move/" in text
    assert f"/visits/{visit.pk}/" not in text


def test_showing_a_week_is_written_in_the_access_log(
    client, day, rooms, desk, stopped_clock, django_capture_on_commit_callbacks
):
    """Control: rows read as plain values log nothing by themselves; without `note_reads` this is red."""
    from clinic.audit.models import Access

    visit = day.visit("Hazel Example", "14:45", rooms["Chair 1"])
    for route in ("web:week", "web:today"):
        before = Access.objects.filter(patient_id=visit.patient_id).count()
        text_of(client, desk, route, on="2026-11-24")
        rows = Access.objects.filter(patient_id=visit.patient_id).order_by("-id")
        assert rows.count() == before + 1
        assert "scheduling.appointment" in rows[0].kinds


CHANGES = [
    # Day, first instant to last visit's end (UTC), the hours its board names.
    (date(2026, 11, 1), datetime(2026, 11, 1, 6, tzinfo=UTC), 25),
    (date(2027, 3, 14), datetime(2027, 3, 14, 7, tzinfo=UTC), 23),
]


@pytest.mark.parametrize(("on", "midnight", "hours"), CHANGES, ids=["25 hours", "23 hours"])
def test_the_days_the_clocks_change_are_drawn_right(
    client, day, desk, manager, monkeypatch, on, midnight, hours
):
    """A visit in every hour of the day, each in its own row of its own room, on the page and in the week."""
    early = midnight - timedelta(days=10)
    monkeypatch.setattr("clinic.core.clock.now", lambda: early)
    opening_hours.set_opening_hours(
        day.site, rules=[(n, time(0), time(23, 59)) for n in range(7)], from_on=on - timedelta(days=60),
        by=manager, at=early - timedelta(days=60),
    )  # fmt: skip
    chair = room.open_room(day.site, name="Chair 9", kind="DOSING", by=manager, at=early)
    patient = day.patient("Hazel Example")
    for n in range(hours):
        appointment.book(
            patient, kind="FOLLOW_UP", site=day.site, room=chair, starts_at=midnight + timedelta(hours=n), minutes=45,
            by=desk, at=early,
        )  # fmt: skip
    shown = today.load(day.site, desk, on, early)
    visits = [v for column in shown.columns for v in column.visits]
    assert [(v.at, v.lasts, v.lane) for v in visits] == [(1 + 4 * n, 3, 1) for n in range(hours)]
    assert shown.grid.rows == 4 * hours
    named = [hour for _row, hour in shown.grid.hours]
    assert len(named) == hours
    assert named.count("01:00") == (2 if hours == 25 else 1)
    assert named.count("02:00") == (1 if hours == 25 else 0)
    assert [v.hours[:5] for v in visits] == named
    text = text_of(client, desk, "web:today", on=on.isoformat())
    assert f"at-{1 + 4 * (hours - 1)} for-3" in text
    of_one = week.load(day.site, desk, on, "room", chair.pk, early)
    drawn_there = of_one.grid.columns[on.weekday()].visits
    assert len(drawn_there) == hours
    rows = {v.id: v.at for v in drawn_there}
    assert all(rows[v.id] == 1 + 4 * int(v.hours[:2]) for v in visits)
