"""Time without a drug that a prescriber agreed to: kept, not kept, not known, and of another day.

Controls, each run: with `_holds` left out of the guard the drug taken inside is only the rule's warning; with an unknown
last time taken for none the third test is red.
"""

from datetime import timedelta

import pytest

from patients.actions import fact, medication_hold
from sessions.actions import clearance
from sessions.actions.gate import verdicts_of
from sessions.actions.medication_check import key_of
from sessions.gate import Stage

FINE = {"complete": True, "ill": False}
WARNING = {"WARN:BENZODIAZEPINE": "WARN"}


@pytest.fixture
def session(chair):
    return chair.arrived()


@pytest.fixture
def drug(chair, session):
    return fact.confirm_medication(
        session.patient, name="Lorazepam 1 mg", by=chair.nurse, at=chair.at(2)
    )


@pytest.fixture
def hold(chair, session, drug):
    """Asked for and confirmed: none from 09:00 the day before, the dose being at 09:00."""
    asked = medication_hold.ask(
        drug, dose_at=session.appointment.starts_at, by=chair.nurse, at=chair.at(3)
    )
    return medication_hold.confirm(asked, by=chair.prescriber, at=chair.at(4))


def reads(chair, session, drug, hours=None, minute=6):
    """The list read with the patient; the last one so many hours before the dose."""
    taken = {}
    if hours is not None:
        taken[key_of(drug.pk)] = session.appointment.starts_at - timedelta(hours=hours)
    return chair.check(session, "MEDICATIONS", minute, **FINE, **taken)


def g30(chair, session, minute=30):
    said = verdicts_of(session, Stage.CLEAR, chair.at(minute))
    return [v for v in said if v.id == "G30" and v.blocks]


def causes(chair, session, minute=30):
    return {v.cause: v.level.value for v in g30(chair, session, minute)}


def test_kept_there_is_only_the_warning_of_the_rule(chair, session, drug, hold):
    reads(chair, session, drug, hours=25)
    assert causes(chair, session) == WARNING


@pytest.mark.parametrize("before", [24, 10])
def test_taken_inside_it_goes_back_to_a_prescriber(chair, session, drug, hold, before):
    reads(chair, session, drug, hours=before)
    assert causes(chair, session) == {**WARNING, f"HOLD_NOT_KEPT:{drug.pk}": "RX"}
    (found,) = [v for v in g30(chair, session) if v.cause.startswith("HOLD")]
    assert found.sentence.startswith("Lorazepam 1 mg was to be left out from 24 Nov, 09:00 MST. ")
    assert found.sentence.endswith("A prescriber decides.")
    assert "stop" not in found.sentence.lower()
    assert found.desk_sentence == "A clinical check is open."


def test_nobody_wrote_down_the_last_time(chair, session, drug, hold):
    reads(chair, session, drug)
    assert causes(chair, session) == {**WARNING, f"HOLD_UNKNOWN:{drug.pk}": "RX"}
    reads(chair, session, drug, hours=30, minute=8)
    assert causes(chair, session) == WARNING


def test_the_record_knows_a_later_time_than_was_said(chair, session):
    drug = fact.confirm_medication(
        session.patient, name="Lorazepam 1 mg", last_taken_at=chair.at(-120),
        by=chair.nurse, at=chair.at(2),
    )  # fmt: skip
    asked = medication_hold.ask(
        drug, dose_at=session.appointment.starts_at, by=chair.nurse, at=chair.at(3)
    )
    medication_hold.confirm(asked, by=chair.prescriber, at=chair.at(4))
    reads(chair, session, drug, hours=40)
    assert f"HOLD_NOT_KEPT:{drug.pk}" in causes(chair, session)


@pytest.mark.parametrize("why", ["never confirmed", "taken back", "another day", "ended"])
def test_what_does_not_bind_this_dose_is_no_finding(chair, session, drug, why):
    days = 7 if why == "another day" else 0
    dose_at = session.appointment.starts_at + timedelta(days=days)
    asked = medication_hold.ask(drug, dose_at=dose_at, by=chair.nurse, at=chair.at(3))
    if why != "never confirmed":
        medication_hold.confirm(asked, by=chair.prescriber, at=chair.at(4))
    if why == "taken back":
        medication_hold.withdraw(asked, because="Too hard.", by=chair.nurse, at=chair.at(5))
    if why == "ended":
        today = chair.site.today(chair.at(5))
        fact.end(drug, ended_on=today, by=chair.nurse, at=chair.at(5))
        chair.check(session, "MEDICATIONS", **FINE)
    else:
        reads(chair, session, drug, hours=10)
    assert not [cause for cause in causes(chair, session) if cause.startswith("HOLD")]


def test_a_prescribers_reason_lets_the_dose_be_given_and_a_new_reading_asks_again(
    chair, session, drug, hold
):
    reads(chair, session, drug, hours=10)
    (found,) = [v for v in g30(chair, session) if v.cause.startswith("HOLD")]
    clearance.override(
        session,
        guard="G30",
        finding=found.finding,
        reason="One tablet last night for sleep; watched longer today.",
        by=chair.prescriber,
        at=chair.at(20),
        authenticated_at=chair.at(20),
    )
    assert causes(chair, session) == WARNING
    reads(chair, session, drug, hours=5, minute=22)
    assert f"HOLD_NOT_KEPT:{drug.pk}" in causes(chair, session)
