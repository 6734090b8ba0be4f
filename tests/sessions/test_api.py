"""Dosing sessions through the API: the same verbs, the same refusals, and never a dose past the gate."""

from decimal import Decimal as D

import pytest
import time_machine
from rest_framework.test import APIClient

from clinic.core.ids import uuid7
from sessions.models import DrugEvent
from tests.people import PASSWORD

ROOT = "/api/v1/"


@pytest.fixture
def api(chair):
    """`api(user, minute)` is a signed-in caller at that minute of the visit."""

    def caller(user, minute):
        client = APIClient()
        client.force_authenticate(user)
        travel = time_machine.travel(chair.at(minute), tick=False)

        class Caller:
            def post(self, path, body=None, **headers):
                with travel:
                    return client.post(ROOT + path, body or {}, format="json", headers=headers)

            def get(self, path):
                with travel:
                    return client.get(ROOT + path)

        return Caller()

    return caller


def test_a_dose_through_the_api_from_checks_to_closing(chair, api):
    session = chair.arrived()
    here = f"dosing-sessions/{session.pk}/"
    nurse = api(chair.nurse, 5)
    open_at = [v for v in nurse.get(f"{here}verdicts/?stage=CLEAR").json() if v["blocks"]]
    assert {"G22", "G25", "G27"} <= {v["id"] for v in open_at}
    weighed = nurse.post(
        f"{here}check/",
        {
            "kind": "WEIGHT",
            "values": {"weight": "158.7", "again": "158.7", "unit": "lb", "height_cm": "175"},
        },
    )
    assert (weighed.status_code, weighed.json()["values"]["kg"]) == (201, "72.0")
    ate = {
        "solids_at": "2026-11-24T20:00:00-07:00",
        "fatty": True,
        "liquids_at": "2026-11-25T05:00:00-07:00",
    }
    assert nurse.post(f"{here}check/", {"kind": "INTAKE", "values": ate}).status_code == 201
    chair.checks(session, WEIGHT=None, INTAKE=None)
    sent = {
        "client_id": str(uuid7()),
        "sbp": 124,
        "dbp": 78,
        "hr": 72,
        "spo2": 98,
        "rr": 14,
        "temperature": "36.7",
        "signs": [],
    }
    assert api(chair.nurse, 15).post(f"{here}vitals/", sent).status_code == 201
    refused = api(chair.nurse, 16).post(
        f"{here}start/", {"lot": str(chair.lot().pk), "client_id": str(uuid7())}
    )
    assert refused.status_code == 409
    wanted = {
        "product": str(chair.lot().product_id),
        "mg_per_kg": "0.5",
        "minutes": 40,
        "diluent_ml": "50",
    }
    ordered = api(chair.prescriber, 20).post(f"{here}order/", wanted)
    assert (ordered.status_code, ordered.json()["actual_mg"]) == (201, "36.00")
    assert api(chair.nurse, 20).post(f"{here}order/", wanted).status_code == 403
    chair.time_out(session)
    assert api(chair.prescriber, 30).post(f"{here}clear/").status_code == 201
    give = {"lot": str(chair.lot().pk), "client_id": str(uuid7())}
    given = api(chair.nurse, 35).post(f"{here}start/", give)
    assert (given.status_code, given.json()["mg"]) == (201, "36.00")
    assert api(chair.nurse, 36).post(f"{here}start/", give).json()["id"] == given.json()["id"]
    assert DrugEvent.objects.filter(session=session).count() == 1
    felt = (
        api(chair.nurse, 45)
        .post(f"{here}effect/", {"client_id": str(uuid7()), "code": "FLOATING"})
        .json()
    )
    assert api(chair.nurse, 60).post(f"effects/{felt['id']}/end/").json()["ended_at"]
    assert (
        api(chair.nurse, 75).post(f"{here}stop/", {"client_id": str(uuid7())}).status_code == 201
    )
    last = (
        api(chair.nurse, 135)
        .post(f"{here}vitals/", {**sent, "client_id": str(uuid7()), "moaas": 5, "dissociation": 0})
        .json()
    )
    yes = dict.fromkeys(
        (
            "oriented",
            "steady_gait",
            "nausea_controlled",
            "can_drink",
            "no_suicidal_intent",
            "escort_matched",
            "instructions_given",
            "no_driving_acknowledged",
        ),
        True,
    )
    escort = session.appointment.escorts.get(replaced_at=None)
    home = {
        "vital_signs": last["id"],
        "aldrete": [2] * 5,
        "padss": [2] * 5,
        "escort": str(escort.pk),
        **yes,
    }
    row = api(chair.nurse, 136).post(f"{here}discharge-set/", home)
    assert row.status_code == 201, row.json()
    early = api(chair.nurse, 136).post(f"{here}discharge/")
    assert (early.status_code, early.json()["code"]) == (409, "gate-refused")
    assert (
        api(chair.therapist, 136).post(f"discharges/{row.json()['id']}/sign/").status_code == 200
    )
    assert api(chair.nurse, 137).post(f"{here}discharge/").json()["status"] == "DISCHARGED"
    assert api(chair.nurse, 140).post(f"{here}close/").json()["status"] == "CLOSED"
    stages = [
        d["stage"]
        for d in api(chair.nurse, 141)
        .get(f"gate-decisions/?session={session.pk}")
        .json()["results"]
    ]
    assert stages == ["CLOSE", "DISCHARGE", "DOSE", "CLEAR"]


