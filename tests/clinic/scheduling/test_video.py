"""Visits by video: where the patient is, and whether the clinician may treat there that day."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from clinic.accounts.system import SETUP
from clinic.core.actor import acting_as
from clinic.core.errors import InvalidInput
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.models import Appointment
from clinic.scheduling.policies.booking import RulesInTheWay
from tests.clinic.scheduling.conftest import NINE
from tests.clinic.scheduling.test_override import sign
from tests.people import license as put_on_record


def by_video(calendar, **given):
    wanted = {"mode": "VIDEO", "patient_jurisdiction": "US-CO", "room": None, **given}
    return calendar.screening(**wanted)


def test_the_clinician_is_licensed_where_the_patient_is(calendar, signed_policy, manager):
    """Negative control: the same booking before the licence is on record is refused."""
    with pytest.raises(RulesInTheWay) as refused:
        by_video(calendar)
    assert refused.value.codes == {"not-licensed-there"}
    assert str(refused.value) == (
        "Ima Imaginary has no verified prescriber's licence for US-CO that is valid on 25 Nov 2026."
    )
    there = {"by": manager, "jurisdiction": "US-CO"}
    put_on_record(calendar.walk.prescriber, calendar.site, "PRESCRIBER", **there)
    visit = by_video(calendar)
    assert (visit.mode, visit.patient_jurisdiction, visit.room_id) == ("VIDEO", "US-CO", None)


def test_a_licence_that_ends_before_the_visit_does_not_count(calendar, signed_policy, manager):
    there = {"by": manager, "jurisdiction": "US-CO", "until": date(2026, 11, 24)}
    put_on_record(calendar.walk.prescriber, calendar.site, "PRESCRIBER", **there)
    with pytest.raises(RulesInTheWay, match="valid on 25 Nov 2026"):
        by_video(calendar)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("", "Say where the patient will be during the video visit, like US-NM."),
        ("Colorado", "Write the place like US-NM."),
        ("x" * 5000, "Write the place like US-NM."),
    ],
)
def test_where_the_patient_is_must_be_said(calendar, signed_policy, place, sentence):
    with pytest.raises(InvalidInput) as refused:
        by_video(calendar, patient_jurisdiction=place)
    assert (str(refused.value), refused.value.field) == (sentence, "patient_jurisdiction")


def test_the_signed_policy_says_what_may_be_done_by_video(calendar, director, manager, at):
    put_on_record(
        calendar.walk.prescriber, calendar.site, "PRESCRIBER", by=manager, jurisdiction="US-CO"
    )
    sign(calendar.site, director, at, by_video=["REVIEW"])
    with pytest.raises(RulesInTheWay, match="has no screening visits by video"):
        by_video(calendar)
    sign(calendar.site, director, at, by_video=["SCREENING"])
    by_video(calendar)


def test_nothing_is_injected_over_video(calendar, director, at):
    sign(calendar.site, director, at, by_video=["DOSING"])
    course = calendar.walk.ready()
    with pytest.raises(RulesInTheWay) as refused:
        calendar.dosing(course, mode="VIDEO", patient_jurisdiction="US-NM", room=None)
    assert "video-dose" in refused.value.codes


def test_the_database_injects_nothing_over_video_either(calendar):
    dose = calendar.dosing(calendar.walk.ready())
    fields = {f.attname: getattr(dose, f.attname) for f in dose._meta.concrete_fields}
    del fields["id"]
    wrong = {"starts_at": NINE.replace(hour=22), "ends_at": NINE.replace(hour=23), "version": 1}
    row = Appointment(**{**fields, **wrong, "mode": "VIDEO", "patient_jurisdiction": "US-NM"})
    with (
        pytest.raises(DatabaseError, match="nothing_is_injected_over_video"),
        transaction.atomic(),
        acting_as(SETUP, at=calendar.walk.at),
    ):
        row.save()


def test_a_moved_video_visit_stays_one_and_may_become_one_in_person(
    calendar, signed_policy, manager
):
    put_on_record(
        calendar.walk.prescriber, calendar.site, "PRESCRIBER", by=manager, jurisdiction="US-CO"
    )
    visit = by_video(calendar)
    step = {"by": calendar.walk.desk, "at": calendar.walk.at}
    moved = actions.move(visit, starts_at=NINE.replace(hour=18), **step)
    assert (moved.mode, moved.patient_jurisdiction) == ("VIDEO", "US-CO")
    here = actions.move(
        moved, starts_at=NINE.replace(hour=20), mode="IN_PERSON", room=calendar.office, **step
    )
    assert (here.mode, here.patient_jurisdiction) == ("IN_PERSON", "")
