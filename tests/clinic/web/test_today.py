"""The front desk's day, as the rules of the page: who is shown, in what words, at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.scheduling.actions import appointment
from clinic.scheduling.models import Appointment
from clinic.web.boards import today
from tests.clinic.web.conftest import wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def rooms(day):
    return day.open(("Chair 1", "DOSING"), ("Therapy A", "THERAPY"))


def board(day, now, user=None):
    return today.load(day.site, user or day.desk, day.site.today(now), now)


def only(shown):
    return next(v for c in shown.columns for v in c.visits)


def test_a_day_without_visits_says_so(day, rooms, stopped_clock):
    shown = board(day, stopped_clock)
    assert shown.heading == "Nobody is booked today."
    assert [c.room for c in shown.columns] == ["Chair 1", "Therapy A"]


def test_a_visit_stands_in_its_room_with_its_time_and_its_state(day, rooms, stopped_clock):
    day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    visit = only(board(day, stopped_clock))
    assert (visit.name, visit.hours, visit.at, visit.lasts) == (
        "Hazel Example",
        "09:45–10:45",
        8,
        4,
    )
    assert visit.chip[2] == "Due in 19 min"
    assert [v.name for v in board(day, stopped_clock).arriving] == ["Hazel Example"]


@pytest.mark.parametrize(
    ("start", "words"),
    [("09:10", "Late 16 min"), ("09:45", "Due in 19 min"), ("14:00", "Booked, no reply")],
)
def test_the_words_of_a_visit_follow_the_clock(day, rooms, stopped_clock, start, words):
    day.visit("Hazel Example", start, rooms["Chair 1"])
    assert only(board(day, stopped_clock)).chip[2] == words


def test_a_late_person_is_the_heading(day, rooms, stopped_clock):
    day.visit("Hazel Example", "09:10", rooms["Chair 1"])
    assert board(day, stopped_clock).heading == "Hazel Example is 16 minutes late."


def test_an_arrived_person_is_in_the_building_until_they_left(day, rooms, stopped_clock):
    visit = day.visit("Hazel Example", "09:15", rooms["Chair 1"])
    appointment.arrive(visit, by=day.desk, at=stopped_clock - timedelta(minutes=20))
    shown = board(day, stopped_clock)
    assert (shown.inside, only(shown).chip[2]) == (1, "Arrived 09:06")
    appointment.finish(visit, by=day.desk, at=stopped_clock)
    shown = board(day, stopped_clock)
    assert (shown.inside, only(shown).chip[2]) == (0, "Done 09:26")
    assert "visit--past" in only(shown).classes


def test_who_did_not_come_stays_on_the_board_and_waits_for_a_new_time(day, rooms, stopped_clock):
    visit = day.visit("Bramble Demo", "08:15", rooms["Therapy A"], course=True)
    appointment.no_show(visit, by=day.desk, at=stopped_clock)
    shown = board(day, stopped_clock)
    assert only(shown).chip[2] == "No-show"
    assert [(r.name, r.sentence) for r in shown.rebook] == [
        ("Bramble Demo", "No-show 08:15. Nothing next.")
    ]


def test_who_has_a_new_time_waits_no_more(day, rooms, stopped_clock):
    visit = day.visit("Bramble Demo", "08:15", rooms["Therapy A"], course=True)
    appointment.no_show(visit, by=day.desk, at=stopped_clock)
    appointment.book(
        visit.patient, kind="FOLLOW_UP", site=day.site, starts_at=wall("15:00"), by=day.desk, at=stopped_clock
    )  # fmt: skip
    assert board(day, stopped_clock).rebook == []


def test_a_moved_visit_leaves_its_old_place_to_others(day, rooms, stopped_clock):
    visit = day.visit("Aster Specimen", "13:00", rooms["Therapy A"])
    appointment.move(visit, starts_at=wall("14:00"), by=day.desk, at=stopped_clock)
    visits = [v for c in board(day, stopped_clock).columns for v in c.visits]
    assert [(v.hours, v.chip[2]) for v in visits] == [("14:00–15:00", "Booked, moved")]


def test_a_visit_without_a_room_is_named_under_the_board(day, rooms, stopped_clock):
    day.visit("Wren Notaperson", "10:00")
    assert [v.name for v in board(day, stopped_clock).unplaced] == ["Wren Notaperson"]


def test_another_site_sees_nothing(day, rooms, other_desk, stopped_clock):
    """Control: without visible_to the other desk reads this day."""
    day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    assert board(day, stopped_clock, other_desk).visits == 0


def test_the_number_of_queries_does_not_grow_with_the_day(day, rooms, stopped_clock):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            board(day, stopped_clock)
        return len(queries)

    day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    first = cost()
    for n, start in enumerate(["11:00", "12:00", "13:00", "14:00", "15:00"]):
        day.visit(f"Person{n} Invented", start, rooms["Therapy A"], course=True)
    assert cost() == first
    assert first <= 12


def test_the_button_arrived_checks_the_person_in(client, day, rooms, stopped_clock):
    visit = day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    client.force_login(day.desk)
    page = client.get(reverse("web:today"))
    assert reverse("web:arrive", args=[visit.pk]) in page.content.decode()
    answer = client.post(reverse("web:arrive", args=[visit.pk]), follow=True)
    assert "Hazel Example is here." in answer.content.decode()
    assert Appointment.objects.get(pk=visit.pk).status == "ARRIVED"


def test_a_second_click_is_told_what_happened_and_changes_nothing(
    client, day, rooms, stopped_clock
):
    visit = day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    client.force_login(day.desk)
    client.post(reverse("web:arrive", args=[visit.pk]))
    before = Appointment.objects.get(pk=visit.pk).version
    client.post(reverse("web:arrive", args=[visit.pk]))
    assert Appointment.objects.get(pk=visit.pk).version == before


def test_a_person_of_another_site_cannot_check_anybody_in(
    client, day, rooms, other_desk, stopped_clock
):
    visit = day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    client.force_login(other_desk)
    assert client.post(reverse("web:arrive", args=[visit.pk])).status_code == 404


def test_an_auditor_has_no_today_page(client, auditor):
    client.force_login(auditor)
    assert client.get(reverse("web:today")).status_code == 403


def test_every_item_of_the_bar_and_the_menu_leads_somewhere():
    from clinic.web import nav

    for item in [*nav.BAR, *nav.MENU]:
        assert reverse(item.route).startswith("/")


def test_an_unchanged_board_answers_304_and_any_change_to_its_patients_ends_that(
    client, day, stopped_clock, walk_to_dosing_visit
):
    """Control: a version that left out row events would keep 304 after the escort was named."""
    from clinic.scheduling.actions import escort

    visit = walk_to_dosing_visit("14:00")
    client.force_login(day.desk)
    first = client.get(reverse("web:today"))
    again = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    with CaptureQueriesContext(connection) as queries:
        same = client.get(reverse("web:today"), **again)
    assert (same.status_code, same.content) == (304, b"")
    named = {"on": "2026-11-24", "site": str(day.site.pk)}
    assert client.get(reverse("web:today"), named, **again).status_code == 304
    assert len(queries) <= 6
    escort.promise(
        visit,
        name="Robin Placeholder",
        phone="505-555-0142",
        adult=True,
        by=day.desk,
        at=stopped_clock,
    )
    changed = client.get(reverse("web:today"), **again)
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_what_the_gate_said_is_shared_only_by_those_who_see_the_same_visits(
    day, walk_to_dosing_visit, stopped_clock, monkeypatch
):
    """Control: kept by the facts alone, the second board would show nobody not ready."""
    from clinic.scheduling.models.visit_row import read_rows
    from clinic.web.boards import blockers
    from clinic.web.boards.version import facts_of

    visit = walk_to_dosing_visit("14:00")
    facts = facts_of(day.site.pk, visit.wall_date, visit.wall_date, stopped_clock)
    assert blockers.remembered(facts, [], stopped_clock) == {}
    rows = read_rows(Appointment.objects.filter(pk=visit.pk))
    assert set(blockers.remembered(facts, rows, stopped_clock)) == {visit.pk}
    monkeypatch.setattr(blockers, "blockers_of", lambda *_: pytest.fail("judged twice"))
    assert set(blockers.remembered(facts, rows, stopped_clock)) == {visit.pk}


def test_a_poll_that_names_a_site_of_others_learns_nothing(
    client, day, rooms, other_desk, stopped_clock
):
    """Control: without the question whether they may, the version of this site's day would be told apart."""
    from clinic.web.boards.version import facts_of, version_of

    day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    on = day.site.today(stopped_clock)
    version = version_of(facts_of(day.site.pk, on, on, stopped_clock), other_desk)
    client.force_login(other_desk)
    asked = {"on": on.isoformat(), "site": str(day.site.pk)}
    answer = client.get(reverse("web:today"), asked, HTTP_IF_NONE_MATCH=version)
    assert answer.status_code == 200
    assert "Hazel" not in answer.content.decode()
