"""The pages: they open for whom they should, a refusal keeps what was typed, one press does one verb."""

import html
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from clinic.tasks.models import Task
from patients.actions import fact, screening
from patients.eligibility.assessment import FindingStatus
from patients.eligibility.exclusion import CATALOGUE
from patients.models import (
    AllergyCheck,
    CareTeamMember,
    Condition,
    Contact,
    Course,
    FindingClash,
    MeasureResponse,
    Patient,
    Protocol,
    SafetyAlert,
    ScreeningFinding,
    SiteProtocol,
)
from tests.people import PASSWORD


@pytest.fixture
def browser(at):
    """A browser signed in as somebody, at the suite's instant."""

    def make(user):
        client = Client()
        client.force_login(user)
        return client

    with time_machine.travel(at, tick=False):
        yield make


def url(name, *args):
    return reverse(f"patients:{name}", args=args)


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


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
    assert "none known" in text(nurse.get(url("record", patient.pk)))


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


def test_opening_and_moving_a_course(browser, walk):
    patient = walk.register()
    plan = walk.plan()
    desk = browser(walk.desk)
    desk.post(url("course-open", patient.pk), {"protocol": str(plan.pk)})
    course = Course.objects.get(patient=patient)
    again = desk.post(url("course-open", patient.pk), {})
    assert again.status_code == 422
    pause = url("course-move", course.pk, "pause")
    assert desk.get(pause).status_code == 403
    nurse = browser(walk.nurse)
    typed = {
        "reason": "STAFFING",
        "owner": str(walk.prescriber.pk),
        "review_on": "2026-11-01",
        "note": "No room until spring",
    }
    refused = nurse.post(pause, typed)
    assert refused.status_code == 422
    assert "No room until spring" in refused.content.decode()
    assert nurse.post(pause, typed | {"review_on": "2026-12-01"}).status_code == 302
    course.refresh_from_db()
    assert (course.status, course.pause_owner) == ("PAUSED", walk.prescriber)


def test_every_move_has_a_page(browser, walk):
    from patients.views.course_moves import MOVES

    course = walk.referred()
    for name, page in MOVES.items():
        person = walk.prescriber
        if not page.verb.allowed(person, walk.site.pk):
            person = walk.desk
        answer = browser(person).get(url("course-move", course.pk, name))
        assert answer.status_code == 200, name
        assert str(page.question) in text(answer)


def test_an_illegal_move_is_a_sentence_on_the_page(browser, walk):
    course = walk.referred()
    answer = browser(walk.therapist).post(url("course-move", course.pk, "ready"), {})
    assert answer.status_code == 422
    assert "cannot become ready" in text(answer)


def filled(**changed):
    typed = {f"{row.code}-status": "ABSENT" for row in CATALOGUE}
    return typed | {"summary": ""} | changed


def base(page):
    """The sheet as it was opened, as the page carries it."""
    found = re.search(r'name="base" value="([^"]+)"', page.content.decode())
    return html.unescape(found.group(1))


def test_the_screening_sheet_saves_what_was_touched_and_shows_the_rest(browser, walk):
    sheet = walk.screening()
    nurse = browser(walk.nurse)
    page = nurse.get(url("screening", sheet.pk))
    assert "34 rows are not answered." in text(page)
    typed = {"base": base(page), "X05-status": "ABSENT", "summary": "Calm"}
    nurse.post(url("screening", sheet.pk), typed)
    (row,) = ScreeningFinding.objects.filter(screening=sheet)
    assert (row.code, row.status, row.found_by) == ("X05", "ABSENT", walk.nurse)
    assert "33 rows are not answered." in text(nurse.get(url("screening", sheet.pk)))


def test_two_people_on_one_sheet_do_not_overwrite_each_other(browser, walk):
    """Without ``base`` the second save wins in silence: red."""
    sheet = walk.screening()
    nurse = browser(walk.nurse)
    had = base(nurse.get(url("screening", sheet.pk)))
    found = {"X05": screening.Found(FindingStatus.ACTIVE, "Seen today")}
    screening.record_findings(sheet, findings=found, by=walk.prescriber, at=walk.at)
    late = nurse.post(
        url("screening", sheet.pk),
        {
            "base": had,
            "X05-status": "ABSENT",
            "X05-evidence": "Asked",
            "X04-status": "ABSENT",
            "summary": "Mine",
        },
        follow=True,
    )
    assert "both versions are kept" in text(late)
    sheet.refresh_from_db()
    assert sheet.summary == "Mine"
    rows = dict(ScreeningFinding.objects.filter(screening=sheet).values_list("code", "status"))
    assert rows == {"X04": "ABSENT", "X05": "ACTIVE"}
    assert "Present. Seen today" in text(late)
    assert "Absent. Asked" in text(late)
    clash = FindingClash.objects.get()
    nurse.post(url("clash-settle", clash.pk), {"keep": "TYPED"})
    row = ScreeningFinding.objects.get(screening=sheet, code="X05")
    assert (row.status, row.evidence) == ("ABSENT", "Asked")


def test_a_prescriber_signs_on_a_page_with_a_password(browser, walk):
    sheet = walk.complete_screening()
    prescriber = browser(walk.prescriber)
    page = url("screening-sign", sheet.pk)
    assert prescriber.get(page).status_code == 200
    typed = {"outcome": "ELIGIBLE", "note": "Told her", "password": "wrong"}
    refused = prescriber.post(page, typed)
    assert refused.status_code == 422
    assert "Told her" in refused.content.decode()
    assert "wrong" not in refused.content.decode().replace("went wrong", "")
    signed = prescriber.post(page, typed | {"password": PASSWORD})
    assert signed.status_code == 302
    sheet.refresh_from_db()
    assert (sheet.status, sheet.signed_by) == ("SIGNED", walk.prescriber)
    assert "Eligible." in text(prescriber.get(url("screening", sheet.pk)))
    assert browser(walk.nurse).get(page).status_code == 403


