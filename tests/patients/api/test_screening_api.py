"""The screening through the API: merged, suggested, answered, settled, signed over what was read."""

import pytest
import time_machine
from django.test import Client

from patients.actions import fact, screening
from patients.eligibility.as_signed import digest
from patients.eligibility.assessment import FindingStatus
from patients.models import Course, ScreeningFinding
from tests.patients.actions.test_screening_against import reopened
from tests.patients.conftest import ABSENT
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(at):
    def make(user, when=at):
        client = Client()
        with time_machine.travel(when, tick=False):
            client.force_login(user)

        def call(path, body=None):
            with time_machine.travel(when, tick=False):
                if body is None:
                    return client.get(f"/api/v1/{path}")
                return client.post(f"/api/v1/{path}", body, content_type="application/json")

        return call

    return make


def test_two_clients_are_merged_and_the_clash_is_settled(api, walk):
    sheet = walk.screening()
    nurse, prescriber = api(walk.nurse), api(walk.prescriber)
    where = f"screenings/{sheet.pk}"
    prescriber(
        f"{where}/record-findings/",
        {"findings": [{"code": "X05", "status": "ACTIVE", "evidence": "Seen today"}], "seen": []},
    )
    answer = nurse(
        f"{where}/record-findings/",
        {
            "findings": [
                {"code": "X05", "status": "ABSENT"},
                {"code": "X06", "status": "ABSENT"},
            ],
            "seen": [],
        },
    )
    assert answer.status_code == 200
    (clash,) = answer.json()["clashes"]
    assert (clash["code"], clash["status"], clash["kept"]) == ("X05", "ABSENT", "")
    settled = nurse(f"finding-clashes/{clash['id']}/settle/", {"keep": "TYPED"})
    assert settled.json()["kept"] == "TYPED"
    rows = dict(ScreeningFinding.objects.filter(screening=sheet).values_list("code", "status"))
    assert rows == {"X05": "ABSENT", "X06": "ABSENT"}


def test_a_program_that_says_nothing_of_what_it_read_overwrites_nobody(api, walk):
    """With what stands in place of a `seen` that was not sent, the second writer wins in silence: red."""
    sheet = walk.screening()
    nurse, program = api(walk.nurse), api(walk.prescriber)
    where = f"screenings/{sheet.pk}"
    said = {"code": "X05", "status": "ACTIVE", "evidence": "Seen today", "note": ""}
    absent = {"code": "X06", "status": "ABSENT"}
    nurse(f"{where}/record-findings/", {"findings": [said, absent], "summary": "Calm."})
    over = {"findings": [said | {"status": "ABSENT", "evidence": ""}, absent], "summary": "None."}
    answer = program(f"{where}/record-findings/", over).json()
    rows = {row["code"]: row["status"] for row in answer["findings"]}
    assert (rows, answer["summary"]) == ({"X05": "ACTIVE", "X06": "ABSENT"}, "Calm.")
    assert {(c["code"], c["status"], c["note"]) for c in answer["clashes"]} == {
        ("X05", "ABSENT", ""),
        ("SUM", "", "None."),
    }
    read = {"seen": [said], "seen_summary": "Calm."}
    changed = {"findings": [said | {"evidence": "Gone today"}], "summary": "Quiet."}
    answer = program(f"{where}/record-findings/", changed | read).json()
    assert len(answer["clashes"]) == 2
    evidence = {row["code"]: row["evidence"] for row in answer["findings"]}
    assert (evidence, answer["summary"]) == ({"X05": "Gone today", "X06": ""}, "Quiet.")


