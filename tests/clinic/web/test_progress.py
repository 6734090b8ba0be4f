"""Progress as pages and API show it: one course with one real dose and hand-computed scores, read through every door.

The story is told once for each test that needs it; the arithmetic has its own tests in tests/patients/progress.
"""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.accounts.actions import staff
from clinic.accounts.roles import Role
from clinic.accounts.system import DEMO
from clinic.web.boards import caseload
from patients.actions import patient as patients
from sessions.facts import progress
from tests.sessions.conftest import *  # noqa: F403 - `chair`
from tests.sessions.test_non_response import SEVENTEEN, TWENTY

pytestmark = pytest.mark.django_db

TWENTY_SIX = dict.fromkeys("12345678", 3) | {"9": 2}


@pytest.fixture
def dosed(chair, monkeypatch):
    """Twenty on the morning of the first dose, seventeen the day after; today is the second day after it."""
    course = chair.ready_course()
    chair.walk.phq9(course.patient, TWENTY, at=chair.at(-60))
    session = chair.arrived(chair.booked(course))
    chair.cleared(session)
    chair.start(session)
    chair.walk.phq9(course.patient, SEVENTEEN, at=chair.at(0) + timedelta(days=1))
    course.refresh_from_db()
    now = chair.at(0) + timedelta(days=2)
    monkeypatch.setattr("clinic.core.clock.now", lambda: now)
    return course


def test_one_course_on_its_page_and_through_every_other_door(client, chair, dosed):
    """The same numbers on the page, in its drawing, on the course's page, in the list and in the API."""
    client.force_login(chair.therapist)
    text = client.get(reverse("web:progress", args=[dosed.pk])).content.decode()
    assert "Too early to say: the PHQ-9 went from 20 to 17." in text
    assert "1 dose, 0 integration hours, last dose 25 Nov." in text
    for told in (
        "−3 (−15\u00a0%)",
        "1 day after dose 1: trend only",
        "asks about the last 14 days",
    ):
        assert told in text
    said = re.search(r"<desc[^>]*>([^<]*)</desc>", text).group(1)
    assert "20 on 25 Nov 2026 (baseline), 17 on 26 Nov 2026" in said
    assert "Doses: 1 (25 Nov)" in said
    main = text.split("<main")[1].split("</main>")[0]
    assert "style=" not in main
    assert "<script" not in main
    assert "from 20 to 17" in client.get(reverse("web:course", args=[dosed.pk])).content.decode()
    listed = client.get(reverse("web:people-progress")).content.decode()
    assert "Nobody is getting worse" in listed
    assert "−3 (−15\u00a0%)" in listed
    shown = client.get(f"/api/v1/courses/{dosed.pk}/progress/").json()
    measure = shown["measures"][0]
    assert measure["instrument"] == shown["first_measure"] == "PHQ-9"
    assert (shown["standing"], shown["today"], len(shown["doses"])) == ("EARLY", "2026-11-27", 1)
    assert measure["outcome"]["points"] == -3
    assert measure["outcome"]["percent"] == "15.0"
    assert (measure["outcome"]["response"], measure["endpoint"]) == (False, None)
    assert [p["marks"] for p in measure["points"]][-2:] == [
        ["BASELINE", "OVERLAPS_PREVIOUS"],
        ["OVERLAPS_DOSE", "OVERLAPS_PREVIOUS"],
    ]
    (row,) = client.get("/api/v1/course-progress/").json()["results"]
    assert row["course"] == str(dosed.pk)


def test_whoever_is_worse_stands_first_and_in_the_heading(client, chair, dosed):
    chair.walk.phq9(dosed.patient, TWENTY_SIX, at=chair.at(0) + timedelta(days=1, hours=2))
    client.force_login(chair.therapist)
    listed = client.get(reverse("web:people-progress")).content.decode()
    assert f"{dosed.patient.full_name} is worse than before treatment." in listed
    assert "graph-up" in client.get(reverse("web:people")).content.decode()
    text = client.get(reverse("web:progress", args=[dosed.pk])).content.decode()
    assert "Worse: the PHQ-9 rose from 20 to 26." in text


def test_a_patient_sees_their_own_line_in_plain_words_and_nobody_elses(client, chair, dosed, site):
    account = staff.invite(
        site, email="own@example.com", name="Own", role=Role.PATIENT, by=DEMO, at=chair.walk.at
    )
    patients.give_account(dosed.patient, account=account, by=chair.walk.desk, at=chair.walk.at)
    client.force_login(account)
    text = client.get(reverse("portal:trend")).content.decode()
    assert "How your mood has been" in text
    for word in ("severe", "depression", "PHQ", "ketamine", "baseline", "Worse"):
        assert word not in text.split("<main")[1]
    assert client.get(reverse("web:progress", args=[dosed.pk])).status_code == 403
    assert client.get(f"/api/v1/courses/{dosed.pk}/progress/").status_code == 403


def test_twice_the_courses_cost_no_more_queries(chair, dosed, therapist):
    now = chair.at(0) + timedelta(days=2)

    def cost(courses):
        with CaptureQueriesContext(connection) as queries:
            progress.load(courses, now, viewer=therapist)
        return len(queries)

    courses = caseload.courses_of(chair.site, therapist, now)
    assert courses == [dosed]
    other = chair.walk.referred(chair.walk.register("Basil", "Invented"))
    other.site = chair.site
    assert cost(courses) <= 16
    assert cost([*courses, other]) == cost(courses)


@pytest.mark.parametrize("person", ["desk", "manager", "auditor"])
def test_who_does_not_treat_sees_no_scores(client, walk, request, person):
    course = walk.referred()
    client.force_login(request.getfixturevalue(person))
    assert client.get(reverse("web:progress", args=[course.pk])).status_code == 403
    assert client.get(f"/api/v1/courses/{course.pk}/progress/").status_code == 403
    assert client.get(reverse("web:people-progress")).status_code == 403


def test_another_sites_prescriber_is_told_of_nothing(client, walk, other_prescriber):
    course = walk.referred()
    client.force_login(other_prescriber)
    assert client.get(reverse("web:progress", args=[course.pk])).status_code == 404
    assert client.get(f"/api/v1/courses/{course.pk}/progress/").status_code == 404
    assert client.get("/api/v1/course-progress/").json()["results"] == []
