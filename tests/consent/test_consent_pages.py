"""The pages of consent: the patient's own, the clinic's device, the staff's view."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from consent.models import Consent, ConsentForm
from tests.people import PASSWORD


@pytest.fixture
def _now(at):
    with time_machine.travel(at, tick=False):
        yield


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def filled(consent, **changed):
    """What a browser without scripts sends for the whole form."""
    wording = consent.form.wording
    ticks = {f"element_{element.key}": "on" for element in wording.elements}
    said = {f"question_{question.key}": "My sister drives me." for question in wording.questions}
    given = {"typed_name": "Aster Specimen", "password": PASSWORD, "do": "sign", **changed}
    return {k: v for k, v in {**ticks, **said, **given}.items() if v is not None}


@pytest.mark.usefixtures("_now")
def test_a_patient_reads_and_signs_on_their_own_page(issued, own_account):
    page = browser(own_account)
    home = page.get("/me/")
    url = f"/me/consents/{issued.pk}/"
    assert url.encode() in home.content
    shown = page.get(url)
    for element in issued.form.wording.elements:
        assert element.heading.encode() in shown.content
    signed = page.post(url, filled(issued), follow=True)
    assert signed.status_code == 200
    assert b"You signed this as Aster Specimen" in signed.content
    issued.refresh_from_db()
    assert (issued.state, issued.signature["method"]) == ("SIGNED", "OWN_ACCOUNT")
    assert url.encode() not in page.get("/me/").content


@pytest.mark.usefixtures("_now")
def test_a_refused_form_keeps_every_word(issued, own_account):
    """422, the refusal beside the part it is about, and what was typed still in the page; nothing saved."""
    answer = browser(own_account).post(
        f"/me/consents/{issued.pk}/",
        filled(issued, element_touch=None, question_going_home="A friend called Sage."),
    )
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "1 of 22 parts is not ticked yet" in body
    assert "A friend called Sage." in body
    assert 'value="Aster Specimen"' in body
    assert PASSWORD not in body
    assert 'aria-describedby="id_element_touch_error"' in body
    issued.refresh_from_db()
    assert issued.state == "ISSUED"
    assert not issued.acknowledgements.exists()


@pytest.mark.usefixtures("_now")
def test_a_wrong_password_signs_nothing(issued, own_account):
    answer = browser(own_account).post(
        f"/me/consents/{issued.pk}/", filled(issued, password="not it")
    )
    assert answer.status_code == 422
    assert "That is not your password. Nothing was signed." in answer.content.decode()
    issued.refresh_from_db()
    assert issued.state == "ISSUED"


@pytest.mark.usefixtures("_now")
def test_a_patient_saves_and_goes_on_later(issued, own_account):
    page = browser(own_account)
    url = f"/me/consents/{issued.pk}/"
    half = {"do": "save", "element_purpose": "on", "question_going_home": "My sister."}
    assert page.post(url, half).status_code == 302
    body = page.get(url).content.decode()
    assert 'id="id_element_purpose" checked' in body
    assert "My sister." in body
    page.post(url, {"do": "save"})  # unticked again
    assert 'id="id_element_purpose" checked' not in page.get(url).content.decode()


@pytest.mark.usefixtures("_now")
def test_a_patient_says_no_or_takes_it_back(issued, own_account, ceremony):
    page = browser(own_account)
    annex = Consent.objects.get(course=issued.course, type="ROUTE_ANNEX_IV")
    page.post(f"/me/consents/{annex.pk}/decline/")
    annex.refresh_from_db()
    assert annex.state == "DECLINED"
    ceremony.signed(issued)
    url = f"/me/consents/{issued.pk}/withdraw/"
    assert b"It counts at once" in page.get(url).content
    assert page.post(url, {"reason": ""}).status_code == 302
    issued.refresh_from_db()
    assert issued.state == "WITHDRAWN"
    assert page.post(url, {"reason": ""}).status_code == 422
    assert b"You took this back" in page.get(f"/me/consents/{issued.pk}/").content
    assert page.get("/me/consents/").status_code == 200


@pytest.mark.usefixtures("_now")
def test_another_persons_form_does_not_exist(issued, ceremony, own_account):
    other = ceremony.walk.register(given="Linden", family="Fiction", born=date(1990, 1, 1))
    course = ceremony.walk.eligible(ceremony.walk.referred(other))
    theirs = Consent.objects.get(course=course, type="KAP_TREATMENT")
    page = browser(own_account)
    for path in ("", "withdraw/"):
        assert page.get(f"/me/consents/{theirs.pk}/{path}").status_code == 404
    assert page.post(f"/me/consents/{theirs.pk}/decline/").status_code == 404
    assert page.get(f"/consents/{theirs.pk}/").status_code == 403
    assert page.get(f"/consents/{theirs.pk}/sign/").status_code == 404


@pytest.mark.usefixtures("_now")
def test_staff_pages_by_role(issued, ceremony, desk, manager, auditor, other_prescriber):
    """(course, one consent, attest, forms)"""
    urls = (
        f"/consents/course/{issued.course_id}/",
        f"/consents/{issued.pk}/",
        f"/consents/{issued.pk}/attest/",
        "/consent-forms/",
    )
    expected = {
        ceremony.walk.nurse: (200, 200, 403, 403),
        ceremony.walk.therapist: (200, 200, 403, 403),
        ceremony.walk.prescriber: (200, 200, 200, 200),
        desk: (403, 403, 403, 403),
        auditor: (403, 403, 403, 403),
        manager: (403, 403, 403, 200),
        other_prescriber: (404, 404, 404, 200),
    }
    for reader, statuses in expected.items():
        page = browser(reader)
        assert tuple(page.get(url).status_code for url in urls) == statuses, reader.name


@pytest.mark.usefixtures("_now")
def test_signing_on_the_clinics_device_and_attesting(issued, ceremony):
    nurse, prescriber = browser(ceremony.walk.nurse), browser(ceremony.walk.prescriber)
    course = nurse.get(f"/consents/course/{issued.course_id}/").content.decode()
    assert "2 consents do not hold. No dose can be given." in course
    url = f"/consents/{issued.pk}/sign/"
    assert b"with Pat Standin beside them" in nurse.get(url).content
    assert nurse.post(url, filled(issued)).status_code == 302
    issued.refresh_from_db()
    assert issued.signature["in_presence_of"] == "Pat Standin, RN"
    attest = f"/consents/{issued.pk}/attest/"
    doubt = prescriber.post(attest, {"understands": "on", "password": PASSWORD})
    assert doubt.status_code == 422
    assert "Write down what the doubt is." in doubt.content.decode()
    abilities = dict.fromkeys(
        ("understands", "appreciates", "reasons", "expresses_a_choice"), "on"
    )
    assert prescriber.post(attest, {**abilities, "password": PASSWORD}).status_code == 302
    assert b"All four abilities" in prescriber.get(f"/consents/{issued.pk}/").content
    course = nurse.get(f"/consents/course/{issued.course_id}/").content.decode()
    assert "1 consent does not hold" in course
    annex = Consent.objects.get(course=issued.course, type="ROUTE_ANNEX_IV")
    assert (
        nurse.post(f"/consents/{annex.pk}/withdraw/", {"reason": "Not by drip."}).status_code
        == 302
    )
    nurse.post(f"/consents/course/{issued.course_id}/issue/")
    assert Consent.objects.unsigned().filter(course=issued.course).count() == 1


@pytest.mark.usefixtures("_now")
def test_a_manager_writes_the_next_version(site, manager):
    page = browser(manager)
    like = ConsentForm.objects.get(type="ROUTE_ANNEX_IV")
    assert b"5 forms in use are samples" in page.get("/consent-forms/").content
    url = f"/consent-forms/{like.pk}/next/"
    assert page.get(url).status_code == 200
    typed = {"jurisdiction": "US", "title": like.title, "body": like.body, "meaning": like.meaning}
    typed |= {"grace_days": "0", "material": "on", "reviewed_by": "A. Counsel"}
    for element in like.wording.elements:
        typed[f"heading_{element.key}"] = element.heading
        typed[f"text_{element.key}"] = element.text + " Truly."
    typed["heading_added"], typed["text_added"] = "One more thing", "It is cold here."
    refused = page.post(url, {**typed, "grace_days": "15"})
    assert (refused.status_code, b"It is cold here." in refused.content) == (422, True)
    assert page.post(url, typed).status_code == 302
    new = ConsentForm.objects.get(type="ROUTE_ANNEX_IV", edition=2)
    assert [e.key for e in new.wording.elements][-1] == "part_1"
    assert (new.reviewed_by, new.is_sample) == ("A. Counsel", False)
    assert page.get(f"/consent-forms/{new.pk}/").status_code == 200
    page.post(f"/consent-forms/{new.pk}/retire/")
    new.refresh_from_db()
    assert new.retired_at is not None
