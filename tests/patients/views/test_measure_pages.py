"""Questionnaires on the staff's pages: asked, copied from paper, counted elsewhere; licensed wording loaded."""

import html
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from patients.instruments.pcl5 import PCL5
from patients.models import InstrumentDefinition, MeasureResponse
from tests.patients.actions.test_wording import words
from tests.patients.views.conftest import text, url


@pytest.fixture
def begin(browser, walk):
    """`begin(code)`: the nurse's browser, the page of a form just begun, and its patient."""

    def go(code, patient=None):
        patient = patient or walk.register()
        nurse = browser(walk.nurse)
        return nurse, nurse.post(url("measure-begin", patient.pk, code)).url

    return go


def test_every_shipped_questionnaire_opens_and_says_its_licence(begin, walk):
    patient = walk.register()
    for definition in InstrumentDefinition.objects.current():
        nurse, page = begin(definition.code, patient)
        shown = text(nurse.get(page))
        assert definition.licence in html.unescape(shown)
        unworded = "Read each question from the licensed paper" in shown
        assert unworded is not definition.instrument.is_worded


def test_the_result_says_band_finding_and_groups(begin):
    nurse, page = begin("PCL-5")
    answers = {item.key: "2" for item in PCL5.items} | {"6": "0", "7": "0"}
    assert nurse.post(page, answers).status_code == 302
    shown = text(nurse.get(page))
    assert "PCL-5: 36 of 80" in shown
    assert "At or above the cut-off." in shown
    assert "The cluster rule is met: no" in shown
    assert "Avoidance 0 of 2 no" in shown
    assert "2 Moderately" in shown


def test_paper_is_entered_with_its_day_and_its_gap(begin, walk):
    nurse, page = begin("GAD-7")
    answers = {str(n): "1" for n in range(1, 7)}
    refused = nurse.post(page, answers | {"entry": "SCREEN"})
    assert refused.status_code == 422
    assert "Not answered yet." in text(refused)
    day = walk.day(-3)
    assert nurse.post(page, answers | {"entry": "PAPER", "answered_on": day}).status_code == 302
    response = MeasureResponse.objects.get()
    assert (response.entry, response.answered_on, response.total) == ("PAPER", day, 7)
    assert "Estimated: an answer is missing." in text(nurse.get(page))


def test_a_total_counted_elsewhere_asks_for_the_number_and_for_whom(begin):
    nurse, page = begin("MADRS")
    assert "Total, 0 to 60" in text(nurse.get(page))
    refused = nurse.post(page, {"TOTAL": "34", "scored_by": ""})
    assert refused.status_code == 422
    assert "Say who counted this total." in text(refused)
    assert nurse.post(page, {"TOTAL": "61", "scored_by": "Dr. Nobody"}).status_code == 422
    assert nurse.post(page, {"TOTAL": "34", "scored_by": "Dr. Nobody"}).status_code == 302
    shown = text(nurse.get(page))
    assert "MADRS: 34 of 60" in shown
    assert "Counted by Dr. Nobody." in shown


def test_whose_cutoff_is_asked_only_where_the_record_does_not_say(begin, walk):
    nurse, page = begin("AUDIT-C")
    assert "Whose cut-off holds" in text(nurse.get(page))
    nurse.post(page, {"1": "1", "2": "1", "3": "1"})
    assert "not decided" in text(nurse.get(page))
    response = MeasureResponse.objects.get()
    assert nurse.post(url("measure-cutoff", response.pk), {"sex": "FEMALE"}).status_code == 302
    shown = text(nurse.get(page))
    assert "The screen is positive: yes (cut-off: Women)" in shown
    assert "Whose cut-off holds" not in shown


def test_the_record_offers_a_few_and_folds_the_others(browser, walk):
    shown = text(browser(walk.nurse).get(url("record", walk.register().pk)))
    assert shown.index("Ask now PHQ-9") < shown.index("Other questionnaires")
    assert "MEQ30" in shown[shown.index("Other questionnaires") :]


def uploaded(plain):
    return SimpleUploadedFile("words.json", json.dumps(plain).encode(), "application/json")


def test_the_manager_fills_in_the_blank_file_and_loads_it(browser, walk, manager):
    boss = browser(manager)
    page = url("wording")
    before = text(boss.get(page))
    assert "9 questionnaires have no wording." in before
    blank = json.loads(boss.get(url("wording-blank", "DAST-10")).content)
    refused = boss.post(page, {"file": uploaded(blank)})
    assert refused.status_code == 422
    assert "This wording does not fit DAST-10. 1 has no text." in text(refused)
    assert "And 6 more places." in text(refused)
    assert boss.post(page, {"file": uploaded(words())}).status_code == 302
    after = text(boss.get(page))
    assert "8 questionnaires have no wording." in after
    assert "Agreement 12 of 2026 with the invented owner" in after
    assert "Edition 1 (en), " + manager.actor_label in after


@pytest.mark.parametrize("person", ["desk", "nurse", "prescriber", "therapist"])
def test_nobody_else_sees_the_page_of_the_wording(browser, walk, person):
    assert browser(getattr(walk, person)).get(url("wording")).status_code == 403
