"""Questionnaires through the API: what was found beside the total, the cut-off chosen, licensed wording loaded."""

import pytest

from patients.instruments.pcl5 import PCL5
from tests.patients.actions.test_wording import words
from tests.patients.api.test_course_api import client_of, post

__all__ = ["client_of"]


@pytest.fixture
def asks(client_of, walk):
    return client_of(walk.nurse)


@pytest.fixture
def patient(walk):
    return str(walk.register().pk)


def test_clusters_and_findings_come_with_the_answer(asks, patient):
    answers = {item.key: 2 for item in PCL5.items} | {"6": 0, "7": 0}
    found = post(
        asks, "measures/record", 201, patient=patient, instrument="PCL-5", answers=answers
    )
    assert (found["total"], found["positive"]) == (36, False)
    assert {"code": "C", "value": "0.00", "met": False} in found["parts"]


def test_the_cutoff_is_chosen_where_the_record_does_not_say(asks, patient):
    answers = {"1": 1, "2": 1, "3": 1}
    found = post(
        asks, "measures/record", 201, patient=patient, instrument="AUDIT-C", answers=answers
    )
    assert (found["positive"], found["cutoff_sex"]) == (None, "")
    verb = f"measures/{found['id']}/choose-cutoff"
    chosen = post(asks, verb, sex="FEMALE")
    assert (chosen["positive"], chosen["cutoff_sex"]) == (True, "FEMALE")
    post(asks, verb, 400, sex="OTHER")


def test_a_total_counted_elsewhere(asks, patient):
    body = {"patient": patient, "instrument": "MADRS", "answers": {"TOTAL": 31}}
    post(asks, "measures/record", 400, **body)
    found = post(asks, "measures/record", 201, scored_by="The referring practice", **body)
    assert (found["entry"], found["total"], found["parts"]) == ("EXTERNAL", 31, [])


def test_the_manager_loads_wording_and_others_do_not(client_of, walk, manager):
    loaded = post(client_of(manager), "instruments/load-wording", 201, wording=words())
    assert (loaded["code"], loaded["edition"]) == ("DAST-10", 1)
    assert loaded["loaded_by"] == manager.actor_label
    refused = post(client_of(manager), "instruments/load-wording", 400, wording=words(licence=""))
    assert "under which licence" in str(refused)
    post(client_of(walk.nurse), "instruments/load-wording", 403, wording=words())