def test_suggestions_are_listed_and_answered(api, walk):
    sheet = walk.screening()
    fact.confirm_condition(sheet.patient, name="Epilepsy", by=walk.nurse, at=walk.at)
    screening.record_findings(sheet, findings=ABSENT, by=walk.nurse, at=walk.at)
    nurse, where = api(walk.nurse), f"screenings/{sheet.pk}"
    (one,) = nurse(f"{where}/suggestions/").json()["suggestions"]
    assert (one["code"], one["state"], one["text"]) == ("R05", "OPEN", "Epilepsy")
    refused = nurse(f"{where}/complete/", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "screening-blocked")
    named = {"code": one["code"], "about": one["about"]}
    assert nurse(f"{where}/take-up/", named).status_code == 409
    assert nurse(f"{where}/dismiss/", named).status_code == 400
    assert nurse(f"{where}/dismiss/", named | {"reason": "The sister's."}).status_code == 200
    assert nurse(f"{where}/complete/", {}).json()["status"] == "COMPLETE"


def test_a_signature_over_what_is_new_names_what_was_read(api, walk):
    course = walk.eligible()
    later = walk.later(hours=1)
    fact.confirm_medication(course.patient, name="Ibuprofen", by=walk.nurse, at=later.at)
    sheet = course.screenings.get()
    prescriber = api(walk.prescriber, walk.later(hours=2).at)
    where = f"screenings/{sheet.pk}"
    (new,) = prescriber(f"{where}/suggestions/").json()["new"]
    assert (new["what"], new["rows"]) == ("medication: Ibuprofen", [])
    signed = {"password": PASSWORD, "outcome": "ELIGIBLE"}
    refused = prescriber(f"{where}/sign/", signed)
    assert (refused.status_code, refused.json()["code"]) == (409, "news-not-read")
    answer = prescriber(f"{where}/sign/", signed | {"read": [new["about"]]})
    assert answer.json()["status"] == "SIGNED"


def test_an_unknown_status_is_refused(api, walk):
    sheet = walk.screening()
    body = {"findings": [{"code": "X05", "status": FindingStatus.ACTIVE.value + "?"}]}
    assert api(walk.nurse)(f"screenings/{sheet.pk}/record-findings/", body).status_code == 400


def test_a_course_under_way_is_held_by_the_signature(api, walk):
    sheet = reopened(walk, walk.active())
    prescriber = api(walk.prescriber, walk.later(hours=2).at)
    where = f"screenings/{sheet.pk}"
    read = [one["about"] for one in prescriber(f"{where}/suggestions/").json()["new"]]
    body = {"password": PASSWORD, "outcome": "INELIGIBLE", "reasons": ["X13"], "read": read}
    body |= {"note": "To the lung clinic."}
    refused = prescriber(f"{where}/sign/", body)
    assert (refused.status_code, refused.json()["field"]) == (400, "then")
    body |= {"then": "PAUSE", "because": "NEW_MEDICATION", "review_on": str(walk.day(14))}
    nobody = prescriber(f"{where}/sign/", body | {"owner": str(sheet.pk)})
    assert (nobody.status_code, nobody.json()["field"]) == (400, "owner")
    signed = prescriber(f"{where}/sign/", body | {"owner": str(walk.nurse.pk)})
    assert (signed.status_code, signed.json()["outcome"]) == (200, "INELIGIBLE")
    course = Course.objects.get(pk=sheet.course_id)
    assert (course.status, course.pause_owner) == ("PAUSED", walk.nurse)


def test_a_signature_is_read_with_what_stood_before_the_signer(api, walk):
    sheet = walk.eligible().screenings.get()
    nurse = api(walk.nurse)
    (one,) = nurse(f"screening-signatures/?screening={sheet.pk}").json()["results"]
    assert (one["schema"], one["is_whole"], one["decision"]["outcome"]) == (1, True, "ELIGIBLE")
    assert len(one["findings"]) == 34
    again = nurse(f"screening-signatures/{one['id']}/").json()
    parts = ("schema", "decision", "findings", "read", "before")
    document = {part: again[part] for part in parts} | {"policy": again["policy_number"]}
    assert digest(document) == again["sha256"]
    assert nurse(f"screening-signatures/{one['id']}/", {}).status_code == 405
