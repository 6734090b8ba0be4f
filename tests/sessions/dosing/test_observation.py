"""Observation runs from the last drug event, and due sets are drawn before they happen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from clinic.policy.terms import ClinicalPolicy, ObservationTerms
from sessions.dosing.drug_event import (
    Event,
    Kind,
    earliest_discharge,
    infused_ml,
    infusion_is_open,
)
from sessions.dosing.schedule import (
    Due,
    DueStatus,
    due_minutes,
    fills,
    missed_in_a_row,
    status,
    statuses,
)

ROUTES = ClinicalPolicy().routes
OBSERVE = ObservationTerms()
NINE = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def minute(n: float) -> datetime:
    return NINE + timedelta(minutes=n)


def infusion(*more: Event, stop: int | None = 40) -> list[Event]:
    events = [Event(Kind.INFUSION_START, NINE, Decimal("76.1")), *more]
    return events if stop is None else [*events, Event(Kind.INFUSION_STOP, minute(stop))]


@pytest.mark.parametrize(
    ("route", "events", "earliest"),
    [
        ("IV", infusion(), 100),
        ("IV", infusion(stop=50), 110),
        ("IV", infusion(stop=20), 100),
        ("IV", infusion(stop=None), None),
        ("IV", infusion(Event(Kind.INFUSION_PAUSE, minute(30)), stop=None), None),
        ("IV", infusion(Event(Kind.RATE_CHANGE, minute(60), Decimal(90), raises_rate=True)), 120),
        ("IV", infusion(Event(Kind.RATE_CHANGE, minute(60), Decimal(50))), 100),
        ("IV", [], None),
        ("IM", [Event(Kind.INJECTION, NINE)], 120),
        ("IM", [Event(Kind.INJECTION, NINE), Event(Kind.SUPPLEMENTAL, minute(12))], 132),
        ("IM", [Event(Kind.INJECTION, NINE), Event(Kind.RESCUE_MED, minute(50))], 120),
        ("SL_RDT", [Event(Kind.LOZENGE_PLACED, NINE), Event(Kind.LOZENGE_SPIT, minute(12))], 120),
        ("SL_RDT", [Event(Kind.LOZENGE_PLACED, NINE), Event(Kind.SUPPLEMENTAL, minute(25))], 145),
    ],
)
def test_earliest_discharge(route: str, events: list[Event], earliest: int | None) -> None:
    found = earliest_discharge(events, ROUTES[route], OBSERVE)
    assert found == (None if earliest is None else minute(earliest))


def test_the_clinic_may_decide_that_a_faster_pump_restarts_nothing() -> None:
    events = infusion(Event(Kind.RATE_CHANGE, minute(60), Decimal(90), raises_rate=True))
    assert earliest_discharge(
        events, ROUTES["IV"], ObservationTerms(restart_on_rate_increase=False)
    ) == minute(100)


def test_paused_time_adds_no_drug() -> None:
    events = infusion(
        Event(Kind.INFUSION_PAUSE, minute(10)),
        Event(Kind.INFUSION_RESUME, minute(20), Decimal(60)),
        Event(Kind.RATE_CHANGE, minute(30), Decimal(30)),
    )
    assert infused_ml(events, minute(10)) == pytest.approx(Decimal("76.1") / 6)
    assert infused_ml(events, minute(20)) == infused_ml(events, minute(10))
    assert infused_ml(events, minute(60)) - infused_ml(events, minute(20)) == pytest.approx(
        Decimal(15)
    )
    assert infused_ml([], NINE) == 0


def test_an_infusion_is_open_until_it_is_stopped() -> None:
    assert infusion_is_open(infusion(stop=None))
    assert not infusion_is_open(infusion())
    assert not infusion_is_open([Event(Kind.INJECTION, NINE)])


@pytest.mark.parametrize(
    ("route", "drug", "until", "expected"),
    [
        ("IV", 40, 100, [10, 20, 30, 40, 55, 70, 85, 100]),
        ("IV", 45, 100, [10, 20, 30, 40, 45, 60, 75, 90]),
        ("IV", 5, 40, [5, 20, 35]),
        ("IV", 40, 0, []),
        ("IM", 0, 120, [5, 15, 30, 45, 60, 90, 120]),
        ("IM", 0, 181, [5, 15, 30, 45, 60, 90, 120, 150, 180]),
        ("SL_RDT", 0, 120, [20, 40, 60, 90, 120]),
    ],
)
def test_due_minutes(route: str, drug: int, until: int, expected: list[int]) -> None:
    assert due_minutes(ROUTES[route], drug, until) == expected


@pytest.mark.parametrize(
    ("at", "taken", "expected"),
    [
        (6.9, None, DueStatus.PLANNED),
        (7, None, DueStatus.DUE),
        (13, None, DueStatus.DUE),
        (13.1, None, DueStatus.LATE),
        (19.9, None, DueStatus.LATE),
        (20, None, DueStatus.MISSED),
        (30, 13, DueStatus.ON_TIME),
        (30, 13.1, DueStatus.LATE),
        (30, 7, DueStatus.ON_TIME),
    ],
)
def test_on_time_late_and_missed_at_the_edges(
    at: float, taken: float | None, expected: DueStatus
) -> None:
    """Three minutes either side while the drug runs; missed when the next set is due."""
    due = Due(10, minute(10), None if taken is None else minute(taken))
    assert status(due, minute(20), minute(at), ROUTES["IV"]) is expected


def test_the_last_set_is_late_and_never_missed() -> None:
    assert status(Due(100, minute(100)), None, minute(400), ROUTES["IV"]) is DueStatus.LATE


def test_a_reading_fills_the_set_whose_window_is_open() -> None:
    iv = ROUTES["IV"]
    dues = [Due(10, minute(10)), Due(20, minute(20)), Due(30, minute(30))]
    assert fills(dues, minute(5), iv) is None
    assert fills(dues, minute(7), iv) == 0
    assert fills(dues, minute(14), iv) == 0
    assert fills(dues, minute(17), iv) == 1
    assert fills([Due(10, minute(10), minute(9)), *dues[1:]], minute(12), iv) is None


def test_two_missed_sets_in_a_row_are_counted_until_one_is_taken() -> None:
    iv = ROUTES["IV"]
    dues = [
        Due(10, minute(10), minute(10)),
        Due(20, minute(20)),
        Due(30, minute(30)),
        Due(40, minute(40)),
    ]
    assert statuses(dues, minute(41), iv)[1:3] == [DueStatus.MISSED, DueStatus.MISSED]
    assert missed_in_a_row(dues, minute(41), iv) == 2
    assert missed_in_a_row([*dues[:3], Due(40, minute(40), minute(41))], minute(42), iv) == 0
    assert missed_in_a_row(dues, minute(25), iv) == 0
