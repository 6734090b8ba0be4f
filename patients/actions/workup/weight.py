"""A weight that is hard to believe is typed twice: kilograms and pounds are easily taken for each other."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from clinic.core.errors import InvalidInput
from clinic.policy.terms import ClinicalPolicy
from patients.eligibility.measuring import Doubt, WeightPolicy, Why, doubt_about_weight
from patients.models import Course, TestResult


def require_believable(
    row: TestResult,
    course: Course,
    policy: ClinicalPolicy,
    *,
    value: Decimal | None,
    again: Decimal | None,
) -> None:
    """Raise ``InvalidInput`` for a weight in doubt, unless the same number was typed a second time."""
    if row.value is None:
        raise InvalidInput(_("A number is needed."), field="value")
    if again is not None:
        if again != value:
            raise InvalidInput(_("The second entry differs from the first."), field="again")
        row.typed_twice = True
        return
    numbers = WeightPolicy(
        jump_percent=policy.gate.weight_jump_percent,
        above=policy.workup.weight_again_above,
        below=policy.workup.weight_again_below,
    )
    height = _newest(course, TestResult.Kind.HEIGHT)
    before = _newest(course, TestResult.Kind.WEIGHT)
    doubt = doubt_about_weight(row.value, numbers, before=before, height_cm=height)
    if doubt is not None:
        raise InvalidInput(_sentence(doubt, row), field="again")


def _newest(course: Course, kind: str) -> Decimal | None:
    rows = TestResult.objects.standing().of(kind).filter(patient_id=course.patient_id)
    newest = rows.newest_of_each().first()
    return newest.value if newest else None


def _sentence(doubt: Doubt, row: TestResult) -> str:
    """What is odd about it, what it would be in pounds, and what to do."""
    said = {"typed": row.typed, "kg": row.value, "before": doubt.before, "lb": doubt.if_pounds}
    match doubt.why:
        case Why.JUMP:
            return (
                _(
                    "%(typed)s is %(kg)s kg; the weight before was %(before)s kg. Kilograms, not pounds? "
                    "Choose the right unit, or type the number a second time."
                )
                % said
            )
        case Why.LIGHT:
            return (
                _(
                    "%(typed)s is only %(kg)s kg. Pounds, not kilograms? Choose the right unit, or type "
                    "the number a second time."
                )
                % said
            )
        case _:
            return (
                _(
                    "%(kg)s kg is a lot; read as pounds it is %(lb)s kg. Choose the right unit, or type "
                    "the number a second time."
                )
                % said
            )
