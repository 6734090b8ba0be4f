"""The window for integration after a dose: when it opens, and what meets it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic.core.errors import DomainError
from integration.actions import window as windows
from integration.models import IntegrationWindow
from integration.policies import facts


def test_integration_meets_the_window_of_its_dose(hours):
    course, window = hours.dosed()
    session = hours.start(hours.visit(course, "INTEGRATION", 26), hours=26)
    assert session.dose_appointment_id == window.dose_appointment_id
    hours.complete(session, hours=27)
    window.refresh_from_db()
    assert (window.met_by, window.met_at) == (session, hours.at(27))
    assert session.appointment.kind == "INTEGRATION"
    (held,) = [s for s in facts.load([course.pk])[course.pk] if s.kind == "INTEGRATION"]
    assert held.dose_appointment_id == window.dose_appointment_id


def test_the_window_is_24_to_72_hours_from_going_home(hours):
    """[POL], in elapsed hours from when the patient went home; the closing instant itself is late."""
    _course, window = hours.dosed(home=5)
    home = hours.at(5)
    assert (window.opens_at, window.closes_at) == (
        home + timedelta(hours=24),
        home + timedelta(hours=72),
    )
    second = timedelta(seconds=1)
    assert [
        window.state_at(at)
        for at in (
            window.opens_at - second,
            window.opens_at,
            window.closes_at - second,
            window.closes_at,
        )
    ] == ["WAITING", "OPEN", "OPEN", "LATE"]
    windows_at = IntegrationWindow.objects
    assert list(windows_at.open_at(window.opens_at)) == [window]
    assert list(windows_at.open_at(window.closes_at)) == []
    assert list(windows_at.late_at(window.closes_at)) == [window]
    assert list(windows_at.late_at(window.closes_at - second)) == []


def test_a_window_is_opened_once(hours):
    _course, window = hours.dosed()
    again = windows.open(window.dose_appointment, by=hours.walk.nurse, at=hours.at(6))
    assert (again.pk, again.opens_at) == (window.pk, window.opens_at)


def test_only_a_dosing_visit_has_a_window(hours):
    visit = hours.visit(hours.consented())
    with pytest.raises(DomainError, match="Only a dosing visit"):
        windows.open(visit, by=hours.walk.nurse, at=hours.at(1))
