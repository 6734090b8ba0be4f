"""The course through the API: the same verbs, the same refusals, and nothing clinical for the desk."""

import pytest
import time_machine
from rest_framework.test import APIClient

from clinic.accounts.system import SETUP
from patients.actions import course as courses
from patients.eligibility.exclusion import CATALOGUE
from patients.models import CourseStep, Patient, Protocol
from tests.people import PASSWORD


@pytest.fixture
def client_of(at):
    """An API client signed in as somebody, at the suite's instant."""

    def make(user):
        client = APIClient()
        client.force_authenticate(user)
        return client

    with time_machine.travel(at, tick=False):
        yield make


def post(client, path, status=200, **body):
    answer = client.post(f"/api/v1/{path}/", body, format="json")
    assert answer.status_code == status, answer.json()
    return answer.json()


def test_from_the_desk_to_ready(client_of, walk, manager):
    desk, nurse = client_of(walk.desk), client_of(walk.nurse)
    prescriber, therapist = client_of(walk.prescriber), client_of(walk.therapist)
    plan = str(Protocol.objects.get(code="WEEKLY_IM_4").pk)
    post(client_of(manager), "site-protocols", 201, site=str(walk.site.pk), protocol=plan)
    patient = post(
        desk,
        "patients",
        201,
        site=str(walk.site.pk),
        given_name="Aster",
        family_name="Specimen",
        birth_date="1980-02-14",
    )
    course = post(desk, "courses", 201, patient=patient["id"], protocol=plan)
    assert course["status"] == "REFERRED"
    screening = post(nurse, "screenings", 201, course=course["id"])
    rows = [{"code": exclusion.code, "status": "ABSENT"} for exclusion in CATALOGUE]
    assert len(nurse.get(f"/api/v1/screenings/{screening['id']}/blocks/").json()) == 34
    post(nurse, f"screenings/{screening['id']}/record-findings", findings=rows)
    assert nurse.get(f"/api/v1/screenings/{screening['id']}/blocks/").json() == []
    post(nurse, f"screenings/{screening['id']}/complete")
    signed = post(prescriber, f"screenings/{screening['id']}/sign", password=PASSWORD)
    assert (signed["status"], signed["valid_until"]) == ("SIGNED", "2027-02-22")
    courses.mark_consented(_course(course), by=SETUP, at=walk.at)
    post(therapist, f"courses/{course['id']}/start-preparing")
    refused = post(therapist, f"courses/{course['id']}/mark-ready", 409)
    assert "No therapist is assigned." in str(refused)
    post(
        desk,
        "care-team",
        201,
        patient=patient["id"],
        user=str(walk.therapist.pk),
        role="THERAPIST",
    )
    answers = {str(number): 1 for number in range(1, 10)} | {"9": 0}
    scored = post(
        nurse, "measures/record", 201, patient=patient["id"], instrument="PHQ-9", answers=answers
    )
    assert (scored["total"], scored["band"]) == (8, "MILD")
    walk.finish(_course(course), "PREPARATION", 1)
    ready = post(therapist, f"courses/{course['id']}/mark-ready")
    assert ready["status"] == "READY"
    moves = nurse.get(f"/api/v1/course-moves/?course={course['id']}").json()["results"]
    assert [move["new"] for move in moves][-1] == "REFERRED"
    steps = desk.get(f"/api/v1/course-steps/?course={course['id']}").json()["results"]
    assert [step["kind"] for step in steps].count("DOSING") == 4
    assert CourseStep.objects.filter(course_id=course["id"]).count() == len(steps)


def _course(answer):
    from patients.models import Course

    return Course.objects.get(pk=answer["id"])


