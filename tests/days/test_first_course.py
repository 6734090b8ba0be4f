"""One IV course from a referral letter to its closing, on the real stack, in eight weeks of its own time.

Web server, worker, beat and mail sink are processes; their clock is moved forward by a file. The desk, the
prescriber, the nurse and the therapist do the key steps in a browser and the rest through the API.
"""

import re
from pathlib import Path

import pytest

from clinic.accounts.models import Membership
from clinic.audit.models import RowEvent
from clinic.core.ids import uuid7
from clinic.outbox.actions import contact_point
from clinic.web.doors import PASSWORD
from patients.eligibility.exclusion import CATALOGUE
from patients.models import Course
from tests.days.bedside import after, before, give, measure
from tests.days.caller import Refused
from tests.days.house import MINUTE, Clinic

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1500)]
LETTER = Path("tests/data/referrals/r4_transaction.json")
FORBIDDEN = re.compile(r"ketamin|psych|depress|dose|dosing|infusion|mg\b|phq", re.IGNORECASE)
YES = dict.fromkeys(("understands", "appreciates", "reasons", "expresses_a_choice"), True)


@pytest.mark.django_db(transaction=True)
def test_a_first_course(live_stack, new_page, axe):
    clinic = Clinic(live_stack)
    patient, course = _refer(clinic, new_page)
    _screen(clinic, new_page, patient, course)
    _consent(clinic, patient, course)
    _prepare(clinic, patient, course)
    _first_dose(clinic, new_page, axe, patient, course)
    for number in range(2, 7):
        _dose(clinic, patient, course, number)
    _close(clinic, patient, course)
    _history_tells_it(clinic, patient, course)


def _refer(clinic, new_page):
    """The desk uploads the letter; a clinician confirms its lines; nothing was a diagnosis before."""
    clinic.go(0, 9)
    page = new_page()
    clinic.sign_in(page, "front")
    page.goto(f"{clinic.stack.url}/referrals/upload/")
    page.get_by_label("FHIR bundles").set_input_files(str(LETTER))
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/referrals/[0-9a-f-]{36}/"))
    (referral,) = clinic.nurse.all("referrals/")
    patient = referral["patient"]
    assert patient, referral
    assert clinic.nurse.all("conditions/", patient=patient) == []
    lines = clinic.nurse.all("referral-facts/", referral=referral["id"])
    pending = [line["id"] for line in lines if line["status"] == "PENDING"]
    if pending:
        clinic.nurse.post(f"referrals/{referral['id']}/confirm-facts/", facts=pending)
    assert clinic.nurse.get(f"referrals/{referral['id']}/")["status"] == "SETTLED"
    (course,) = clinic.nurse.all("courses/", patient=patient)
    for kind, address in (("SMS", "+15055550142"), ("EMAIL", "first@patients.example")):
        contact_point.set_contact_point(
            site=clinic.house.site,
            patient_id=patient,
            kind=kind,
            address=address,
            consented=True,
            verified=True,
            by=clinic.house.desk,
            at=clinic.stack.now(),
        )
    clinic.desk.post(f"patients/{patient}/edit/", can_become_pregnant="NO")
    return patient, course["id"]


def _screen(clinic, new_page, patient, course):
    """The nurse asks, the prescriber signs in the browser."""
    clinic.go(2, 10)
    plan = next(p for p in clinic.prescriber.all("protocols/") if p["code"] == "IV_6")
    clinic.prescriber.post(f"courses/{course}/choose-protocol/", protocol=plan["id"])
    sheet = clinic.nurse.post("screenings/", course=course)["id"]
    clinic.nurse.post(
        f"screenings/{sheet}/record-findings/",
        findings=[{"code": each.code, "status": "ABSENT"} for each in CATALOGUE],
    )
    clinic.record_tests(course)
    clinic.ask(patient, course, 18)
    clinic.nurse.post(f"screenings/{sheet}/complete/")
    with pytest.raises(Refused) as refused:
        clinic.nurse.post(f"screenings/{sheet}/sign/", password=PASSWORD, outcome="ELIGIBLE")
    assert refused.value.status == 403
    page = new_page()
    clinic.sign_in(page, "clinician")
    page.goto(f"{clinic.stack.url}/screenings/{sheet}/sign/")
    page.get_by_label("Eligible", exact=True).check()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name=re.compile("Sign")).click()
    page.wait_for_load_state()
    assert clinic.status(course) == "ELIGIBLE"


