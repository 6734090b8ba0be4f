"""What the next dose's sentence claims: nothing about the gate when the gate was not asked."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from clinic.web.boards.course_lanes import CourseFacts
from clinic.web.boards.next_step import next_step

NOW = datetime(2026, 11, 24, 16, 26, tzinfo=UTC)


def facts():
    zone = ZoneInfo("America/Denver")
    site = SimpleNamespace(zone=zone, today=lambda at: at.astimezone(zone).date())
    starts = NOW + timedelta(days=9)
    visit = SimpleNamespace(
        kind="DOSING", is_standing=True, left_at=None, starts_at=starts, step_id=uuid4(),
        ends_at=starts + timedelta(hours=3), room=SimpleNamespace(name="Chair 2"),
    )  # fmt: skip
    step = SimpleNamespace(pk=visit.step_id, kind="DOSING", number=4, status="PLANNED")
    course = SimpleNamespace(status="ACTIVE", site=site)
    return CourseFacts(course, [step], [visit], [], [], [], [], NOW)


@pytest.mark.parametrize(
    ("stop", "sentence", "kind"),
    [
        (None, "Session 4 is booked.", "act"),
        ("", "Session 4 is booked. Nothing is in its way.", "ok"),
        ("Consent is not signed.", "Session 4 cannot be given: Consent is not signed.", ""),
    ],
)
def test_the_next_dose_says_what_the_gate_said_and_no_more(stop, sentence, kind):
    found = next_step(facts(), stop)
    assert (found.sentence, found.kind) == (sentence, kind)
    assert found.detail == "Thu 3 Dec, 09:26–12:26 MST, Chair 2, in 9 days."
