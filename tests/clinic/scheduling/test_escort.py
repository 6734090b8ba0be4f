"""Who takes the patient home. Negative control: the complete promise is taken, each incomplete one is not."""

import pytest

from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import escort as escorts
from clinic.scheduling.actions.escort import VisitHasEnded
from clinic.scheduling.models import Escort
from tests.clinic.scheduling.conftest import NINE

WHO = {"name": "Robin Placeholder", "phone": "505-555-0142", "relation": "sister", "adult": True}


@pytest.fixture
def promise(calendar):
    def call(visit, by=None, **given):
        return escorts.promise(
            visit, by=by or calendar.walk.desk, at=calendar.walk.at, **{**WHO, **given}
        )

    return call


def test_an_escort_is_named_and_then_spoken_with(calendar, promise):
    escort = promise(calendar.screening())
    assert (escort.promised_at, escort.reached_at) == (calendar.walk.at, None)
    escort = escorts.reach(escort, by=calendar.walk.nurse, at=NINE)
    assert (escort.reached_at, escort.reached_by) == (NINE, calendar.walk.nurse.actor_id)
    again = escorts.reach(escort, by=calendar.walk.desk, at=NINE)
    assert again.reached_by == calendar.walk.nurse.actor_id


def test_somebody_else_replaces_who_was_named_before(calendar, promise):
    visit = calendar.screening()
    first, second = promise(visit), promise(visit, name="Sam Standby")
    first.refresh_from_db()
    assert first.replaced_at == calendar.walk.at
    assert list(Escort.objects.current().filter(appointment=visit)) == [second]
    with pytest.raises(DomainError, match="Somebody else"):
        escorts.reach(first, by=calendar.walk.nurse, at=NINE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "  "),
        ("name", "x" * 5000),
        ("phone", ""),
        ("phone", "555"),
        ("relation", "y" * 61),
    ],
)
def test_an_incomplete_or_endless_promise_is_refused_at_its_field(calendar, promise, field, value):
    with pytest.raises(InvalidInput) as refused:
        promise(calendar.screening(), **{field: value})
    assert refused.value.field == field
    assert not Escort.objects.exists()


def test_what_the_gate_will_not_accept_is_still_kept_as_it_was_said(calendar, promise):
    escort = promise(calendar.screening(), adult=False, rideshare_only=True)
    assert (escort.adult, escort.rideshare_only) == (False, True)


def test_nobody_is_named_for_a_visit_that_was_called_off(calendar, promise):
    visit = calendar.screening()
    actions.cancel(visit, reason="STAFF_AWAY", by=calendar.walk.desk, at=calendar.walk.at)
    with pytest.raises(VisitHasEnded):
        promise(visit)


def test_an_auditor_names_nobody(calendar, promise, auditor):
    with pytest.raises(NotAllowed):
        promise(calendar.screening(), by=auditor)
