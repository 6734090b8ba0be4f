"""One IV course from a referral letter to its closing, on the real stack, in eight weeks of its own time.

Web server, worker, beat and mail sink are processes; their clock is moved forward by a file. The desk, the
prescriber, the nurse and the therapist do the key steps in a browser and the rest through the API.
"""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from clinic.accounts.models import Membership
from clinic.accounts.roles import Role
from clinic.audit.models import RowEvent
from clinic.core.ids import uuid7
from clinic.demo.opening import open_clinic
from clinic.outbox.actions import contact_point
from clinic.web.doors import PASSWORD
from patients.eligibility.exclusion import CATALOGUE
from patients.models import Course
from tests.days.caller import Caller, Refused

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1500)]
LETTER = Path("tests/data/referrals/r4_transaction.json")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FORBIDDEN = re.compile(r"ketamin|psych|depress|dose|dosing|infusion|mg\b|phq", re.IGNORECASE)
YES = dict.fromkeys(("understands", "appreciates", "reasons", "expresses_a_choice"), True)
QUIET = {
    "hr": 72,
    "spo2": 98,
    "rr": 14,
    "temperature": "36.6",
    "moaas": 5,
    "dissociation": 0,
    "nausea": 0,
    "anxiety": 1,
    "pain": 0,
    "signs": [],
}


