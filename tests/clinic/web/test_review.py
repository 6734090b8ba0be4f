"""The review as pages: what stands before the team, and what signing does there."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.urls import reverse

from patients.actions import course as courses
from patients.models import Course
from sessions.actions import earlier_treatment, review
from sessions.models import EarlierTreatment, ReviewDecision, ReviewOpinion, UseConcern
from tests.patients.conftest import *  # noqa: F403 - the walk
from tests.people import PASSWORD

REASON = "Half of the score is gone and she wants to go on."


@pytest.fixture
def now(monkeypatch, at):
    """The pages' clock stands at the tests' instant."""
    monkeypatch.setattr("clinic.core.clock.now", lambda: at)
    return at


@pytest.fixture
def due(walk):
    """Nine sessions elsewhere in the last weeks, and lozenges of which nobody knows how many."""
    course = walk.active()
    today = walk.site.today(walk.at)
    told = {"told_by": "PATIENT", "by": walk.nurse, "at": walk.at}
    earlier_treatment.record(course.patient, route="IV", sessions_low=9, sessions_high=9,
                             mg_low=D(360), mg_high=D(360), from_on=today.replace(day=1),
                             until_on=today, **told)  # fmt: skip
    earlier_treatment.record(course.patient, route="SL_TROCHE", sessions_low=8, mg_low=D(800),
                             from_on=date(2020, 1, 1), until_on=date(2020, 6, 1), **told)  # fmt: skip
    return Course.objects.get(pk=course.pk)


def page(client, user, name, pk):
    client.force_login(user)
    return client.get(reverse(f"web:{name}", args=[pk]))


def post(client, user, name, pk, **fields):
    client.force_login(user)
    return client.post(reverse(f"web:{name}", args=[pk]), fields)


def test_everything_stands_on_one_page(client, walk, due, now):
    shown = page(client, walk.prescriber, "review", due.pk).content.decode()
    assert "A review is due. The whole team looks." in shown
    assert "9 doses in 28 days" in shown
    assert "At least 17, perhaps more sessions in all" in shown
    assert "9 sessions" in shown
    assert "at least 800" in shown
    assert "The patient says so" in shown
    assert "Nobody has signed an opinion yet." in shown
    assert "Sign the decision" in shown
    assert "No further session yet" in shown
    assert "A second prescriber has not signed an opinion." in shown
    assert "There is no therapist&#x27;s opinion. For maintenance:" in shown


def test_the_therapist_speaks_and_does_not_decide(client, walk, due, now):
    shown = page(client, walk.therapist, "review", due.pk).content.decode()
    assert "Sign the opinion" in shown
    assert "Sign the decision" not in shown
    said = {"opinion-recommends": "EXTEND", "opinion-words": "Two more, to finish the work."}
    wrong = post(
        client, walk.therapist, "review-opinion", due.pk, **said, **{"opinion-password": "no"}
    )
    assert wrong.status_code == 422
    assert "not your password" in wrong.content.decode()
    assert not ReviewOpinion.objects.exists()
    right = post(
        client, walk.therapist, "review-opinion", due.pk, **said, **{"opinion-password": PASSWORD}
    )
    assert right.status_code == 302
    assert ReviewOpinion.objects.get().author == walk.therapist
    refused = post(client, walk.therapist, "review-decide", due.pk)
    assert refused.status_code == 403


def test_a_decision_is_refused_with_what_is_missing_and_then_signed(client, walk, now):
    course = walk.review_due()
    seen = page(client, walk.prescriber, "review", course.pk).context["page"].seen
    given = {
        "decision-outcome": "EXTEND",
        "decision-sessions": "2",
        "decision-reason": REASON,
        "decision-password": PASSWORD,
        "decision-seen": seen,
    }
    refused = post(client, walk.prescriber, "review-decide", course.pk, **given)
    assert refused.status_code == 422
    assert "no therapist" in refused.content.decode()
    assert REASON in refused.content.decode()
    review.give_opinion(course, recommends="EXTEND", words=REASON, by=walk.therapist,
                        at=walk.at, authenticated_at=walk.at)  # fmt: skip
    stale = post(client, walk.prescriber, "review-decide", course.pk, **given)
    assert stale.status_code == 422
    assert "changed since" in stale.content.decode()
    given["decision-seen"] = (
        page(client, walk.prescriber, "review", course.pk).context["page"].seen
    )
    assert post(client, walk.prescriber, "review-decide", course.pk, **given).status_code == 302
    course.refresh_from_db()
    assert (course.status, course.planned_doses) == ("ACTIVE", 8)
    shown = page(client, walk.prescriber, "review", course.pk).content.decode()
    assert "No review is due." in shown
    assert REASON in shown


def test_an_early_review_lets_the_course_go_on_as_planned(client, walk, now):
    course = walk.review_due()
    review.give_opinion(course, recommends="CONTINUE", words=REASON, by=walk.therapist,
                        at=walk.at, authenticated_at=walk.at)  # fmt: skip
    page_now = page(client, walk.prescriber, "review", course.pk)
    shown = page_now.content.decode()
    assert shown.count("Go on as planned") == 3  # said, and offered twice
    assert "6 of 6 planned sessions are left." in shown
    assert "For maintenance: No scale shows a response." in shown
    assert "There is no therapist" not in shown
    given = {
        "decision-outcome": "CONTINUE",
        "decision-reason": REASON,
        "decision-seen": page_now.context["page"].seen,
    }
    unsigned = post(client, walk.prescriber, "review-decide", course.pk, **given)
    assert unsigned.status_code == 422
    given["decision-password"] = PASSWORD
    assert post(client, walk.prescriber, "review-decide", course.pk, **given).status_code == 302
    course.refresh_from_db()
    assert (course.status, course.planned_doses) == ("ACTIVE", 6)
    shown = page(client, walk.prescriber, "review", course.pk).content.decode()
    assert "<b>Go on as planned</b>" in shown


def test_it_is_not_offered_where_no_planned_session_is_left(client, walk, now):
    """Sent all the same, it reads what to choose instead, at the field."""
    course = courses.review_due(walk.maintained(), by=walk.prescriber, at=walk.at)
    shown = page(client, walk.prescriber, "review", course.pk)
    assert "Go on as planned" not in shown.content.decode()
    given = {
        "decision-outcome": "CONTINUE",
        "decision-reason": REASON,
        "decision-despite": REASON,
        "decision-seen": shown.context["page"].seen,
        "decision-password": PASSWORD,
    }
    refused = post(client, walk.prescriber, "review-decide", course.pk, **given)
    assert refused.status_code == 422
    assert "Choose maintenance" in refused.context["decision"].errors["outcome"][0]


def test_the_head_says_how_many_of_the_plan_were_given(client, walk, now):
    """Without ``given`` it said "IV, of 6 given"."""
    course = walk.review_due()
    for name in ("review", "use-concern"):
        shown = page(client, walk.prescriber, name, course.pk).content.decode()
        assert f"{course.protocol.name}, 0 of 6 given" in shown


def test_the_course_page_leads_to_its_review(client, walk, due, now):
    shown = page(client, walk.prescriber, "course", due.pk).content.decode()
    assert "Open the review" in shown
    assert "as given." in shown


def test_earlier_treatment_is_written_down_and_struck_out(client, walk, now):
    patient = walk.register()
    told = {
        "route": "IM",
        "sessions_low": "3",
        "sessions_high": "4",
        "mg_low": "90",
        "mg_high": "",
        "told_by": "RECORD",
    }
    refused = post(client, walk.nurse, "earlier", patient.pk, **told)
    assert refused.status_code == 422
    assert "Name the record" in refused.content.decode()
    kept = post(client, walk.nurse, "earlier", patient.pk, **told, named="Letter of 3 May 2024")
    assert kept.status_code == 302
    row = EarlierTreatment.objects.get()
    assert (row.sessions_high, row.mg_high) == (4, None)
    shown = page(client, walk.nurse, "earlier", patient.pk).content.decode()
    assert "3 to 4 sessions" in shown
    assert "at least 90" in shown
    post(client, walk.nurse, "earlier-mistaken", row.pk, because="Somebody else's letter.")
    shown = page(client, walk.nurse, "earlier", patient.pk).content.decode()
    assert "3 to 4 sessions" not in shown


def test_a_concern_is_written_down(client, walk, now):
    course = walk.active()
    kept = post(
        client, walk.therapist, "use-concern", course.pk, kind="EXTRA_REQUEST", note="Asked twice."
    )
    assert kept.status_code == 302
    assert UseConcern.objects.get().happened_on == walk.site.today(walk.at)


def test_the_front_desk_sees_none_of_it(client, walk, due, now):
    for name, pk in (("review", due.pk), ("use-concern", due.pk), ("earlier", due.patient_id)):
        assert page(client, walk.desk, name, pk).status_code in {403, 404}


def test_the_same_through_the_api(client, walk, due, director, now):
    client.force_login(walk.prescriber)
    told = client.get(f"/api/v1/course-reviews/{due.pk}/").json()
    lifetime = next(w for w in told["exposure"]["windows"] if w["name"] == "LIFE")
    assert lifetime["mg"] == {"low": "1160.0000", "high": None}
    assert {line["route"] for line in lifetime["routes"]} == {"IV", "SL_TROCHE"}
    assert told["reasons"][0]["sentence"].startswith("9 doses in 28 days")
    for person in (walk.therapist, director):
        review.give_opinion(
            due, recommends="EXTEND", words=REASON, by=person, at=walk.at, authenticated_at=walk.at
        )
    body = {"outcome": "EXTEND", "sessions": 1, "reason": REASON, "password": "wrong"}
    address = f"/api/v1/course-reviews/{due.pk}/decide/"
    assert client.post(address, body, content_type="application/json").status_code == 400
    body["password"] = PASSWORD
    answer = client.post(address, {**body, "seen": told["seen"]}, content_type="application/json")
    assert answer.status_code == 409
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 201, answer.content
    assert ReviewDecision.objects.get().seen["exposure"]["LIFE"]
    assert client.post(address, body, content_type="application/json").status_code == 409


def test_going_on_as_planned_through_the_api(client, walk, now):
    course = walk.review_due()
    client.force_login(walk.prescriber)
    address = f"/api/v1/course-reviews/{course.pk}/decide/"
    body = {"outcome": "CONTINUE", "reason": REASON, "password": PASSWORD}
    refused = client.post(address, body, content_type="application/json")
    assert refused.status_code == 409
    assert refused.json()["code"] == "review-incomplete"
    answer = client.post(address, {**body, "despite": REASON}, content_type="application/json")
    assert answer.status_code == 201, answer.content
    assert (answer.json()["outcome"], answer.json()["sessions"]) == ("CONTINUE", None)
    course.refresh_from_db()
    assert course.status == "ACTIVE"
    client.force_login(walk.therapist)
    assert client.post(address, body, content_type="application/json").status_code == 403
