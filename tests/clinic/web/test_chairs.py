"""A chair's card: what is late, what is due, when a patient may go home. Rows in memory; the rules are pure."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse

from clinic.policy.terms import ClinicalPolicy
from clinic.scheduling.actions import appointment
from clinic.web.boards import chair, chairs
from sessions.models import DosingSession, DueSet

NOW = datetime(2026, 11, 24, 16, 26, tzinfo=UTC)
POLICY = ClinicalPolicy()


def session(status="MONITORING", started=51, **changed):
    facts = {
        "pk": uuid4(),
        "course_id": uuid4(),
        "status": status,
        "route": "IM",
        "number": 2,
        "patient": SimpleNamespace(full_name="Marigold Sample"),
        "site": SimpleNamespace(zone=__import__("zoneinfo").ZoneInfo("America/Denver")),
        "appointment": SimpleNamespace(room=SimpleNamespace(name="Chair 2")),
        "first_drug_at": NOW - timedelta(minutes=started) if started else None,
        "given_mg": Decimal("36.00") if started else Decimal(0),
        "recheck_at": None,
        "held_because": "",
        "get_status_display": lambda: DosingSession.Status(status).label,
    }
    return SimpleNamespace(**{**facts, **changed})


def due(minutes, minute=45, kind="FULL"):
    return SimpleNamespace(
        due_at=NOW + timedelta(minutes=minutes), minute=minute, kind=DueSet.Kind(kind)
    )


def a_set(sbp=138, dbp=86, alerts=(), **changed):
    facts = {"spo2": 97, "hr": 84, "dissociation": 5, "moaas": 5}
    return SimpleNamespace(sbp=sbp, dbp=dbp, alerts=list(alerts), **{**facts, **changed})


def card(one=None, **given):
    facts = {"vitals": [], "dues": [], "order": None, "events": [], "policy": POLICY, "now": NOW}
    return chair.card_of_session(one or session(), **{**facts, **given})


def injection(minutes):
    from sessions.dosing.drug_event import Event, Kind

    return SimpleNamespace(event=Event(Kind.INJECTION, NOW - timedelta(minutes=minutes)))


def test_a_set_past_its_tolerance_is_late_and_is_the_heading():
    tolerance = POLICY.routes["IM"].due_tolerance_minutes
    late = card(dues=[due(-tolerance - 1)])
    assert (late.urgency, late.state) == (chair.LATE, "late")
    assert late.alarm == "Chair 2 is late for vitals."
    assert chairs._heading([late]) == "Chair 2 is late for vitals."


def test_a_set_within_its_tolerance_is_not_called_late():
    """Control: without the policy's tolerance this card is late."""
    tolerance = POLICY.routes["IM"].due_tolerance_minutes
    assert card(dues=[due(-tolerance + 1)]).urgency == chair.DUE_SOON


def test_a_set_two_minutes_off_is_soon_and_one_further_off_is_calm():
    assert card(dues=[due(1)]).urgency == chair.DUE_SOON
    calm = card(dues=[due(9)])
    assert (calm.urgency, calm.alarm) == (chair.RUNNING, "")


def test_a_missed_set_gives_way_to_the_one_that_is_due():
    shown = card(dues=[due(-20, minute=30), due(-1, minute=45), due(14, minute=60)])
    assert shown.clock.label == "Minute 45 set in"


def test_a_repeat_is_named_as_one():
    assert card(dues=[due(1, kind="REPEAT")]).clock.label == "Repeat blood pressure in"


def test_the_newest_value_of_each_kind_is_shown_even_when_the_last_set_was_partial():
    shown = card(
        vitals=[a_set(), a_set(sbp=161, dbp=98, hr=None, alerts=[{"signal": "BP", "level": 2}])]
    )
    values = {f.label: (f.value, f.mark) for f in shown.figures}
    assert values["BP"] == ("161/98", "H")
    assert values["HR"] == ("84", "")
    assert values["Dose"] == ("36\u00a0mg", "")


def test_an_alarm_of_the_last_set_makes_the_chair_urgent():
    shown = card(vitals=[a_set(spo2=87, alerts=[{"signal": "SPO2_LOW", "level": 3}])])
    assert shown.alarm == "Chair 2: the last set raised an alarm."
    assert {f.label: f.mark for f in shown.figures}["SpO₂"] == "L"


def test_going_home_names_the_earliest_time_of_the_policy():
    terms = POLICY.routes["IM"]
    wait = max(terms.observe_from_start_minutes, terms.observe_from_last_minutes)
    shown = card(events=[injection(51)])
    moment = NOW - timedelta(minutes=51) + timedelta(minutes=wait)
    assert f"{moment - timedelta(hours=7):%H:%M}" in shown.foot
    assert shown.foot.endswith("MST")


def test_a_held_session_shows_why_and_when_it_is_looked_at_again():
    held = session(
        "HELD",
        started=0,
        held_because="Blood pressure 158/96",
        recheck_at=NOW + timedelta(minutes=9),
    )
    shown = card(held)
    assert (shown.state, shown.foot) == ("held", "Blood pressure 158/96")
    assert shown.clock.label == "Look again in"
    assert shown.beside == "not dosed"


def test_two_people_of_one_chair_are_one_sentence():
    late = card(dues=[due(-60)])
    assert chairs._heading([late, late]) == "Chair 2 is late for vitals."


def test_nothing_late_says_so():
    assert chairs._heading([card(dues=[due(9)])]) == "Nothing is late."
    assert chairs._heading([]) == "No chair is taken."


@pytest.mark.django_db
def test_the_page_opens_for_people_who_treat_and_shows_who_is_expected(
    client, day, nurse, stopped_clock, walk_to_dosing_visit
):
    visit = walk_to_dosing_visit()
    client.force_login(nurse)
    text = client.get(reverse("web:chairs")).content.decode()
    assert visit.patient.full_name in text
    assert "Not here yet." in text
    appointment.arrive(visit, by=day.desk, at=stopped_clock)
    piece = client.get(reverse("web:chairs"), headers={"HX-Request": "true"}).content.decode()
    assert "Checks before the dose" in piece
    assert "<html" not in piece


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["desk", "manager", "auditor"])
def test_who_does_not_treat_has_no_chairs(client, request, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(reverse("web:chairs")).status_code == 403
