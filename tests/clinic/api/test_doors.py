"""What every resource of the API shares: closed until opened, one effect per key, one shape of refusal."""

import json
import threading

import pytest
from django.db import connection
from django.test import Client

from clinic.accounts.models import Licence, User
from clinic.core.models import IdempotencyKey
from clinic.sites.models import Site
from tests.people import PASSWORD


def signed_in(user):
    client = Client(HTTP_ACCEPT="application/json")
    client.force_login(user)
    return client


def post(client, path, body=None, key=None):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(
        path, json.dumps(body or {}), content_type="application/json", headers=headers
    )


def test_nobody_signed_in_gets_nothing(site):
    assert Client().get("/api/v1/sites/").status_code in {401, 403}


def test_a_row_of_another_site_does_not_exist(site, other_site, manager):
    client = signed_in(manager)
    assert client.get(f"/api/v1/sites/{site.pk}/").status_code == 200
    missing = client.get(f"/api/v1/sites/{other_site.pk}/")
    assert missing.status_code == 404
    assert missing.json()["code"] == "not-found"


def test_a_role_without_the_verb_gets_403_and_a_sentence(site, desk):
    refused = post(signed_in(desk), f"/api/v1/sites/{site.pk}/adjust/", {"phone": "1"})
    assert refused.status_code == 403
    assert refused.json()["code"] == "not-allowed"


def test_an_unknown_filter_is_refused_not_ignored(site, manager):
    answer = signed_in(manager).get("/api/v1/staff/?password__startswith=a")
    assert answer.status_code == 400
    assert answer.json()["field"] == "password__startswith"


def test_an_unknown_field_is_refused_and_nothing_is_written(site, manager):
    answer = post(
        signed_in(manager),
        f"/api/v1/sites/{site.pk}/adjust/",
        {"phone": "505-555-0111", "is_open": False},
    )
    assert answer.status_code == 400
    assert Site.objects.get(pk=site.pk).phone == "505-555-0100"


def test_a_rule_that_says_no_is_409_with_its_sentence(site, manager, desk):
    answer = post(
        signed_in(manager),
        "/api/v1/staff/",
        {
            "site": str(site.pk),
            "email": desk.email,
            "name": desk.name,
            "role": "FRONT_DESK",
        },
    )
    assert answer.status_code == 409
    assert answer.json() == {
        "code": "already-member",
        "detail": "This person already has that role here.",
    }


def test_a_foreign_key_to_what_the_caller_may_not_see_is_400(site, other_site, manager):
    answer = post(
        signed_in(manager),
        "/api/v1/staff/",
        {
            "site": str(other_site.pk),
            "email": "new@example.org",
            "name": "New",
            "role": "NURSE",
        },
    )
    assert answer.status_code == 400
    assert not User.objects.filter(email="new@example.org").exists()


def test_the_same_key_gets_the_same_answer_and_one_effect(site, manager):
    client = signed_in(manager)
    body = {"site": str(site.pk), "email": "n@example.org", "name": "N", "role": "NURSE"}
    first = post(client, "/api/v1/staff/", body, key="k1")
    again = post(client, "/api/v1/staff/", body, key="k1")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    other = post(client, "/api/v1/staff/", {**body, "name": "Other"}, key="k1")
    assert other.status_code == 422
    assert User.objects.filter(email="n@example.org").count() == 1


def test_a_refused_write_keeps_no_answer(site, manager):
    client = signed_in(manager)
    body = {"site": str(site.pk), "email": "bad", "name": "N", "role": "NURSE"}
    assert post(client, "/api/v1/staff/", body, key="k2").status_code == 400
    body["email"] = "good@example.org"
    assert post(client, "/api/v1/staff/", body, key="k2").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_with_one_key_are_one_effect_and_equal_answers(site, manager):
    """The second waits on the unique key until the first has committed, then gets its answer."""
    body = {
        "site": str(site.pk),
        "kind": "BLS",
        "number": "B-1",
        "jurisdiction": "US",
        "issued_on": "2026-01-01",
        "expires_on": "2027-01-01",
    }
    path = f"/api/v1/staff/{manager.pk}/record-licence/"
    client = signed_in(manager)
    cookies = client.cookies
    answers = []

    def once():
        mine = Client(HTTP_ACCEPT="application/json")
        mine.cookies = cookies
        try:
            answers.append(post(mine, path, body, key="k3"))
        finally:
            connection.close()

    threads = [threading.Thread(target=once) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {a.status_code for a in answers} == {201}
    assert len({a.content for a in answers}) == 1
    assert Licence.objects.filter(number="B-1").count() == 1
    assert IdempotencyKey.objects.filter(key="k3").count() == 1


def test_a_signature_over_the_api_needs_the_password(site, director):
    client = signed_in(director)
    version = post(client, "/api/v1/policies/", {"site": str(site.pk)}).json()
    path = f"/api/v1/policies/{version['id']}/sign/"
    assert post(client, path, {"password": "wrong"}).status_code == 400
    signed = post(client, path, {"password": PASSWORD})
    assert signed.status_code == 200
    assert signed.json()["status"] == "SIGNED"


def test_the_description_lists_every_verb(site, manager):
    text = signed_in(manager).get("/api/v1/schema/").content.decode()
    assert "/api/v1/policies/{id}/sign/" in text


@pytest.mark.parametrize("body", ["words", ["a", "b"], 7, None])
def test_a_body_that_is_no_object_is_refused_with_a_sentence(site, manager, body):
    answer = signed_in(manager).post(
        f"/api/v1/sites/{site.pk}/adjust/", json.dumps(body), content_type="application/json"
    )
    assert answer.status_code == 400
    assert answer.json()["detail"] == "Send a JSON object."
