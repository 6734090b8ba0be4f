"""The list of visits that the database writes is the serializer's own, row by row."""

import json

import pytest
from django.urls import reverse

from clinic.scheduling.actions import appointment
from clinic.scheduling.api.appointment_shapes import AppointmentSerializer
from clinic.scheduling.models import Appointment
from tests.clinic.web.conftest import day, stopped_clock, walk, walk_to_dosing_visit, wall

__all__ = ["day", "stopped_clock", "walk", "walk_to_dosing_visit"]

pytestmark = pytest.mark.django_db


def test_every_column_of_every_row_is_what_the_serializer_says(
    client, walk_to_dosing_visit, day, desk, stopped_clock
):
    """Change one column in `listed.documents` and this is red."""
    dose = walk_to_dosing_visit("14:00")
    here = day.visit("Hazel Example", "09:45", dose.room)
    appointment.arrive(here, by=desk, at=stopped_clock.replace(microsecond=120))
    gone = day.visit("Wren Notaperson", "11:00", None)
    appointment.move(gone, starts_at=wall("12:00"), by=desk, at=stopped_clock)
    client.force_login(desk)
    found = client.get("/api/v1/appointments/", {"page_size": 100})
    rows = json.loads(found.content)["results"]
    told = AppointmentSerializer(
        Appointment.objects.order_by("starts_at", "id").prefetch_related("staff__user"), many=True
    ).data
    assert len(rows) == 4
    for row, each in zip(rows, json.loads(json.dumps(told, default=str)), strict=True):
        key = lambda person: (person["role"], person["user"])  # noqa: E731
        row["staff"].sort(key=key)
        each["staff"].sort(key=key)
        assert row == each


def test_pages_follow_each_other_without_a_gap_or_a_double(client, day, desk, stopped_clock):
    rooms = day.open(("Chair 1", "DOSING"))
    made = [
        day.visit(f"Person{n} Invented", start, rooms["Chair 1"])
        for n, start in enumerate(["09:00", "10:00", "11:00", "12:00", "13:00"])
    ]
    client.force_login(desk)
    address = reverse("appointment-list") + "?page_size=2&day=2026-11-24"
    seen = []
    while address:
        page = json.loads(client.get(address).content)
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert seen == [str(visit.pk) for visit in made]


def test_another_site_lists_nothing_and_the_reads_are_logged(
    client, day, desk, other_desk, stopped_clock
):
    """Controls: without visible_to the first is red, without note_all the second."""
    from clinic.audit.models import Access

    rooms = day.open(("Chair 1", "DOSING"))
    visit = day.visit("Hazel Example", "09:45", rooms["Chair 1"])
    client.force_login(other_desk)
    assert json.loads(client.get("/api/v1/appointments/").content)["results"] == []
    client.force_login(desk)
    before = Access.objects.filter(patient_id=visit.patient_id).count()
    assert len(json.loads(client.get("/api/v1/appointments/").content)["results"]) == 1
    assert Access.objects.filter(patient_id=visit.patient_id).count() == before + 1
