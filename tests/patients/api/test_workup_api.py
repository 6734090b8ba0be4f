"""The workup over the API: written, judged, refused with its field, put right; two writers, nothing lost."""

from decimal import Decimal

import pytest
from rest_framework.test import APIClient

from patients.actions.workup import trial
from patients.models import TestResult, TreatmentTrial


def calling(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def course(walk):
    return walk.referred()


def test_a_trial_is_written_judged_and_put_right(walk, course):
    nurse = calling(walk.nurse)
    body = {
        "course": str(course.pk),
        "name": "Zoloft",
        "episode": "CURRENT",
        "max_dose_mg_day": "40",
        "weeks_at_max": "8",
        "improvement": 10,
    }
    made = nurse.post("/api/v1/treatment-trials/", body, format="json")
    assert (made.status_code, made.json()["ingredient"]) == (201, "sertraline")
    url = f"/api/v1/treatment-trials/judged/?course={course.pk}"
    [row] = nurse.get(url).json()["trials"]
    assert (row["adequate_dose"], row["failed"]) == (False, False)
    right = {k: v for k, v in body.items() if k != "course"}
    right |= {"max_dose_mg_day": "100", "because": "Misread"}
    pk = made.json()["id"]
    answer = nurse.post(f"/api/v1/treatment-trials/{pk}/correct/", right, format="json")
    assert (answer.status_code, answer.json()["corrects"]) == (201, pk)
    found = nurse.get(url).json()
    assert (found["failed"], found["is_resistant"]) == (["sertraline"], False)
    assert TreatmentTrial.objects.count() == 2


def test_pounds_for_kilograms_are_a_400_at_their_field(walk, course):
    nurse = calling(walk.nurse)
    body = {"course": str(course.pk), "kind": "WEIGHT", "value": "154", "unit": "kg"}
    refused = nurse.post("/api/v1/test-results/", body, format="json")
    assert refused.status_code == 400
    assert "read as pounds it is 69.9 kg" in str(refused.json())
    assert TestResult.objects.count() == 0
    told = nurse.post("/api/v1/test-results/", {**body, "unit": "lb"}, format="json")
    assert (told.status_code, told.json()["value"], told.json()["typed"]) == (
        201,
        "69.90",
        "154.00 lb",
    )


def test_two_writers_of_one_text_get_both(walk):
    sheet = walk.screening()
    body = {"screening": str(sheet.pk), "about": "WORRIES", "seen": 0}
    url = "/api/v1/screening-texts/"
    first = calling(walk.nurse).post(url, {**body, "body": "Needles"}, format="json")
    assert first.json()["written"][0]["number"] == 1
    second = calling(walk.therapist).post(url, {**body, "body": "Dreams"}, format="json")
    [clash] = second.json()["clashes"]
    assert (clash["typed"], clash["theirs"]["body"]) == ("Dreams", "Needles")
    assert second.json()["written"] == []


def test_who_may_not_and_who_is_elsewhere(walk, course, other_prescriber):
    row = trial.record(course, name="sertraline", episode="PAST", by=walk.nurse, at=walk.at)
    url = f"/api/v1/treatment-trials/{row.pk}/"
    assert calling(walk.therapist).get(url).status_code == 200
    assert calling(walk.desk).get(url).status_code in {403, 404}
    assert calling(other_prescriber).get(url).status_code == 404
    body = {"course": str(course.pk), "kind": "ECG", "result": "NORMAL"}
    assert (
        calling(walk.therapist).post("/api/v1/test-results/", body, format="json").status_code
        == 403
    )
    assert (
        calling(other_prescriber).post("/api/v1/test-results/", body, format="json").status_code
        == 400
    )


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("substance-uses", {"substance": "CANNABIS", "use": "NEVER", "disorder": "NONE"}),
        ("illnesses", {"indication": "PTSD", "months": 14, "severity": "SEVERE", "ect": "NO"}),
        ("pregnancy-answers", {"answer": "YES", "answered_by": "PATIENT", "now": "NEITHER"}),
        ("test-results", {"kind": "ALT", "value": "31", "unit": "U/L", "high": "40"}),
    ],
)
def test_each_kind_is_written_listed_and_struck_out(walk, course, path, body):
    nurse = calling(walk.nurse)
    made = nurse.post(f"/api/v1/{path}/", {"course": str(course.pk), **body}, format="json")
    assert made.status_code == 201, made.json()
    pk = made.json()["id"]
    struck = nurse.post(
        f"/api/v1/{path}/{pk}/void/", {"because": "Another patient"}, format="json"
    )
    assert struck.json()["voided_because"] == "Another patient"
    [listed] = nurse.get(f"/api/v1/{path}/?patient={course.patient_id}").json()["results"]
    assert listed["id"] == pk


def test_a_range_in_other_units_is_kept_in_one(walk, course):
    body = {
        "course": str(course.pk),
        "kind": "CREATININE",
        "value": "120",
        "unit": "µmol/L",
        "high": "106",
    }
    told = calling(walk.nurse).post("/api/v1/test-results/", body, format="json").json()
    assert (told["value"], told["high"], told["mark"]) == ("1.36", "1.20", "HIGH")
    assert Decimal(told["value"]) > Decimal(told["high"])