def test_the_desk_sees_where_a_course_stands_and_never_why(client_of, walk):
    """Without ``WithChartFields`` the desk reads the reason of the pause: red."""
    course = walk.paused(walk.referred(), reason="SUICIDE_RISK")
    seen = client_of(walk.desk).get(f"/api/v1/courses/{course.pk}/").json()
    assert seen["status"] == "PAUSED"
    assert "SUICIDE_RISK" not in str(seen)
    chart = client_of(walk.nurse).get(f"/api/v1/courses/{course.pk}/").json()
    assert chart["pause_reason"] == "SUICIDE_RISK"


@pytest.mark.parametrize(
    "path",
    ["conditions", "medications", "allergies", "screenings", "measures", "safety-alerts"],
)
def test_the_desk_has_no_door_to_the_chart(client_of, walk, path):
    assert client_of(walk.desk).get(f"/api/v1/{path}/").status_code == 403


@pytest.mark.parametrize(
    "path", ["patients", "courses", "contacts", "care-team", "course-steps", "course-moves"]
)
def test_another_site_sees_nothing(client_of, walk, other_prescriber_here, path):
    walk.paused(walk.referred())
    client = client_of(other_prescriber_here)
    assert client.get(f"/api/v1/{path}/").json()["results"] == []


@pytest.fixture
def other_prescriber_here(other_site):
    from clinic.accounts.roles import Role
    from tests.people import hire

    return hire(other_site, Role.PRESCRIBER, "Orin Elsewhere")


def test_a_record_elsewhere_does_not_exist(client_of, walk, other_prescriber_here):
    course = walk.referred()
    client = client_of(other_prescriber_here)
    assert client.get(f"/api/v1/courses/{course.pk}/").status_code == 404
    post(client, f"courses/{course.pk}/resume", 404)
    post(client, "courses", 400, patient=str(course.patient_id))


def test_refusals_have_their_status(client_of, walk):
    course = walk.referred()
    nurse = client_of(walk.nurse)
    post(nurse, f"courses/{course.pk}/mark-ready", 403)
    post(client_of(walk.therapist), f"courses/{course.pk}/mark-ready", 409)
    post(nurse, f"courses/{course.pk}/pause", 400, reason="BORED")
    post(nurse, f"courses/{course.pk}/pause", 400, because="typo")
    assert nurse.get("/api/v1/courses/?colour=red").status_code == 400


def test_there_is_no_way_to_set_a_status(client_of, walk):
    course = walk.referred()
    client = client_of(walk.prescriber)
    for method in ("put", "patch", "delete"):
        answer = getattr(client, method)(
            f"/api/v1/courses/{course.pk}/", {"status": "ACTIVE"}, format="json"
        )
        assert answer.status_code == 405
    for computed in ("activate", "mark-eligible", "mark-consented"):
        answer = client.post(f"/api/v1/courses/{course.pk}/{computed}/", {}, format="json")
        assert answer.status_code == 404


def test_the_same_key_opens_one_course(client_of, walk):
    patient = walk.register()
    client = client_of(walk.desk)
    body = {"patient": str(patient.pk)}
    first = client.post("/api/v1/courses/", body, format="json", headers={"Idempotency-Key": "k1"})
    again = client.post("/api/v1/courses/", body, format="json", headers={"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    post(client, "courses", 409, **body)


def test_a_wrong_password_signs_nothing(client_of, walk):
    sheet = walk.complete_screening()
    answer = post(client_of(walk.prescriber), f"screenings/{sheet.pk}/sign", 400, password="no")
    assert "password" in str(answer)
    sheet.refresh_from_db()
    assert sheet.status == "COMPLETE"


def test_an_edit_keeps_what_it_does_not_name(client_of, walk):
    patient = walk.register()
    client = client_of(walk.desk)
    post(client, f"patients/{patient.pk}/edit", preferred_name="Star")
    post(client, f"patients/{patient.pk}/edit", 400, birth_date="2099-01-01")
    kept = Patient.objects.get(pk=patient.pk)
    assert (kept.preferred_name, kept.family_name) == ("Star", "Specimen")
    assert str(kept.birth_date) == "1980-02-14"