def _consent(clinic, patient, course):
    """Every form element by element, capacity attested, signed at the clinic's device."""
    clinic.go(4, 11)
    forms = clinic.nurse.all("consents/", course=course)
    assert forms
    for form in forms:
        path = f"consents/{form['id']}"
        wording = clinic.nurse.get(f"consent-forms/{form['form']}/")
        for element in wording["elements"]:
            clinic.nurse.post(f"{path}/acknowledge/", element=element["key"])
        for question in wording["questions"]:
            clinic.nurse.post(f"{path}/answer/", question=question["key"], text="In my words.")
        clinic.prescriber.post(f"{path}/attest-capacity/", password=PASSWORD, **YES)
        clinic.nurse.post(f"{path}/sign/", password=PASSWORD, typed_name="First Patient")
    assert clinic.status(course) == "CONSENTED"


def _prepare(clinic, patient, course):
    """Booked, reminded the day before, held, signed; then the questionnaires: ready."""
    clinic.desk.post(
        "care-team/", patient=patient, user=clinic.person("therapist"), role="THERAPIST"
    )
    clinic.desk.post(
        "care-team/", patient=patient, user=clinic.person("clinician"), role="PRESCRIBER"
    )
    clinic.work_on(8)
    before = len(clinic.texts())
    visit = clinic.book(patient, course, "PREPARATION", 8, 10, 15, clinic.house.therapy[0])
    assert clinic.status(course) == "PREPARING"
    clinic.go(7, 10, 16)
    clinic.stack.wait_for(lambda: len(clinic.texts()) > before, "the reminder of the preparation")
    assert not any(FORBIDDEN.search(text) for text in clinic.texts())
    clinic.go(8, 10, 10)
    clinic.desk.post(f"appointments/{visit['id']}/arrive/")
    clinic.go(8, 10, 15)
    hour = clinic.therapist.post("therapy-sessions/", appointment=visit["id"])
    for topic in ("EXPECTATIONS", "INTENTION", "CALMING", "TOUCH", "LOGISTICS"):
        clinic.therapist.post(
            f"therapy-sessions/{hour['id']}/record-topic/", topic=topic, words="Talked through."
        )
    clinic.go(8, 11, 10)
    _write_note(clinic, hour, "Hopes for sleep. Afraid of losing control; has a calming plan.")
    clinic.ask(patient, course, 17)
    assert clinic.status(course) == "READY"


def _write_note(clinic, hour, words):
    (note,) = clinic.therapist.all("progress-notes/", session=hour["id"])
    note = clinic.therapist.post(
        f"progress-notes/{note['id']}/save-draft/", body=words, version=note["version"]
    )
    clinic.therapist.post(f"therapy-sessions/{hour['id']}/complete/", password=PASSWORD)
    clinic.therapist.post(
        f"progress-notes/{note['id']}/sign/", password=PASSWORD, version=note["version"]
    )


def _first_dose(clinic, new_page, axe, patient, course):
    """Booked for day 13, moved to 14: nothing is ever sent for the old time. Arrival and a set by browser."""
    chair = clinic.house.chairs[0]
    for number in (13, 14):
        clinic.work_on(number)
    visit = clinic.book(patient, course, "DOSING", 13, 9, 0, chair, route="IV")
    visit = clinic.desk.post(
        f"appointments/{visit['id']}/move/", starts_at=f"{clinic.day(14)}T09:00"
    )
    clinic.escort(visit)
    mark = len(clinic.texts())
    clinic.stack.travel(clinic.stack.now() + 4 * MINUTE)
    clinic.stack.wait_for(lambda: len(clinic.texts()) > mark, "the notice of the move")
    # The list of what to do before goes out in time for the last meal; day-of the evening before.
    for day in (12, 13):
        seen = len(clinic.texts())
        clinic.go(day, 17, 31)
        clinic.stack.wait_for(lambda seen=seen: len(clinic.texts()) > seen, f"day {day}'s message")
    said = clinic.texts()[mark:]
    assert not any(FORBIDDEN.search(text) for text in said), said
    old_day = clinic.day(13).strftime("%-d")
    assert not any(re.search(rf"\b{old_day}\b.*9:00", text) for text in said), said

    clinic.go(14, 8, 40)
    clinic.ask(patient, course, 17)
    clinic.go(14, 8, 50)
    page = new_page()
    clinic.sign_in(page, "front")
    page.goto(f"{clinic.stack.url}/today/")
    axe(page)
    page.get_by_role("button", name="Arrived").first.click()
    page.wait_for_load_state()
    assert clinic.desk.get(f"appointments/{visit['id']}/")["status"] == "ARRIVED"
    session, lot, mg = before(clinic, patient, course, visit)
    with pytest.raises(Refused) as refused:
        clinic.nurse.post(f"dosing-sessions/{session}/start/", lot=lot, client_id=uuid7())
    assert refused.value.status == 409, "no clearance, no dose"
    began = give(clinic, session, lot, mg)

    page = new_page()
    clinic.sign_in(page, "nurse")
    page.goto(f"{clinic.stack.url}/sessions/{session}/flowsheet/")
    axe(page)
    measure(clinic, session, began, 10, 132)
    measure(clinic, session, began, 20, 138)
    after(clinic, patient, course, visit, session, lot, began)
    assert clinic.status(course) == "ACTIVE"
    _integrate(clinic, patient, course, visit, 15)


