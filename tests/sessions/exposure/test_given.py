"""What counts as given: base milligrams of the drug events that stand."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

import pytest

from sessions.dosing.drug_event import Kind
from sessions.exposure import DrugRow, End, Sitting, given

START = datetime(2026, 3, 3, 16, 0, tzinfo=UTC)
IV = Sitting("session", "course", "IV", D("72.0"))
LOZENGE = Sitting("session", "course", "SL_TROCHE", D("72.0"))


def at(minute):
    return START + timedelta(minutes=minute)


def bag(**changed):
    """36 mg in 0.72 mL made up to 50.72 mL, planned over forty minutes."""
    row = {
        "mg": D("36.00"),
        "volume_ml": D("0.72"),
        "bag_ml": D("50.72"),
        "rate_ml_per_h": D("76.1"),
    }
    return DrugRow(Kind.INFUSION_START, START, **{**row, **changed})


def mg(sitting, *rows):
    return [part.mg for part in given(sitting, rows)]


@pytest.mark.parametrize(
    ("stopped", "expected"),
    [(None, "36.00"), (40, "36.00"), (39.5, "36.00"), (20, "18.00"), (10, "9.00"), (0, "0.00")],
)
def test_an_infusion_counts_for_what_ran_in(stopped, expected):
    rows = [bag()]
    if stopped is not None:
        rows.append(DrugRow(Kind.INFUSION_STOP, at(stopped)))
    assert mg(IV, *rows)[0] == pytest.approx(D(expected), abs=D("0.02"))


def test_paused_time_gives_nothing():
    rows = (
        bag(),
        DrugRow(Kind.INFUSION_PAUSE, at(10)),
        DrugRow(Kind.INFUSION_RESUME, at(30), rate_ml_per_h=D("76.1")),
        DrugRow(Kind.INFUSION_STOP, at(40)),
    )
    assert mg(IV, *rows)[0] == pytest.approx(D("18.00"), abs=D("0.02"))


def test_a_supplemental_injection_is_a_part_of_its_own():
    im = Sitting("session", "course", "IM", D(80))
    rows = (
        DrugRow(Kind.INJECTION, START, mg=D(40)),
        DrugRow(Kind.SUPPLEMENTAL, at(15), mg=D(20)),
    )
    assert mg(im, *rows) == [D(40), D(20)]


def test_a_voided_event_counts_for_nothing():
    """Without the look at ``voided`` the corrected dose counts twice: red."""
    im = Sitting("session", "course", "IM", D(80))
    rows = (
        DrugRow(Kind.INJECTION, START, mg=D(40), voided=True),
        DrugRow(Kind.INJECTION, at(2), mg=D(40)),
    )
    assert mg(im, *rows) == [D(40)]


def test_a_rescue_medicine_is_no_ketamine():
    assert mg(IV, bag(), DrugRow(Kind.RESCUE_MED, at(5), mg=D(4))) == [D("36.00")]


@pytest.mark.parametrize(
    ("rows", "ends"),
    [
        ((Kind.LOZENGE_SPIT,), [End.SPIT]),
        ((Kind.LOZENGE_SWALLOWED,), [End.SWALLOWED]),
        ((), [End.NOT_RECORDED]),
    ],
)
def test_what_became_of_a_lozenge_is_kept(rows, ends):
    placed = DrugRow(Kind.LOZENGE_PLACED, START, mg=D(100))
    later = [DrugRow(kind, at(12)) for kind in rows]
    assert [part.end for part in given(LOZENGE, [placed, *later])] == ends


def test_each_lozenge_has_its_own_end():
    rows = (
        DrugRow(Kind.LOZENGE_PLACED, START, mg=D(100)),
        DrugRow(Kind.LOZENGE_SPIT, at(12)),
        DrugRow(Kind.SUPPLEMENTAL, at(25), mg=D(50)),
        DrugRow(Kind.LOZENGE_SWALLOWED, at(37)),
    )
    found = given(LOZENGE, rows)
    assert [(part.mg, part.end) for part in found] == [
        (D(100), End.SPIT),
        (D(50), End.SWALLOWED),
    ]
