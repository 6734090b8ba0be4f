"""Danger to life on the pages: item nine is kept from a half-filled form, the screen asks on, an alert is answered."""

from clinic.tasks.models import Task
from patients.models import MeasureResponse, SafetyAlert
from tests.patients.views.conftest import text, url


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
