"""One dosing session by the API, as the nurse, the prescriber and the therapist go through it."""

import pytest

from clinic.core.ids import uuid7
from tests.days.caller import Refused
from tests.days.house import HOUR, MINUTE

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


def before(clinic, patient, course, visit):
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
    vitals(clinic, session, 126)
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


def give(clinic, session, lot, order):
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


def vitals(clinic, session, sbp):
    return clinic.nurse.post(
        f"dosing-sessions/{session}/vitals/",
        {"client_id": uuid7(), "sbp": sbp, "dbp": 78, **QUIET},
    )


def measure(clinic, session, began, minute, sbp):
    clinic.stack.travel(began + minute * MINUTE)
    return vitals(clinic, session, sbp)


def after(clinic, patient, course, visit, session, lot, began):
    """To the end of the infusion, an hour of watching and more, home with the escort, the record closed."""
    measure(clinic, session, began, 30, 136)
    clinic.stack.travel(began + 40 * MINUTE)
    clinic.nurse.post(f"dosing-sessions/{session}/stop/", client_id=uuid7())
    for minute, sbp in ((55, 132), (70, 130), (85, 128), (100, 127)):
        measure(clinic, session, began, minute, sbp)
    with pytest.raises(Refused):
        clinic.nurse.post(f"dosing-sessions/{session}/discharge/")
    last = measure(clinic, session, began, 115, 126)
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
