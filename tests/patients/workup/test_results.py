"""Labs and tests: units, what no body can have, pounds for kilograms, ranges, and corrections."""

from datetime import timedelta
from decimal import Decimal

import pytest

from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from patients.actions.workup import result
from patients.models import TestResult

D = Decimal


@pytest.fixture
def course(walk):
    return walk.referred()


def record(walk, course, kind, value=None, unit="", **more):
    value = None if value is None else D(value)
    return result.record(
        course, kind=kind, value=value, unit=unit, by=walk.nurse, at=walk.at, **more
    )


def test_a_value_is_kept_in_one_unit_with_what_was_typed(walk, course):
    kept = record(walk, course, "BILIRUBIN", "20", "µmol/L")
    assert (kept.value, kept.unit, kept.typed) == (D("1.17"), "mg/dL", "20 µmol/L")
    assert record(walk, course, "HEIGHT", "69", "in").value == D("175.3")
    assert record(walk, course, "WEIGHT", "154", "lb").shown == "69.9 kg"
    kept.refresh_from_db()
    assert (kept.recorded_by, kept.taken_at) == (walk.nurse, walk.at)


@pytest.mark.parametrize(
    ("kind", "value", "unit", "more", "field"),
    [
        ("WEIGHT", "70", "", {}, "unit"),
        ("WEIGHT", "70", "stone", {}, "unit"),
        ("WEIGHT", "24.9", "kg", {}, "value"),
        ("WEIGHT", "351", "kg", {}, "value"),
        ("HEIGHT", "69", "cm", {}, "value"),
        ("HEIGHT", "175", "in", {}, "value"),
        ("SPO2", "101", "%", {}, "value"),
        ("BLOOD_PRESSURE", "124", "mmHg", {}, "second"),
        ("BLOOD_PRESSURE", "78", "mmHg", {"second": D(124)}, "value"),
        ("HEART_RATE", "72", "/min", {"second": D(70)}, "second"),
        ("STOP_BANG", "9", "of 8", {}, "value"),
        ("ALT", None, "U/L", {}, "value"),
        ("ALT", "40", "U/L", {"low": D(50), "high": D(10)}, "low"),
        ("ECG", None, "", {}, "result"),
        ("ECG", None, "", {"result": "NEGATIVE"}, "result"),
        ("ECG", None, "", {"result": "ABNORMAL"}, "detail"),
        ("HCG", "1", "", {"result": "NEGATIVE"}, "value"),
        ("ALT", "40", "U/L", {"result": "NORMAL"}, "result"),
        ("NOPE", "1", "", {}, "kind"),
    ],
)
def test_what_cannot_be_is_refused(walk, course, kind, value, unit, more, field):
    with pytest.raises(InvalidInput) as refusal:
        record(walk, course, kind, value, unit, **more)
    assert refusal.value.field == field
    assert not TestResult.objects.exists()


def test_nothing_is_taken_tomorrow(walk, course):
    with pytest.raises(InvalidInput, match="future"):
        record(
            walk,
            course,
            "ECG",
            result="NORMAL",
            taken_at=walk.at + timedelta(minutes=1),
        )


def test_pounds_typed_as_kilograms_are_caught(walk, course):
    """Without ``require_believable`` 154 kg stands on record, and every dose would be doubled: red."""
    with pytest.raises(InvalidInput, match=r"read as pounds it is 69\.9 kg"):
        record(walk, course, "WEIGHT", "154", "kg")
    assert record(walk, course, "WEIGHT", "154", "lb").value == D("69.9")
    with pytest.raises(InvalidInput, match="Kilograms, not pounds"):
        record(walk, course, "WEIGHT", "154", "kg")
    with pytest.raises(InvalidInput, match="Kilograms, not pounds"):
        record(walk, course, "WEIGHT", "70", "lb")
    assert TestResult.objects.count() == 1


def test_with_a_height_a_lighter_slip_is_caught_too(walk, course):
    record(walk, course, "HEIGHT", "158", "cm")
    with pytest.raises(InvalidInput, match=r"read as pounds it is 47\.6 kg"):
        record(walk, course, "WEIGHT", "105", "kg")