def test_completing_reopening_and_voiding_from_the_page(browser, walk):
    sheet = walk.screening()
    prescriber = browser(walk.prescriber)
    answer = prescriber.post(url("screening-complete", sheet.pk), follow=True)
    assert "Not answered yet" in text(answer)
    had = base(prescriber.get(url("screening", sheet.pk)))
    prescriber.post(url("screening", sheet.pk), filled(base=had))
    prescriber.post(url("screening-complete", sheet.pk))
    walk.sign(sheet)
    why = {"because": "The letter was about somebody else"}
    prescriber.post(url("screening-reopen", sheet.pk), why)
    assert "Read again and sign again." in text(prescriber.get(url("screening", sheet.pk)))
    assert prescriber.post(url("screening-void", sheet.pk), {"because": ""}).status_code == 422
    prescriber.post(url("screening-void", sheet.pk), why)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.voided_by) == ("VOIDED", walk.prescriber)


def test_screening_starts_from_a_button(browser, walk):
    course = walk.referred()
    answer = browser(walk.nurse).post(url("screen", course.pk))
    sheet = course.screenings.get()
    assert answer.url == url("screening", sheet.pk)


def test_a_half_filled_form_keeps_item_nine_and_its_alert(browser, walk):
    """Without ``hand_in`` the refusal of a missing answer undoes the alert with it: red."""
    patient = walk.register()
    nurse = browser(walk.nurse)
    begun = nurse.post(url("measure-begin", patient.pk, "PHQ-9"))
    response = MeasureResponse.objects.get(patient=patient)
    assert begun.url == url("measure", response.pk)
    refused = nurse.post(begun.url, {"9": "2", "1": "3"})
    assert refused.status_code == 422
    assert "Not answered yet." in text(refused)
    alert = SafetyAlert.objects.get(response=response)
    assert alert.urgency == "SAME_DAY"
    again = nurse.get(begun.url)
    assert "Call or text 988" in text(again)
    rest = {str(number): "1" for number in range(1, 9)} | {"9": "2"}
    assert nurse.post(begun.url, rest).status_code == 302
    response.refresh_from_db()
    assert (response.status, response.total) == ("COMPLETE", 10)
    assert "PHQ-9: 10" in text(nurse.get(begun.url))


def test_the_suicide_screen_asks_what_follows(browser, walk):
    patient = walk.register()
    nurse = browser(walk.nurse)
    page = nurse.post(url("measure-begin", patient.pk, "SUICIDE_SCREEN")).url
    half = nurse.post(page, {"Q1": "1", "Q2": "1"})
    assert half.status_code == 422
    done = nurse.post(page, {"Q1": "1", "Q2": "1", "Q3": "1", "Q4": "0", "Q5": "0", "Q6": "0"})
    assert done.status_code == 302
    response = MeasureResponse.objects.get(patient=patient)
    assert (response.risk, response.total) == ("MODERATE", None)


def test_an_alert_is_taken_on_and_answered(browser, walk):
    patient = walk.register()
    walk.phq9(patient, answers={str(n): 1 for n in range(1, 10)})
    alert = SafetyAlert.objects.get(patient=patient)
    nurse = browser(walk.nurse)
    page = url("safety-alert", alert.pk)
    assert "Call this patient within a day." in text(nurse.get(page))
    alert.refresh_from_db()
    assert alert.status == "RAISED"
    nurse.post(page, {"take_on": "1"})
    alert.refresh_from_db()
    assert (alert.status, alert.acknowledged_by) == ("ACKNOWLEDGED", walk.nurse)
    refused = nurse.post(page, {"assessment": "Spoke for ten minutes"})
    assert refused.status_code == 422
    assert "Ask the suicide screen first" in text(refused)
    assert "Spoke for ten minutes" in refused.content.decode()
    nurse.post(
        page, {"assessment": "Spoke for ten minutes", "no_screen_because": "She had to hang up"}
    )
    nurse.post(page, {"plan": "Call tomorrow"})
    nurse.post(page, {"note": "Called, is well"})
    alert.refresh_from_db()
    assert (alert.status, alert.closed_by) == ("CLOSED", walk.nurse)
    assert not Task.objects.open().filter(kind="SAFETY_ALERT").exists()
    assert "This alert is closed." in text(nurse.get(page))


def test_a_questionnaire_can_be_voided(browser, walk):
    patient = walk.register()
    response = walk.phq9(patient)
    nurse = browser(walk.nurse)
    assert nurse.post(url("measure-void", response.pk), {"because": ""}).status_code == 422
    nurse.post(url("measure-void", response.pk), {"because": "Her sister answered"})
    response.refresh_from_db()
    assert response.status == "VOIDED"


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


def test_contradictory_answers_are_not_called_saved(browser, walk):
    patient = walk.register()
    nurse = browser(walk.nurse)
    page = nurse.post(url("measure-begin", patient.pk, "SUICIDE_SCREEN")).url
    refused = nurse.post(page, {"Q1": "0", "Q2": "0", "Q3": "1", "Q6": "0"})
    assert refused.status_code == 422
    assert "not asked after a no" in text(refused)
    assert "is saved" not in text(refused)
    assert not MeasureResponse.objects.get(patient=patient).answers.exists()
