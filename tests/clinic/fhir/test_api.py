"""A referring practice's system, or a clinician's, over the API."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from clinic.fhir.bundle.document import LARGEST
from patients.models import Condition, Patient, Referral
from tests.clinic.fhir.bundles import dumped, own, parsed

REFERRALS = "/api/v1/referrals/"


@pytest.fixture
def api():
    def sign_in(user):
        client = Client(HTTP_ACCEPT="application/json")
        client.force_login(user)
        return client

    return sign_in


def send(client, data, key="", **more):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(
        REFERRALS, data, content_type="application/fhir+json", headers=headers, **more
    )


def verb(client, path, **body):
    return client.post(path, json.dumps(body), content_type="application/json")


def test_a_bundle_is_posted_as_it_is(site, desk, api) -> None:
    answer = send(api(desk), own("r4_transaction"))
    assert answer.status_code == 201
    body = answer.json()
    assert body["status"] == "OPEN"
    assert body["person"]["names"][0]["family"] == "Testperson42"
    assert Referral.objects.get().pk.hex == body["id"].replace("-", "")


def test_the_desk_is_told_nothing_of_health(site, desk, api) -> None:
    """Negative control: adding `evidence` to the desk's serializer puts the blood pressure into this answer."""
    client = api(desk)
    referral = send(client, own("r4_transaction")).json()
    text = json.dumps(referral) + client.get(f"{REFERRALS}{referral['id']}/").content.decode()
    for word in ("depression", "Sertraline", "Penicillin", "mm[Hg]", "FEMALE", "999-00"):
        assert word.lower() not in text.lower()
    assert client.get(f"{REFERRALS}{referral['id']}/evidence/").status_code == 403
    assert client.get("/api/v1/referral-facts/").status_code == 403


def test_the_same_bundle_and_the_same_key_answer_as_before(site, desk, api) -> None:
    client = api(desk)
    first = send(client, own("r4_transaction"), key="one")
    again = send(client, own("r4_transaction"), key="one")
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert send(client, own("stu3_collection"), key="one").status_code == 422
    assert Patient.objects.count() == 1


def test_a_bad_bundle_is_refused_with_entry_and_reason(site, desk, api) -> None:
    document = parsed("r4_transaction")
    document["entry"][2]["resource"]["code"]["text"] = 7
    answer = send(api(desk), dumped(document))
    assert answer.status_code == 400
    assert answer.json() == {
        "code": "bad-bundle",
        "detail": "Entry 2 (Condition): code.text must be text, found a number.",
        "field": "bundle",
    }
    assert not Referral.objects.exists()


def test_a_bundle_too_large_is_refused_with_a_sentence(site, desk, api) -> None:
    answer = send(api(desk), b" " * (LARGEST + 1))
    assert answer.status_code == 400
    assert "the largest we read is 20 MB" in answer.json()["detail"]


def test_a_clinician_settles_the_lines(site, desk, nurse, api) -> None:
    referral = send(api(desk), own("r4_transaction")).json()
    client = api(nurse)
    lines = client.get(f"/api/v1/referral-facts/?referral={referral['id']}").json()["results"]
    assert {line["status"] for line in lines} == {"PENDING"}
    by_text = {line["text"]: f"/api/v1/referral-facts/{line['id']}/" for line in lines}
    confirmed = verb(client, by_text["Major depression, recurrent"] + "confirm/")
    assert confirmed.json()["became"] == str(Condition.objects.get().pk)
    refused = verb(client, by_text["Penicillin V"] + "reject/")
    assert refused.status_code == 400
    aside = verb(client, by_text["Penicillin V"] + "reject/", because="Tested since.")
    assert aside.json()["status"] == "REJECTED"
    assert verb(client, by_text["Penicillin V"] + "take-up-again/").json()["status"] == "PENDING"
    assert verb(client, by_text["Penicillin V"] + "take-up-again/").status_code == 409
    waiting = [line["id"] for line in lines if line["text"] != "Major depression, recurrent"]
    done = verb(client, f"{REFERRALS}{referral['id']}/confirm-facts/", facts=waiting)
    assert done.json()["status"] == "SETTLED"


def test_the_desk_identifies_and_joins_records(site, desk, api) -> None:
    client = api(desk)
    partial = send(client, own("r4_collection")).json()
    assert partial["missing"] == "The birth date is not complete."
    done = verb(
        client,
        f"{REFERRALS}{partial['id']}/register/",
        given_name="José", family_name="Ñandú", birth_date="1957-07-01",
    ).json()  # fmt: skip
    assert done["status"] == "OPEN"
    twin = verb(
        client, "/api/v1/registrations/", site=str(site.pk),
        given_name="Jose", family_name="Nandu", birth_date="1957-07-01",
    )  # fmt: skip
    assert twin.status_code == 409
    assert twin.json()["code"] == "may-be-known"
    assert twin.json()["more"]["patients"] == [done["patient"]]
    second = verb(
        client, "/api/v1/registrations/", site=str(site.pk), compared=True,
        given_name="Jose", family_name="Nandu", birth_date="1957-07-01",
    ).json()  # fmt: skip
    [alike] = client.get(f"{REFERRALS}{done['id']}/candidates/").json()
    assert alike["patient"] == second["patient"]
    assert alike["reasons"] == ["The same birth date.", "The same name."]
    merged = verb(client, f"/api/v1/patients/{second['patient']}/merge/", into=done["patient"])
    assert merged.json()["merged_into"] == done["patient"]
    found = client.get("/api/v1/patients/find/?q=nandu+1957-07-01").json()
    assert [one["id"] for one in found] == [done["patient"]]
    assert verb(client, f"/api/v1/patients/{second['patient']}/undo-merge/").status_code == 200


def test_with_two_sites_the_site_is_asked_for(site, other_site, desk, other_desk, api) -> None:
    from clinic.accounts.actions import staff
    from clinic.accounts.roles import Role
    from clinic.accounts.system import SETUP
    from tests.people import AT

    staff.invite(
        other_site,
        email=desk.email,
        name=desk.name,
        role=Role.FRONT_DESK,
        by=SETUP,
        at=AT - timedelta(days=9),
    )
    desk.forget_roles()
    client = api(desk)
    assert send(client, own("r4_transaction")).json()["field"] == "site"
    answer = client.post(
        f"{REFERRALS}?site={other_site.pk}",
        own("r4_transaction"),
        content_type="application/fhir+json",
    )
    assert answer.json()["site"] == str(other_site.pk)


def test_another_site_sees_no_referral_and_the_auditor_may_send_none(
    site, desk, other_desk, auditor, api
) -> None:
    referral = send(api(desk), own("r4_transaction")).json()
    assert api(other_desk).get(f"{REFERRALS}{referral['id']}/").status_code == 404
    assert send(api(auditor), own("r4_transaction")).status_code == 403