def test_who_weighs_so_much_is_typed_twice(walk, course):
    with pytest.raises(InvalidInput, match="differs"):
        record(walk, course, "WEIGHT", "154", "kg", again=D(145))
    heavy = record(walk, course, "WEIGHT", "154", "kg", again=D(154))
    assert (heavy.value, heavy.typed_twice) == (D(154), True)
    assert record(walk, course, "WEIGHT", "150", "kg").typed_twice is False


@pytest.mark.parametrize(
    ("kg", "asked"), [("77.0", False), ("77.1", True), ("63.0", False), ("62.9", True)]
)
def test_a_jump_of_more_than_a_tenth_is_asked_again(walk, course, kg, asked):
    record(walk, course, "WEIGHT", "70", "kg")
    if asked:
        with pytest.raises(InvalidInput, match="before was 70"):
            record(walk, course, "WEIGHT", kg, "kg")
    else:
        record(walk, course, "WEIGHT", kg, "kg")


@pytest.mark.parametrize(
    ("kind", "value", "unit", "more", "mark"),
    [
        ("ALT", "55", "U/L", {}, ""),
        ("ALT", "56", "U/L", {}, "HIGH"),
        ("ALT", "56", "U/L", {"high": D(60)}, ""),
        ("ALT", "41", "U/L", {"high": D(40)}, "HIGH"),
        ("BILIRUBIN", "25", "µmol/L", {"high": D(21)}, "HIGH"),
        ("BILIRUBIN", "20", "µmol/L", {"high": D(21)}, ""),
        ("TSH", "0.39", "mIU/L", {}, "LOW"),
        ("SPO2", "93", "%", {}, "LOW"),
        ("BLOOD_PRESSURE", "140", "mmHg", {"second": D(90)}, ""),
        ("BLOOD_PRESSURE", "141", "mmHg", {"second": D(80)}, "HIGH"),
        ("BLOOD_PRESSURE", "130", "mmHg", {"second": D(91)}, "HIGH"),
        ("STOP_BANG", "2", "of 8", {}, ""),
        ("STOP_BANG", "3", "of 8", {}, "HIGH"),
        ("HCG", None, "", {"result": "POSITIVE"}, "ABNORMAL"),
        ("HCG", None, "", {"result": "REFUSED"}, ""),
        ("ECG", None, "", {"result": "NORMAL"}, ""),
        (
            "ECG",
            None,
            "",
            {"result": "ABNORMAL", "detail": "Left bundle branch block"},
            "ABNORMAL",
        ),
    ],
)
def test_what_lies_outside_its_range_is_marked(walk, course, kind, value, unit, more, mark):
    assert record(walk, course, kind, value, unit, **more).mark == mark


def test_a_liver_test_says_how_many_times_the_limit(walk, course):
    assert record(walk, course, "ALT", "165", "U/L").times_upper == 3
    assert record(walk, course, "ALT", "166", "U/L").times_upper > 3
    assert record(walk, course, "HEIGHT", "170", "cm").times_upper is None


def test_a_wrong_result_is_put_right_and_stays_to_be_read(walk, course):
    wrong = record(walk, course, "ALT", "400", "U/L")
    right = result.correct(
        wrong,
        because="Misread",
        kind="ALT",
        value=D(40),
        unit="U/L",
        by=walk.nurse,
        at=walk.at,
    )
    wrong.refresh_from_db()
    assert (wrong.value, wrong.voided_because, right.corrects_id) == (D(400), "Misread", wrong.pk)
    assert list(TestResult.objects.standing()) == [right]
    with pytest.raises(DomainError, match="struck out before"):
        result.void(wrong, because="again", by=walk.nurse, at=walk.at)
    with pytest.raises(InvalidInput):
        result.void(right, because=" ", by=walk.nurse, at=walk.at)


def test_a_refused_test_was_not_made(walk, course):
    record(walk, course, "DRUG_SCREEN", result="REFUSED")
    assert not TestResult.objects.done().exists()


def test_the_desk_and_the_therapist_write_down_no_results(walk, course):
    for person in (walk.desk, walk.therapist):
        with pytest.raises(NotAllowed):
            result.record(course, kind="ECG", result="NORMAL", by=person, at=walk.at)


def test_another_site_sees_none_of_it(walk, course, other_prescriber):
    record(walk, course, "ECG", result="NORMAL")
    assert TestResult.objects.visible_to(walk.nurse).count() == 1
    assert TestResult.objects.visible_to(walk.desk).count() == 0
    assert TestResult.objects.visible_to(other_prescriber).count() == 0
