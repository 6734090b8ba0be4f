"""The pages of a screening's sections: what is typed is kept, put right and struck out there."""

from decimal import Decimal as D

from django.test import Client

from patients.actions.workup import result
from patients.models import TestResult


def open_page(user):
    client = Client()
    client.force_login(user)
    return client


def url(sheet, rest):
    return f"/screenings/{sheet.pk}/workup/{rest}"


def test_a_nurse_writes_a_trial_on_its_page(walk, sheet):
    client = open_page(walk.nurse)
    page = url(sheet, "add/trial/")
    assert client.get(page).status_code == 200
    typed = {
        "kind": "DRUG",
        "name": "Zoloft",
        "episode": "PAST",
        "max_dose_mg_day": "100",
        "outcome": "NO_RESPONSE",
        "improvement": "70",
        "told_by": "PATIENT",
    }
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert "do not fit" in refused.content.decode()
    assert 'value="Zoloft"' in refused.content.decode()
    answer = client.post(page, {**typed, "improvement": "10"})
    assert answer["Location"].endswith("#workup-trials")


def test_pounds_on_the_vitals_page_come_back_with_everything_typed(walk, sheet):
    client = open_page(walk.nurse)
    page = url(sheet, "panel/vitals/")
    typed = {
        "taken_on": "2026-11-24",
        "BLOOD_PRESSURE-value": "124",
        "BLOOD_PRESSURE-second": "78",
        "BLOOD_PRESSURE-unit": "mmHg",
        "WEIGHT-value": "154",
        "WEIGHT-unit": "kg",
        "HEIGHT-value": "170",
        "HEIGHT-unit": "cm",
    }
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert "read as pounds it is 69.9 kg" in refused.content.decode()
    assert 'value="124"' in refused.content.decode()
    assert TestResult.objects.count() == 0
    assert client.post(page, {**typed, "WEIGHT-unit": "lb"}).status_code == 302
    assert TestResult.objects.get(kind="WEIGHT").value == D("69.9")


def test_a_result_is_corrected_and_struck_out_on_its_page(walk, sheet):
    client = open_page(walk.nurse)
    row = result.record(
        sheet.course, kind="ALT", value=D(400), unit="U/L", by=walk.nurse, at=walk.at
    )
    page = f"/workup/result/{row.pk}/correct/"
    assert 'value="400' in client.get(page).content.decode()
    typed = {"value": "40", "unit": "U/L", "taken_on": "2026-11-24", "because": "Misread"}
    assert client.post(page, typed).status_code == 302
    right = TestResult.objects.standing().get()
    assert (right.value, right.corrects_id) == (D(40), row.pk)
    page = f"/workup/result/{right.pk}/strike/"
    assert client.post(page, {"because": ""}).status_code == 422
    assert client.post(page, {"because": "Another patient"}).status_code == 302
    assert client.get(page).status_code == 404


def test_a_result_taken_on_an_earlier_day_counts_from_its_beginning(walk, sheet):
    client = open_page(walk.nurse)
    page = url(sheet, "add/result/") + "?test=HCG"
    typed = {"result": "NEGATIVE", "taken_on": "2026-11-22"}
    assert client.post(page, typed).status_code == 302
    assert TestResult.objects.get().taken_at.isoformat() == "2026-11-22T07:00:00+00:00"


def test_two_browsers_and_one_text(walk, sheet):
    mine, theirs = open_page(walk.nurse), open_page(walk.therapist)
    page = url(sheet, "texts/")
    typed = {"HISTORY": "Hers", "HISTORY-seen": "0", "WORRIES": "Needles", "WORRIES-seen": "0"}
    assert mine.post(page, typed).status_code == 302
    answer = theirs.post(
        page,
        {"HISTORY": "His", "HISTORY-seen": "0", "EXPECTATIONS": "Sleep", "EXPECTATIONS-seen": "0"},
    )
    both = answer.content.decode()
    assert answer.status_code == 422
    assert "His" in both
    assert "Hers" in both
    assert 'name="HISTORY-seen" value="1"' in both
    assert theirs.post(page, {"HISTORY": "Both", "HISTORY-seen": "1"}).status_code == 302
    old = theirs.get(url(sheet, "texts/HISTORY/")).content.decode()
    assert "Hers" in old
    assert "Both" in old


def test_the_desk_opens_none_of_it(walk, sheet):
    client = open_page(walk.desk)
    for rest in ("add/trial/", "never/", "panel/vitals/", "texts/HISTORY/"):
        assert client.get(url(sheet, rest)).status_code == 403
    therapist = open_page(walk.therapist)
    assert therapist.get(url(sheet, "add/result/") + "?test=ECG").status_code == 403
    assert therapist.post(url(sheet, "panel/vitals/"), {}).status_code == 403


def test_another_site_finds_no_such_page(walk, sheet, other_prescriber):
    client = open_page(other_prescriber)
    assert client.get(url(sheet, "add/trial/")).status_code == 404
