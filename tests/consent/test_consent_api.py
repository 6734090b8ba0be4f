"""Consent through the API: the same verbs, the same refusals."""

from __future__ import annotations

import pytest
import time_machine

from consent.models import Consent, ConsentForm
from tests.clinic.api.test_doors import post, signed_in
from tests.people import PASSWORD


@pytest.fixture
def _now(at):
    with time_machine.travel(at, tick=False):
        yield


@pytest.mark.usefixtures("_now")
def test_a_patient_reads_and_signs_through_the_api(issued, own_account):
    client = signed_in(own_account)
    url = f"/api/v1/consents/{issued.pk}"
    for element in issued.form.wording.elements:
        ticked = post(client, f"{url}/acknowledge/", {"element": element.key})
        assert ticked.status_code == 200
    assert ticked.json()["state"] == "PARTIAL"
    name = {"typed_name": "Aster Specimen"}
    early = post(client, f"{url}/sign/", {**name, "password": PASSWORD})
    assert (early.status_code, early.json()["code"]) == (409, "not-answered")
    for question in issued.form.wording.questions:
        post(client, f"{url}/answer/", {"question": question.key, "text": "My sister drives."})
    wrong = post(client, f"{url}/sign/", {**name, "password": "not it"})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "password")
    signed = post(client, f"{url}/sign/", {**name, "password": PASSWORD}, key="sign-once")
    assert signed.status_code == 200
    assert signed.json()["signature"]["sha256"] == issued.form.sha256
    again = post(client, f"{url}/sign/", {**name, "password": PASSWORD}, key="sign-once")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == signed.json()


@pytest.mark.usefixtures("_now")
def test_who_reads_what(issued, desk, auditor, other_prescriber, ceremony, own_account):
    """403: not your role. 404: not yours, or not there."""
    expected = {
        ceremony.walk.nurse: 200,
        ceremony.walk.prescriber: 200,
        desk: 403,
        auditor: 403,
        other_prescriber: 404,
        own_account: 403,  # patients read on their own pages
    }
    for reader, status in expected.items():
        answer = signed_in(reader).get(f"/api/v1/consents/{issued.pk}/")
        assert answer.status_code == status, reader.name
        if status != 200:
            assert str(issued.patient_id).encode() not in answer.content


@pytest.mark.usefixtures("_now")
def test_the_desk_issues_and_does_not_witness(issued, desk):
    client = signed_in(desk)
    body = {"course": str(issued.course_id), "type": "TOUCH"}
    missing = post(client, "/api/v1/consents/", body)
    assert (missing.status_code, missing.json()["code"]) == (409, "no-consent-form")
    same = post(client, "/api/v1/consents/", {**body, "type": "KAP_TREATMENT"})
    assert (same.status_code, same.json()["id"]) == (201, str(issued.pk))
    packet = post(client, "/api/v1/consents/issue-packet/", {"course": body["course"]})
    assert [row["type"] for row in packet.json()] == ["KAP_TREATMENT", "ROUTE_ANNEX_IV"]
    assert post(client, f"/api/v1/consents/{issued.pk}/sign/", {}).status_code == 403


@pytest.mark.usefixtures("_now")
def test_a_form_is_published_through_the_api(site, manager, desk, at):
    body = {
        "type": "TOUCH",
        "title": "Touch",
        "body": "About touch.",
        "elements": [{"key": "default_no", "heading": "No", "text": "The answer is no."}],
        "meaning": "I agree.",
        "jurisdiction": "US-NM",
        "effective_from": at.isoformat(),
    }
    assert post(signed_in(desk), "/api/v1/consent-forms/", body).status_code == 403
    client = signed_in(manager)
    published = post(client, "/api/v1/consent-forms/", body)
    assert published.status_code == 201, published.json()
    form = ConsentForm.objects.get(pk=published.json()["id"])
    assert (form.edition, form.sha256) == (1, form.wording.sha256)
    assert post(client, "/api/v1/consent-forms/", body).json()["edition"] == 2
    retired = post(client, f"/api/v1/consent-forms/{form.pk}/retire/")
    assert retired.json()["retired_at"] is not None
    assert client.get("/api/v1/consent-forms/?type=TOUCH").json()["results"]


@pytest.mark.usefixtures("_now")
def test_the_prescriber_attests_and_the_patient_withdraws(issued, ceremony, own_account):
    ceremony.sign(ceremony.read(issued))
    yes = dict.fromkeys(("understands", "appreciates", "reasons", "expresses_a_choice"), True)
    attested = post(
        signed_in(ceremony.walk.prescriber),
        f"/api/v1/consents/{issued.pk}/attest-capacity/",
        {**yes, "password": PASSWORD},
    )
    assert attested.status_code == 200
    withdrawn = post(signed_in(own_account), f"/api/v1/consents/{issued.pk}/withdraw/")
    assert withdrawn.json()["state"] == "WITHDRAWN"
    assert not Consent.objects.signed().filter(pk=issued.pk).exists()
