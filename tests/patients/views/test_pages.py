"""The record's pages: they open for whom they should, a refusal keeps what was typed, one press does one verb."""

import re

import pytest

from patients.actions import fact
from patients.models import (
    AllergyCheck,
    CareTeamMember,
    Condition,
    Contact,
    Patient,
    Protocol,
    SiteProtocol,
)
from tests.patients.views.conftest import text, url


def test_the_record_says_first_what_is_missing(browser, walk):
    patient = walk.register()
    page = browser(walk.nurse).get(url("record", patient.pk))
    assert page.status_code == 200
    assert "There is nobody to call in an emergency." in text(page)
    assert "Allergies were not asked about." in text(page)


def test_the_desk_reads_no_chart_on_the_record(browser, walk):
    patient = walk.register()
    fact.confirm_condition(patient, name="Major depression", by=walk.nurse, at=walk.at)
    walk.phq9(patient)
    page = text(browser(walk.desk).get(url("record", patient.pk)))
    assert "Major depression" not in page
    assert "PHQ-9" not in page
    assert "Care team" in page
    assert "Major depression" in text(browser(walk.nurse).get(url("record", patient.pk)))


def test_a_record_elsewhere_does_not_exist(browser, walk, other_desk):
    patient = walk.register()
    for name in ("record", "edit", "contact-add", "care-team-add", "course-open"):
        assert browser(other_desk).get(url(name, patient.pk)).status_code == 404


def test_an_edit_changes_what_was_typed_and_a_refusal_keeps_it(browser, walk):
    patient = walk.register()
    desk = browser(walk.desk)
    assert "Aster" in desk.get(url("edit", patient.pk)).content.decode()
    typed = {
        "given_name": "Aster",
        "family_name": "Specimen",
        "preferred_name": "Star",
        "birth_date": "2099-01-01",
        "language": "en",
    }
    refused = desk.post(url("edit", patient.pk), typed)
    assert refused.status_code == 422
    assert 'value="Star"' in refused.content.decode()
    done = desk.post(url("edit", patient.pk), typed | {"birth_date": "1980-02-14"})
    assert done.status_code == 302
    assert Patient.objects.get(pk=patient.pk).preferred_name == "Star"


def test_contacts_are_added_changed_and_ended(browser, walk):
    patient = walk.register()
    desk = browser(walk.desk)
    typed = {"name": "Rue Unreal", "relationship": "PARTNER", "is_escort": "on"}
    refused = desk.post(url("contact-add", patient.pk), typed)
    assert refused.status_code == 422
    assert "Rue Unreal" in refused.content.decode()
    desk.post(url("contact-add", patient.pk), typed | {"phone": "505-555-0101"})
    contact = Contact.objects.get(patient=patient)
    desk.post(url("contact", contact.pk), typed | {"phone": "505-555-0102", "may_be_told": "on"})
    contact.refresh_from_db()
    assert (contact.phone, contact.may_be_told) == ("505-555-0102", True)
    desk.post(url("contact-end", contact.pk))
    contact.refresh_from_db()
    assert contact.ended_at == walk.at


def test_a_therapist_joins_and_leaves(browser, walk):
    patient = walk.register()
    desk = browser(walk.desk)
    page = url("care-team-add", patient.pk)
    refused = desk.post(page, {"role": "THERAPIST", "user": str(walk.nurse.pk)})
    assert refused.status_code == 422
    desk.post(page, {"role": "THERAPIST", "user": str(walk.therapist.pk)})
    member = CareTeamMember.objects.get(patient=patient)
    desk.post(url("care-team-end", member.pk), {"because": ""})
    member.refresh_from_db()
    assert member.ended_at is None
    desk.post(url("care-team-end", member.pk), {"because": "On leave"})
    member.refresh_from_db()
    assert (member.ended_at, member.ended_because) == (walk.at, "On leave")


@pytest.mark.parametrize("kind", ["condition", "medication", "allergy"])
def test_facts_are_confirmed_ended_and_struck_out(browser, walk, kind):
    patient = walk.register()
    nurse = browser(walk.nurse)
    add = url("fact-add", patient.pk, kind)
    assert nurse.get(add).status_code == 200
    refused = nurse.post(add, {"name": "", "note": "typed", "severity": "MILD"})
    assert refused.status_code == 422
    assert 'value="typed"' in refused.content.decode()
    nurse.post(add, {"name": "Latex", "severity": "MILD", "started_on": "2026-01-02"})
    row = {"condition": Condition}.get(kind)
    model = row or (fact.Medication if kind == "medication" else fact.Allergy)
    known = model.objects.get(patient=patient)
    end = url("fact-end", kind, known.pk)
    assert nurse.post(end, {"ended_on": "2026-01-01"}).status_code == 422
    assert nurse.post(end, {"ended_on": "2026-03-01"}).status_code == 302
    mistake = url("fact-mistake", kind, known.pk)
    assert nurse.get(mistake).status_code == 200
    assert nurse.post(mistake, {"because": "Another patient's letter"}).status_code == 302
    known.refresh_from_db()
    assert known.mistaken_by == walk.nurse
    assert "A mistake: Another patient" in text(nurse.get(url("record", patient.pk)))


def test_asked_and_no_allergies(browser, walk):
    patient = walk.register()
    nurse = browser(walk.nurse)
    nurse.post(url("no-allergies", patient.pk))
    assert AllergyCheck.objects.filter(patient=patient, asked_by=walk.nurse).exists()
    assert "None known" in text(nurse.get(url("record", patient.pk)))


def test_a_manager_chooses_the_plans(browser, walk, manager):
    plan = Protocol.objects.get(code="THREE_IM")
    office = browser(manager)
    assert office.get(url("protocols")).status_code == 200
    office.post(url("protocol-offer", plan.pk))
    row = SiteProtocol.objects.get(site=walk.site, protocol=plan)
    assert "Offered here" in text(office.get(url("protocols")))
    office.post(url("protocol-drop", row.pk))
    row.refresh_from_db()
    assert row.dropped_at == walk.at
    assert browser(walk.nurse).get(url("protocols")).status_code == 403


def test_no_page_writes_style_or_script_into_the_html(browser, walk):
    patient = walk.register()
    sheet = walk.screening(walk.referred(patient))
    response = walk.phq9(patient)
    for page in (
        url("record", patient.pk),
        url("edit", patient.pk),
        url("screening", sheet.pk),
        url("measure", response.pk),
        url("fact-add", patient.pk, "condition"),
    ):
        html = browser(walk.prescriber).get(page).content.decode()
        assert not re.search(r"<style|style=|\son\w+=|<script>", html), page
