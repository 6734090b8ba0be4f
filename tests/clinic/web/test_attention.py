"""Who needs the therapist first, and why: each rule with the case in which it must be silent."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

from clinic.web.boards import attention
from clinic.web.boards.attention import Facts, why
from integration.models import IntegrationWindow
from patients.progress.course import CourseProgress
from patients.progress.facts import bounds_of
from patients.progress.standing import Standing

NOW = datetime(2026, 11, 24, 16, 26, tzinfo=UTC)
SITE = SimpleNamespace(zone=ZoneInfo("America/Denver"))


def course(status="ACTIVE", opened_days=60):
    return SimpleNamespace(site=SITE, status=status, opened_at=NOW - timedelta(days=opened_days))


def window(opens, closes, met=False):
    one = IntegrationWindow(
        went_home_at=NOW + timedelta(hours=opens - 24),
        opens_at=NOW + timedelta(hours=opens),
        closes_at=NOW + timedelta(hours=closes),
    )
    if met:
        one.met_by_id = uuid4()
    return one


def visit(hours, kind="INTEGRATION"):
    starts = NOW + timedelta(hours=hours)
    return SimpleNamespace(
        kind=kind, starts_at=starts, ends_at=starts + timedelta(hours=1), left_at=None,
        arrived_at=None, visit_kind=SimpleNamespace(name="Integration"),
    )  # fmt: skip


def facts(*visits, **given):
    made = Facts(now=NOW, **given)
    for each in visits:
        made.take(each)
    return made


def test_an_answer_about_self_harm_comes_before_everything():
    alert = SimpleNamespace(raised_at=NOW, pk=uuid4())
    found = why(course(), facts(alert=alert, windows=[window(-80, -8)]))
    assert (found.rank, found.kind) == (attention.DANGER, "danger")
    assert found.sentence == "An answer about self-harm. Call today."


def test_a_window_that_has_closed_is_late_from_the_very_hour():
    assert why(course(), facts(windows=[window(-48, 0)])).rank == attention.LATE
    assert why(course(), facts(windows=[window(-48, 1)])).rank == attention.CLOSING


def test_a_late_window_stays_late_though_the_hour_is_booked_and_says_when():
    found = why(course(), facts(visit(20), windows=[window(-80, -8)]))
    assert found.rank == attention.LATE
    assert found.sentence.endswith("Booked Wed 25 Nov.")


def test_a_window_with_its_hour_booked_inside_it_is_no_reason():
    """Control: without the look at the booked hour this is CLOSING."""
    assert why(course(), facts(visit(10), windows=[window(-40, 30)])).rank == attention.CALM


def test_a_window_whose_hour_is_booked_after_its_end_is_at_risk():
    assert why(course(), facts(visit(32), windows=[window(-40, 30)])).rank == attention.CLOSING


def test_a_window_two_days_off_can_wait():
    assert (
        why(course(), facts(visit(100, "DOSING"), windows=[window(1, 49)])).rank == attention.CALM
    )


def test_five_points_more_than_last_time_is_a_reason_and_four_are_not():
    assert why(course(), facts(visit(50), scores=[10, 15])).rank == attention.RISING
    assert why(course(), facts(visit(50), scores=[10, 14])).rank == attention.CALM
    assert why(course(), facts(visit(50), scores=[9, 15, 12])).rank == attention.CALM


def test_an_unsigned_hour_waits_for_its_words():
    hour = SimpleNamespace(started_at=NOW - timedelta(days=1), pk=uuid4())
    found = why(course(), facts(visit(50), unsigned=hour))
    assert found.sentence == "The hour of Mon 23 Nov is not signed."


def test_unseen_for_two_weeks_with_nothing_booked():
    assert why(course(), facts(seen_at=NOW - timedelta(days=19))).rank == attention.UNSEEN
    assert why(course(), facts(seen_at=NOW - timedelta(days=13))).rank == attention.CALM
    assert why(course(), facts(visit(50), seen_at=NOW - timedelta(days=19))).rank == attention.CALM
    assert why(course("REFERRED"), facts(seen_at=NOW - timedelta(days=19))).rank == attention.CALM


def test_a_calm_person_shows_what_comes_next():
    found = why(course(), facts(visit(24)))
    assert found.sentence == "Integration, Wed 25 Nov, 09:26\u00a0MST"


def stands(standing):
    """Progress in which somebody stands so, with nothing else in it."""
    return CourseProgress(uuid4(), NOW.date(), bounds_of(None), (), (), (), standing)


def test_whoever_is_worse_comes_after_self_harm_and_before_late_hours():
    worse = stands(Standing.WORSE)
    assert why(course(), facts(progress=worse, windows=[window(-80, -8)])).rank == attention.WORSE
    alert = SimpleNamespace(raised_at=NOW, pk=uuid4())
    assert why(course(), facts(progress=worse, alert=alert)).rank == attention.DANGER


def test_too_little_and_nothing_measured_are_reasons_to_look_and_a_response_is_none():
    assert why(course(), facts(progress=stands(Standing.NOT_IMPROVING))).rank == attention.STUCK
    for standing in (Standing.NOT_MEASURED, Standing.NO_BASELINE):
        assert why(course(), facts(progress=stands(standing))).rank == attention.UNMEASURED
    found = why(course(), facts(visit(20), progress=stands(Standing.RESPONSE)))
    assert found.rank == attention.CALM


def paused(days, review_days):
    made = course("PAUSED")
    made.pk, made.paused_at = uuid4(), NOW - timedelta(days=days)
    made.pause_review_on = NOW.date() + timedelta(days=review_days)
    SITE.today = lambda at: at.date()
    return made


def test_a_pause_is_silent_until_its_day_and_loud_from_its_limit():
    """Control: without the comparison with `pause_days` the last one only names the day that is long over."""
    assert why(paused(10, 4), facts()).rank == attention.CALM
    found = why(paused(20, -1), facts())
    assert (found.rank, found.sentence) == (
        attention.PAUSED,
        "The pause was to be looked at on Mon 23 Nov.",
    )
    assert why(paused(59, 4), facts()).rank == attention.CALM
    found = why(paused(60, 4), facts())
    assert found.sentence == "Paused for 60 days. Decide: go on, or end."
    assert why(paused(21, 4), facts(pause_days=21)).rank == attention.PAUSED