class Clinic:
    """The people, the calendar and the clock of this test."""

    def __init__(self, stack) -> None:
        self.stack = stack
        self.house = open_clinic(stack.now())["thistledown"]
        self.zone = ZoneInfo(self.house.site.timezone)
        self.first_day = stack.now().astimezone(self.zone).date() + DAY
        people = self.house.people
        self.desk, self.nurse, self.nurse2, self.prescriber, self.therapist = (
            Caller(stack.url, people[key].email, PASSWORD)
            for key in ("front", "nurse", "nurse2", "clinician", "therapist")
        )

    def day(self, number: int) -> date:
        return self.first_day + number * DAY

    def go(self, number: int, hour: int, minute: int = 0) -> datetime:
        """Let it be that time of that day of the course."""
        return self.stack.travel(self.wall(number, hour, minute))

    def wall(self, number: int, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(self.day(number), time(hour, minute), self.zone)

    def work_on(self, number: int) -> None:
        """Nurse, therapist and prescriber are rostered that day."""
        for key, role in (
            ("nurse", Role.NURSE),
            ("therapist", Role.THERAPIST),
            ("clinician", Role.PRESCRIBER),
        ):
            self.house.roster(self.house.people[key], role, self.day(number), at=self.stack.now())

    def person(self, key: str) -> str:
        return str(self.house.people[key].pk)

    def sign_in(self, page, key: str) -> None:
        page.goto(f"{self.stack.url}/accounts/login/")
        page.get_by_label("Work e-mail").fill(self.house.people[key].email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()

    def texts(self) -> list[str]:
        return [text["body"] for text in self.stack.texts()]


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


def _record_tests(clinic, course):
    """The labs and tests a dose waits for."""
    for kind, value, unit in (
        *((kind, "20", "U/L") for kind in ("ALT", "AST", "ALP")),
        *((kind, "0.8", "mg/dL") for kind in ("BILIRUBIN", "CREATININE")),
        ("STOP_BANG", "1", "of 8"),
    ):
        clinic.nurse.post("test-results/", course=course, kind=kind, value=value, unit=unit)
    for kind in ("ECG", "URINALYSIS", "AIRWAY"):
        clinic.nurse.post("test-results/", course=course, kind=kind, result="NORMAL")
    clinic.nurse.post("test-results/", course=course, kind="DRUG_SCREEN", result="NEGATIVE")


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
    _record_tests(clinic, course)
    _ask(clinic, patient, course, 18)
    clinic.nurse.post(f"screenings/{sheet}/complete/")
    with pytest.raises(Refused) as refused:
        clinic.nurse.post(f"screenings/{sheet}/sign/", password=PASSWORD, outcome="ELIGIBLE")
    assert refused.value.status == 403
    page = new_page()
    clinic.sign_in(page, "clinician")
    page.goto(f"{clinic.stack.url}/screenings/{sheet}/sign/")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name=re.compile("Sign")).click()
    page.wait_for_load_state()
    assert _status(clinic, course) == "ELIGIBLE"


def _ask(clinic, patient, course, total):
    answers = {str(n): min(3, max(0, total - 3 * (n - 1))) for n in range(1, 9)} | {"9": 0}
    clinic.nurse.post(
        "measures/record/",
        {"patient": patient, "course": course, "instrument": "PHQ-9", "answers": answers},
    )


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
    assert _status(clinic, course) == "CONSENTED"


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
    visit = _book(clinic, patient, course, "PREPARATION", 8, 10, 15, clinic.house.therapy[0])
    assert _status(clinic, course) == "PREPARING"
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
    _ask(clinic, patient, course, 17)
    assert _status(clinic, course) == "READY"


def _write_note(clinic, hour, words):
    (note,) = clinic.therapist.all("progress-notes/", session=hour["id"])
    note = clinic.therapist.post(
        f"progress-notes/{note['id']}/save-draft/", body=words, version=note["version"]
    )
    clinic.therapist.post(f"therapy-sessions/{hour['id']}/complete/", password=PASSWORD)
    clinic.therapist.post(
        f"progress-notes/{note['id']}/sign/", password=PASSWORD, version=note["version"]
    )


def _book(clinic, patient, course, kind, day, hour, minute, room, route=""):
    staff = [{"user": clinic.person("therapist"), "role": "THERAPIST"}]
    if kind == "DOSING":
        staff.append({"user": clinic.person("nurse"), "role": "NURSE"})
    taken = {a["step"] for a in clinic.desk.all("appointments/", course=course) if a["step"]}
    steps = clinic.desk.all("course-steps/", course=course, kind=kind)
    open_steps = [s for s in steps if s["status"] == "PLANNED" and s["id"] not in taken]
    return clinic.desk.post(
        "appointments/",
        {
            "patient": patient,
            "course": course,
            "site": str(clinic.house.site.pk),
            "kind": kind,
            "room": str(room.pk),
            "staff": staff,
            "starts_at": f"{clinic.day(day)}T{hour:02}:{minute:02}",
            **({"route": route} if route else {}),
            **({"step": min(open_steps, key=lambda s: s["number"])["id"]} if open_steps else {}),
        },
    )


def _first_dose(clinic, new_page, axe, patient, course):
    """Booked for day 13, moved to 14: nothing is ever sent for the old time. Arrival and a set by browser."""
    chair = clinic.house.chairs[0]
    for number in (13, 14):
        clinic.work_on(number)
    visit = _book(clinic, patient, course, "DOSING", 13, 9, 0, chair, route="IV")
    visit = clinic.desk.post(
        f"appointments/{visit['id']}/move/", starts_at=f"{clinic.day(14)}T09:00"
    )
    _escort(clinic, visit)
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
    _ask(clinic, patient, course, 17)
    clinic.go(14, 8, 50)
    page = new_page()
    clinic.sign_in(page, "front")
    page.goto(f"{clinic.stack.url}/today/")
    axe(page)
    page.get_by_role("button", name="Arrived").first.click()
    page.wait_for_load_state()
    assert clinic.desk.get(f"appointments/{visit['id']}/")["status"] == "ARRIVED"
    session, lot, mg = _before(clinic, patient, course, visit)
    with pytest.raises(Refused) as refused:
        clinic.nurse.post(f"dosing-sessions/{session}/start/", lot=lot, client_id=uuid7())
    assert refused.value.status == 409, "no clearance, no dose"
    began = _give(clinic, session, lot, mg)

    page = new_page()
    clinic.sign_in(page, "nurse")
    page.goto(f"{clinic.stack.url}/sessions/{session}/flowsheet/")
    axe(page)
    _measure(clinic, session, began, 10, 132)
    _measure(clinic, session, began, 20, 138)
    _after(clinic, patient, course, visit, session, lot, began)
    assert _status(clinic, course) == "ACTIVE"
    _integrate(clinic, patient, course, visit, 15)


def _escort(clinic, visit):
    return clinic.desk.post(
        f"appointments/{visit['id']}/escort/",
        name="Robin Alsofictive",
        phone="505-555-0177",
        relation="sibling",
        adult=True,
    )


def _before(clinic, patient, course, visit):
    """The checks of the day, the order, time-out and read-back; not yet the clearance."""
    for escort in clinic.desk.all("escorts/", appointment=visit["id"]):
        clinic.desk.post(f"escorts/{escort['id']}/reach/")
    clinic.nurse.post("equipment-checks/", site=str(clinic.house.site.pk), missing=[])
    sessions = clinic.nurse.all("dosing-sessions/", appointment=visit["id"])
    session = (sessions or [clinic.nurse.post("dosing-sessions/", appointment=visit["id"])])[0][
        "id"
    ]
    now = clinic.stack.now()
    for kind, values in {
        "WEIGHT": {"weight": "72", "unit": "kg", "again": "72", "height_cm": "172"},
        "INTAKE": {
            "solids_at": (now - 12 * HOUR).isoformat(),
            "fatty": False,
            "liquids_at": (now - 4 * HOUR).isoformat(),
        },
        "SOBRIETY": {"no_signs": True, "alcohol_long_ago": True, "cannabis_long_ago": True},
        "MENTAL_STATE": {"psychotic": False, "manic": False},
        "MEDICATIONS": {"complete": True, "ill": False},
    }.items():
        clinic.nurse.post(f"dosing-sessions/{session}/check/", kind=kind, values=values)
    clinic.nurse.post(
        "measures/record/",
        {
            "patient": patient,
            "course": course,
            "instrument": "SUICIDE_SCREEN",
            "answers": {"Q1": 0, "Q2": 0, "Q6": 0},
        },
    )
    clinic.nurse.post(
        "measures/record/",
        {"patient": patient, "course": course, "instrument": "URINARY-1", "answers": {"1": 0}},
    )
    _vitals(clinic, session, 126)
    lots = clinic.nurse.all("drug-lots/", site=str(clinic.house.site.pk))
    lot = next(each for each in lots if each["product"]["routes"] == ["IV"])
    order = clinic.prescriber.post(
        f"dosing-sessions/{session}/order/",
        product=lot["product"]["id"],
        mg_per_kg="0.48",
        minutes=40,
        diluent_ml="50",
    )
    return session, lot["id"], order


def _give(clinic, session, lot, order):
    spoken = {"mg": order["actual_mg"], "route": "IV", "strength": "10.00"}
    clinic.nurse.post(
        f"dosing-sessions/{session}/check/",
        kind="TIME_OUT",
        values={"name_and_birth_date": True, **spoken},
    )
    clinic.nurse2.post(f"dosing-sessions/{session}/check/", kind="READ_BACK", values=spoken)
    clinic.prescriber.post(f"dosing-sessions/{session}/clear/")
    clinic.nurse.post(f"dosing-sessions/{session}/draw/", lot=lot, quantity="4.00")
    event = clinic.nurse.post(f"dosing-sessions/{session}/start/", lot=lot, client_id=uuid7())
    assert event
    return clinic.stack.now()


def _vitals(clinic, session, sbp):
    return clinic.nurse.post(
        f"dosing-sessions/{session}/vitals/",
        {"client_id": uuid7(), "sbp": sbp, "dbp": 78, **QUIET},
    )


def _measure(clinic, session, began, minute, sbp):
    clinic.stack.travel(began + minute * MINUTE)
    return _vitals(clinic, session, sbp)


def _after(clinic, patient, course, visit, session, lot, began):
    """To the end of the infusion, an hour of watching and more, home with the escort, the record closed."""
    _measure(clinic, session, began, 30, 136)
    clinic.stack.travel(began + 40 * MINUTE)
    clinic.nurse.post(f"dosing-sessions/{session}/stop/", client_id=uuid7())
    for minute, sbp in ((55, 132), (70, 130), (85, 128), (100, 127)):
        _measure(clinic, session, began, minute, sbp)
    with pytest.raises(Refused):
        clinic.nurse.post(f"dosing-sessions/{session}/discharge/")
    last = _measure(clinic, session, began, 115, 126)
    (escort,) = clinic.desk.all("escorts/", appointment=visit["id"])
    true = dict.fromkeys(
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
    record = clinic.nurse.post(
        f"dosing-sessions/{session}/discharge-set/",
        {
            "vital_signs": last["id"],
            "aldrete": [2] * 5,
            "padss": [2] * 5,
            "escort": escort["id"],
            **true,
        },
    )
    clinic.therapist.post(f"discharges/{record['id']}/sign/")
    clinic.nurse.post(f"dosing-sessions/{session}/discharge/")
    (given,) = clinic.nurse.all("drug-ledger/", session=session, kind="ADMINISTER")
    left = f"{4 - float(given['quantity']):.2f}"
    clinic.nurse.post(
        f"dosing-sessions/{session}/waste/", lot=lot, quantity=left, reason="Rest in the syringe."
    )
    with pytest.raises(Refused):
        clinic.nurse.post(f"dosing-sessions/{session}/close/")
    (waste,) = clinic.nurse.all("drug-ledger/", session=session, kind="WASTE")
    clinic.nurse2.post(f"drug-ledger/{waste['id']}/witness/")
    closed = clinic.nurse.post(f"dosing-sessions/{session}/close/")
    assert closed["status"] == "CLOSED"


def _integrate(clinic, patient, course, dose, day):
    """The talk, a day later, about that dose."""
    clinic.work_on(day)
    visit = _book(clinic, patient, course, "INTEGRATION", day, 13, 15, clinic.house.therapy[0])
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
    visit = _book(clinic, patient, course, "DOSING", day, 9, 0, clinic.house.chairs[0], route="IV")
    _escort(clinic, visit)
    clinic.go(day, 8, 40)
    _ask(clinic, patient, course, 17 - 2 * (number - 1))
    clinic.go(day, 8, 50)
    clinic.desk.post(f"appointments/{visit['id']}/arrive/")
    session, lot, order = _before(clinic, patient, course, visit)
    began = _give(clinic, session, lot, order)
    _measure(clinic, session, began, 10, 134)
    _measure(clinic, session, began, 20, 136)
    _after(clinic, patient, course, visit, session, lot, began)
    _ask(clinic, patient, course, 17 - 2 * number)
    _integrate(clinic, patient, course, visit, day + 1)


def _close(clinic, patient, course):
    """The plan is used, so no further dose; the therapist says what she thinks, the prescriber ends the course."""
    assert _status(clinic, course) == "REVIEW_DUE"
    clinic.go(52, 10)
    _ask(clinic, patient, course, 4)
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
    assert _status(clinic, course) == "COMPLETED"


def _status(clinic, course) -> str:
    return clinic.nurse.get(f"courses/{course}/")["status"]


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
