"""A whole day is judged in a constant number of queries."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from clinic.audit import reads
from clinic.core.actor import acting_as
from clinic.core.ids import uuid7
from clinic.scheduling import outlook as asked
from clinic.scheduling.models import Appointment
from patients.models import Course, Patient
from sessions.models import DosingSession, PreDoseCheck
from sessions.outlook import verdicts_for, verdicts_for_day

MOST = 14


def copies(row, many, **changed):
    """Plain copies of a stored row, for counting only: never committed, and no history is asked of them."""
    kind = type(row)
    made = []
    for n in range(many):
        values = {f.attname: getattr(row, f.attname) for f in kind._meta.concrete_fields}
        values |= {"id": uuid7(), **{name: value(n) for name, value in changed.items()}}
        made.append(kind(**values))
    return QuerySet(kind).bulk_create(made)


def clone(chair, session, many):
    """`many` more visits like this one, each of another patient."""
    with acting_as(chair.nurse, at=chair.at(40)):
        people = copies(
            session.patient, many, record_number=lambda n: f"C-{n}", account_id=lambda n: None
        )
        courses = copies(session.course, many, patient_id=lambda n: people[n].pk)
        visits = copies(
            session.appointment,
            many,
            patient_id=lambda n: people[n].pk,
            course_id=lambda n: courses[n].pk,
            room_id=lambda n: None,
            step_id=lambda n: None,
            visit_id=lambda n: uuid7(),
        )
        sessions = copies(
            session,
            many,
            patient_id=lambda n: people[n].pk,
            course_id=lambda n: courses[n].pk,
            appointment_id=lambda n: visits[n].pk,
        )
        weight = PreDoseCheck.objects.get(session=session, kind="WEIGHT")
        copies(
            weight,
            many,
            patient_id=lambda n: people[n].pk,
            session_id=lambda n: sessions[n].pk,
        )
    return [visit.pk for visit in visits]


def counted(ids, at):
    with CaptureQueriesContext(connection) as queries:
        found = verdicts_for(ids, at)
    assert len(found) == len(ids)
    return len(queries)


def test_one_twenty_and_two_hundred_visits_cost_the_same(chair):
    """Negative control: 200 visits one by one cost two hundred times as many."""
    session = chair.cleared()
    before = transaction.savepoint()
    ids = [session.appointment_id, *clone(chair, session, 199)]
    at = chair.at(34)
    assert Patient.objects.count() >= 200
    assert Course.objects.count() >= 200
    counts = [counted(ids[:n], at) for n in (1, 20, 200)]
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= MOST
    assert sum(counted([pk], at) for pk in ids[:5]) > 4 * MOST, (
        "one by one it would cost that each"
    )
    transaction.savepoint_rollback(before)  # copies have no history and must not stay


def test_judging_a_day_is_on_the_access_log_with_every_kind_of_record_it_read(chair):
    """Negative control: without `reads.note_all` behind the plain rows, these kinds are not on the log."""
    session = chair.cleared()
    with reads.collecting() as found:
        verdicts_for([session.appointment_id], chair.at(34))
    assert found.keys() == {session.patient_id}
    assert found[session.patient_id] >= {
        "scheduling.appointment",
        "patients.patient",
        "patients.course",
        "patients.screening",
        "patients.measureresponse",
        "consent.consent",
        "integration.therapysession",
        "dosing.dosingsession",
        "dosing.predosecheck",
        "dosing.vitalsigns",
        "dosing.order",
    }


def test_the_day_knows_who_is_ready(chair):
    session = chair.cleared()
    found = verdicts_for_day(chair.site, chair.site.today(chair.at(0)), chair.at(34))
    assert [v.id for v in found[session.appointment_id] if v.blocks] == []
    found = verdicts_for_day(chair.site, chair.site.today(chair.at(0)), chair.at(100))
    assert "G34" in {v.id for v in found[session.appointment_id] if v.blocks}


def test_the_desk_is_told_in_its_own_words(chair):
    visit = chair.booked()
    visit = Appointment.objects.get(pk=visit.pk)
    assert asked.blockers([visit], chair.walk.at + timedelta(hours=3)) == {}
    escort = visit.escorts.get()
    with acting_as(chair.walk.desk, at=chair.at(0)):
        escort.replaced_at = chair.walk.at + timedelta(minutes=1)
        escort.save()
    assert not DosingSession.objects.exists()
    found = verdicts_for([visit.pk], chair.walk.at + timedelta(hours=3))[visit.pk]
    assert "G10" in {v.id for v in found if v.level == "WARN"}


def test_a_site_without_a_signed_policy_doses_nobody(chair):
    visit = chair.booked()
    long_ago = chair.walk.at - timedelta(days=390)
    (only,) = verdicts_for([visit.pk], long_ago)[visit.pk]
    assert (only.id, only.blocks) == ("POLICY", True)


@pytest.mark.parametrize("stage", ["CONFIRM"])
def test_a_confirmed_visit_passed_the_long_guards(chair, stage):
    from clinic.scheduling.actions import appointment as visits

    visit = visits.confirm(
        chair.booked(), by=chair.walk.desk, at=chair.walk.at + timedelta(hours=3)
    )
    assert visit.status == stage + "ED"