def _integrate(clinic, patient, course, dose, day):
    """The talk, a day later, about that dose."""
    clinic.work_on(day)
    visit = clinic.book(patient, course, "INTEGRATION", day, 13, 15, clinic.house.therapy[0])
    clinic.go(day, 13, 10)
    clinic.desk.post(f"appointments/{visit['id']}/arrive/")
    clinic.go(day, 13, 15)
    hour = clinic.therapist.post(
        "therapy-sessions/", appointment=visit["id"], dose_appointment=dose["id"]
    )
    clinic.go(day, 14, 10)
    _write_note(clinic, hour, "Vivid imagery; linked it to the wish to sleep without dread.")


def _dose(clinic, patient, course, number):
    """Doses two to six, four days apart, each with its talk."""
    day = 14 + (number - 1) * 4
    clinic.work_on(day)
    visit = clinic.book(patient, course, "DOSING", day, 9, 0, clinic.house.chairs[0], route="IV")
    clinic.escort(visit)
    clinic.go(day, 8, 40)
    clinic.ask(patient, course, 17 - 2 * (number - 1))
    clinic.go(day, 8, 50)
    clinic.desk.post(f"appointments/{visit['id']}/arrive/")
    session, lot, order = before(clinic, patient, course, visit)
    began = give(clinic, session, lot, order)
    measure(clinic, session, began, 10, 134)
    measure(clinic, session, began, 20, 136)
    after(clinic, patient, course, visit, session, lot, began)
    clinic.ask(patient, course, 17 - 2 * number)
    _integrate(clinic, patient, course, visit, day + 1)


def _close(clinic, patient, course):
    """The plan is used, so no further dose; the therapist says what she thinks, the prescriber ends the course."""
    assert clinic.status(course) == "REVIEW_DUE"
    clinic.go(52, 10)
    clinic.ask(patient, course, 4)
    review = f"course-reviews/{course}"
    clinic.therapist.post(
        f"{review}/give-opinion/",
        recommends="COMPLETE",
        words="Sleeps, works again, needs no more doses.",
        password=PASSWORD,
    )
    clinic.prescriber.post(
        f"{review}/decide/",
        outcome="COMPLETE",
        reason="Half the score gone, sleeping, back at work.",
        password=PASSWORD,
    )
    assert clinic.status(course) == "COMPLETED"


def _history_tells_it(clinic, patient, course):
    """Both histories: every state of the course in order, each write by the person who did it."""
    row = Course.objects.get(pk=course)
    states = list(row.history.order_by("history_id").values_list("status", flat=True))
    once = [state for n, state in enumerate(states) if n == 0 or states[n - 1] != state]
    assert once == [
        "REFERRED",
        "SCREENING",
        "ELIGIBLE",
        "CONSENTED",
        "PREPARING",
        "READY",
        "ACTIVE",
        "REVIEW_DUE",
        "COMPLETED",
    ]
    events = RowEvent.objects.filter(patient_id=patient)
    assert not events.filter(actor="").exists()
    giver = f"user:{clinic.person('nurse')}"
    given = events.filter(table="dosing_drugevent", op="I")
    assert given.count() >= 12
    assert set(given.values_list("actor", flat=True)) == {giver}
    signer = events.filter(table="patients_screeningsignature").values_list("actor", flat=True)
    assert set(signer) == {f"user:{clinic.person('clinician')}"}
    assert Membership.objects.filter(user_id=clinic.person("nurse"), role="NURSE").exists()
