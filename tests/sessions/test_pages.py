"""The pages of a session, by signed-in people, from the checklist to closing."""

import re
from decimal import Decimal as D

import pytest
import time_machine
from django.urls import reverse

from sessions.actions import discharge
from sessions.models import DrugEvent, Effect, PreDoseCheck, VitalSigns


@pytest.fixture
def desk_of(client):
    """`desk_of(user)` is that person's browser."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def at(chair, minute):
    return time_machine.travel(chair.at(minute), tick=False)


def url(name, session, *more):
    return reverse(f"sessions:{name}", args=[session.pk, *more])


def said(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture(autouse=True)
def no_second_step(settings):
    """Signing in has its own tests."""
    settings.MIDDLEWARE = [
        m for m in settings.MIDDLEWARE if m != "clinic.accounts.middleware.SecondFactorMiddleware"
    ]


def test_the_checklist_says_what_is_missing_and_takes_it(chair, desk_of):
    session = chair.arrived()
    with at(chair, 5):
        nurse = desk_of(chair.nurse)
        page = nurse.get(url("checklist", session))
        assert page.status_code == 200
        assert "things stand between the patient and the dose" in said(page)
        assert "There is no weight on record." in said(page)
        wrong = nurse.post(url("check", session, "WEIGHT"), {"weight": "900", "unit": "kg"})
        assert wrong.status_code == 422
        assert "cannot be" in said(wrong)
        right = nurse.post(
            url("check", session, "WEIGHT"),
            {"weight": "72", "again": "72", "unit": "kg", "height_cm": "175"},
        )
        assert right.status_code == 302
        ate = nurse.post(
            url("check", session, "INTAKE"),
            {"solids_at": "2026-11-24T20:00", "fatty": "yes", "liquids_at": "2026-11-25T05:00"},
        )
        assert ate.status_code == 302
    intake = PreDoseCheck.objects.get(session=session, kind="INTAKE")
    assert intake.values["solids_at"] == "2026-11-25T03:00:00+00:00", "the clinic's wall clock"


def test_a_visit_is_cleared_started_watched_and_closed_by_hand(chair, desk_of):
    session = chair.arrived()
    chair.checks(session)
    chair.vitals(session, 15)
    chair.lot()
    with at(chair, 20):
        ordered = desk_of(chair.prescriber).post(
            url("order", session),
            {
                "product": chair.lot().product_id,
                "mg_per_kg": "0.5",
                "minutes": "40",
                "diluent_ml": "50",
            },
        )
        assert ordered.status_code == 302, said(ordered)
    chair.time_out(session)
    with at(chair, 30):
        page = desk_of(chair.prescriber).get(url("checklist", session))
        assert "A prescriber clears the dose." in said(page)
        desk_of(chair.prescriber).post(url("clear", session))
    with at(chair, 35):
        nurse = desk_of(chair.nurse)
        page = nurse.get(url("checklist", session))
        assert "Cleared. The dose may be given." in said(page)
        started = nurse.post(url("start", session), {"lot": chair.lot().pk})
        assert started["Location"] == url("flowsheet", session), said(started)
    event = DrugEvent.objects.get(session=session)
    assert event.mg == D("36.00")
    with at(chair, 46):
        nurse = desk_of(chair.nurse)
        page = nurse.get(url("flowsheet", session))
        assert page.status_code == 200
        assert "minutes in" in said(page)
        saved = nurse.post(
            url("vitals", session),
            {
                "sbp": "141",
                "dbp": "86",
                "hr": "80",
                "spo2": "97",
                "moaas": "4",
                "dissociation": "3",
            },
        )
        assert saved.status_code == 302
        crossed = nurse.post(url("vitals", session), {"sbp": "98", "dbp": "120"})
        assert crossed.status_code == 422
        assert "BP dia must be lower than BP sys (98)." in said(crossed)
        nurse.post(url("effect", session), {"code": "FLOATING"})
        felt = Effect.objects.get(session=session)
        page = nurse.get(url("flowsheet", session))
        assert "141/86" in said(page)
        assert 'aria-pressed="true"' in said(page)
        nurse.post(reverse("sessions:end-effect", args=[felt.pk]))
        felt.refresh_from_db()
        assert felt.ended_at
    for part in ("top", "grid", "effects", "events"):
        with at(chair, 50):
            assert desk_of(chair.nurse).get(url("live", session, part)).status_code == 200
    with at(chair, 75):
        nurse = desk_of(chair.nurse)
        assert nurse.post(url("drug", session, "stop"), {}).status_code == 302
    chair.vitals(session, 135, dissociation=0, nausea=0)
    last = VitalSigns.objects.filter(session=session).latest("taken_at")
    with at(chair, 136):
        nurse = desk_of(chair.nurse)
        page = nurse.get(url("going-home", session))
        assert "keep the patient here" in said(page)
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
            "yes",
        )
        twos = {f"{scale}{n}": "2" for scale in "ap" for n in range(5)}
        kept = nurse.post(url("home-set", session), {"vital_signs": last.pk, **yes, **twos})
        assert kept.status_code == 302, said(kept)
        row = discharge.Discharge.objects.get(session=session)
        desk_of(chair.therapist).post(reverse("sessions:sign-home", args=[row.pk]))
        gone = desk_of(chair.nurse).post(url("let-go", session))
        assert gone["Location"] == url("closing", session)
        page = desk_of(chair.nurse).get(url("closing", session))
        assert "The drug adds up." in said(page)
        desk_of(chair.nurse).post(url("close", session))
    session.refresh_from_db()
    assert session.status == "CLOSED"


def test_a_refused_start_says_why_on_the_page(chair, desk_of):
    session = chair.cleared()
    with at(chair, 95):
        refused = desk_of(chair.nurse).post(url("start", session), {"lot": chair.lot().pk})
    assert refused.status_code == 422
    assert "held 60 minutes. Clear again." in said(refused)
    assert not DrugEvent.objects.exists()


def test_an_override_asks_for_reason_and_password(chair, desk_of):
    from tests.people import PASSWORD

    session = chair.arrived()
    chair.checks(
        session, INTAKE={"solids_at": chair.at(-300), "fatty": False, "liquids_at": chair.at(-180)}
    )
    chair.vitals(session, 15)
    chair.order(session)
    chair.time_out(session)
    with at(chair, 28):
        doctor = desk_of(chair.prescriber)
        page = said(doctor.get(url("checklist", session)))
        link = re.search(r'href="(/sessions/[^"]+/override/G21/[^"]+)"', page).group(1)
        assert "Last solid food" in said(doctor.get(link))
        short = doctor.post(link, {"reason": "fine", "password": PASSWORD})
        assert short.status_code == 422
        wrong = doctor.post(
            link, {"reason": "Light breakfast, airway easy, she is well.", "password": "nope"}
        )
        assert wrong.status_code == 422
        assert "not your password" in said(wrong)
        done = doctor.post(
            link, {"reason": "Light breakfast, airway easy, she is well.", "password": PASSWORD}
        )
        assert done.status_code == 302, said(done)
        assert doctor.post(url("clear", session)).status_code == 302
    session.refresh_from_db()
    assert session.status == "CLEARED"


def test_the_desk_and_other_sites_see_nothing(chair, desk_of, other_prescriber):
    session = chair.arrived()
    with at(chair, 5):
        assert desk_of(chair.walk.desk).get(url("checklist", session)).status_code == 403
        assert desk_of(other_prescriber).get(url("checklist", session)).status_code == 404