def test_no_verb_of_the_api_gives_a_dose_the_gate_refuses(chair, api):
    """Every route that gives drug, at a visit where nothing is checked. Each is refused, and no row is there."""
    session = chair.arrived()
    here = f"dosing-sessions/{session.pk}/"
    body = {"lot": str(chair.lot().pk), "client_id": str(uuid7())}
    ways = {
        "start/": body,
        "supplemental/": body,
        "resume-infusion/": {"client_id": str(uuid7())},
        "rate/": {"client_id": str(uuid7()), "rate_ml_per_h": "200"},
    }
    for path, given in ways.items():
        answer = api(chair.nurse, 5).post(here + path, given)
        assert answer.status_code == 409, (path, answer.json())
    for path in ("drug-events/", "gate-decisions/"):
        assert api(chair.prescriber, 5).post(path, body).status_code == 405, path
    assert not DrugEvent.objects.exists()


def test_a_refusal_carries_every_verdict_and_an_override_its_password(chair, api):
    session = chair.arrived()
    here = f"dosing-sessions/{session.pk}/"
    chair.checks(
        session, INTAKE={"solids_at": chair.at(-300), "fatty": False, "liquids_at": chair.at(-180)}
    )
    chair.vitals(session, 15)
    chair.order(session)
    chair.time_out(session)
    refused = api(chair.prescriber, 28).post(f"{here}clear/")
    (verdict,) = refused.json()["more"]["verdicts"]
    assert (verdict["id"], verdict["overridable"]) == ("G21", True)
    answer = {
        "guard": "G21",
        "finding": verdict["finding"],
        "reason": "Light breakfast, airway easy, she is well.",
    }
    wrong = api(chair.prescriber, 28).post(f"{here}override/", {**answer, "password": "nope"})
    assert wrong.status_code == 400
    short = api(chair.prescriber, 28).post(
        f"{here}override/", {**answer, "reason": "fine", "password": PASSWORD}
    )
    assert short.status_code == 400
    assert (
        api(chair.nurse, 28).post(f"{here}override/", {**answer, "password": PASSWORD}).status_code
        == 403
    )
    assert (
        api(chair.prescriber, 28)
        .post(f"{here}override/", {**answer, "password": PASSWORD})
        .status_code
        == 201
    )
    assert api(chair.prescriber, 29).post(f"{here}clear/").status_code == 201


def test_another_site_finds_no_such_session(chair, api, other_prescriber):
    session = chair.arrived()
    stranger = api(other_prescriber, 5)
    assert stranger.get(f"dosing-sessions/{session.pk}/").status_code == 404
    assert (
        stranger.post(f"dosing-sessions/{session.pk}/hold/", {"because": "x"}).status_code == 404
    )
    assert stranger.get("dosing-sessions/").json()["results"] == []
    assert D(1)
