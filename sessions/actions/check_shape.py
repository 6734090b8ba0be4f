"""What each kind of check before the dose asks, and the shape in which its answers are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.core.errors import DomainError, InvalidInput
from clinic.policy.terms import ClinicalPolicy
from sessions.actions import medication_check
from sessions.actions.session_lock import WrongMoment
from sessions.dosing.weight import kilograms
from sessions.models import CheckKind, DosingSession, Order, PreDoseCheck

Given = Mapping[str, Any]
# --- the shape of each kind ---------------------------------------------------------------------

Shape = Callable[[DosingSession, Given, ClinicalPolicy, User, datetime], dict[str, Any]]


def _number(given: Given, name: str) -> Decimal:
    try:
        value = Decimal(str(given[name]))
    except (KeyError, InvalidOperation):
        raise InvalidInput(_("A number is needed."), field=name) from None
    if not value.is_finite():
        raise InvalidInput(_("A number is needed."), field=name)
    return value


def _yes_or_no(given: Given, name: str) -> bool:
    value = given.get(name)
    if not isinstance(value, bool):
        raise InvalidInput(_("Choose yes or no."), field=name)
    return value


def _time(given: Given, name: str, at: datetime) -> str | None:
    value = given.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise InvalidInput(_("Say when, with the date."), field=name)
    if value > at:
        raise InvalidInput(_("This lies in the future."), field=name)
    return value.isoformat()


def _weight(
    session: DosingSession, given: Given, policy: ClinicalPolicy, by: User, at: datetime
) -> dict[str, Any]:
    unit = str(given.get("unit", "kg"))
    if unit not in {"kg", "lb"}:
        raise InvalidInput(_("Weight is in kilograms or pounds."), field="unit")
    kg = kilograms(_number(given, "weight"), unit, policy.arithmetic)
    if not policy.vitals.weight_min_kg <= kg <= policy.vitals.weight_max_kg:
        raise InvalidInput(_("%s kg cannot be. Is the unit right?") % kg, field="weight")
    values: dict[str, Any] = {"kg": str(kg), "entered_twice": False}
    if given.get("again") not in {None, ""}:
        again = kilograms(_number(given, "again"), unit, policy.arithmetic)
        if again != kg:
            raise InvalidInput(_("The second entry differs from the first."), field="again")
        values["entered_twice"] = True
    if given.get("height_cm") not in {None, ""}:
        height = _number(given, "height_cm")
        if not Decimal(100) <= height <= Decimal(230):
            raise InvalidInput(_("Height is in centimetres, 100 to 230."), field="height_cm")
        values["height_cm"] = str(height)
    return values


def _saturation(
    session: DosingSession, given: Given, policy: ClinicalPolicy, by: User, at: datetime
) -> dict[str, Any]:
    spo2 = int(_number(given, "spo2"))
    if not policy.vitals.spo2_min <= spo2 <= 100:
        raise InvalidInput(_("Saturation is in percent."), field="spo2")
    why = str(given.get("why", "")).strip()
    if not why:
        raise InvalidInput(_("Say where this is documented."), field="why")
    return {"spo2": spo2, "why": why}


def _intake(
    session: DosingSession, given: Given, policy: ClinicalPolicy, by: User, at: datetime
) -> dict[str, Any]:
    fatty = given.get("fatty")
    return {
        "solids_at": _time(given, "solids_at", at),
        "fatty": fatty if isinstance(fatty, bool) else None,
        "liquids_at": _time(given, "liquids_at", at),
    }


def _pregnancy(
    session: DosingSession, given: Given, policy: ClinicalPolicy, by: User, at: datetime
) -> dict[str, Any]:
    result = given.get("result")
    if result not in {"NEGATIVE", "POSITIVE", "REFUSED"}:
        raise InvalidInput(_("Choose the result."), field="result")
    return {"result": result, "tested_at": _time(given, "tested_at", at) or at.isoformat()}


def _sobriety(
    session: DosingSession, given: Given, policy: ClinicalPolicy, by: User, at: datetime
) -> dict[str, Any]:
    breath = given.get("breath") or None
    if breath not in {None, "NEGATIVE", "POSITIVE"}:
        raise InvalidInput(_("Choose the result of the breath test."), field="breath")
    return {
        "no_signs": _yes_or_no(given, "no_signs"),
        "alcohol_at": _time(given, "alcohol_at", at),
        "alcohol_long_ago": given.get("alcohol_long_ago") is True,
        "cannabis_at": _time(given, "cannabis_at", at),
        "cannabis_long_ago": given.get("cannabis_long_ago") is True,
        "breath": breath,
    }


def _mental_state(
    session: DosingSession, given: Given, policy: ClinicalPolicy, by: User, at: datetime
) -> dict[str, Any]:
    return {"psychotic": _yes_or_no(given, "psychotic"), "manic": _yes_or_no(given, "manic")}


def _order(session: DosingSession) -> Order:
    order = (
        Order.objects.of(session.pk)
        .filter(kind=Order.Kind.FIRST)
        .select_related("product")
        .order_by("-signed_at", "-pk")
        .first()
    )
    if order is None:
        raise WrongMoment(_("There is no order to read back."))
    return order  # type: ignore[no-any-return]


def _says(order: Order, given: Given) -> bool:
    """Dose, route and strength as read aloud, against the order."""
    return (
        _number(given, "mg") == order.actual_mg
        and given.get("route") == order.route
        and _number(given, "strength") == order.product.strength
    )


def _time_out(
    session: DosingSession, given: Given, policy: ClinicalPolicy, by: User, at: datetime
) -> dict[str, Any]:
    order = _order(session)
    return {
        "order_id": str(order.pk),
        "name_and_birth_date": _yes_or_no(given, "name_and_birth_date"),
        "mg": str(_number(given, "mg")),
        "route": str(given.get("route", "")),
        "strength": str(_number(given, "strength")),
        "matches": _says(order, given),
    }


def _read_back(
    session: DosingSession, given: Given, policy: ClinicalPolicy, by: User, at: datetime
) -> dict[str, Any]:
    first = (
        PreDoseCheck.objects.of(session.pk)
        .standing()
        .filter(kind=CheckKind.TIME_OUT)
        .order_by("-recorded_at", "-pk")
        .first()
    )
    if first is None:
        raise WrongMoment(_("The time-out is not begun."))
    if first.recorded_by_id == by.pk:
        raise DomainError(
            _("You began the time-out. Somebody else reads back, signed in as themselves.")
        )
    order = _order(session)
    if first.values["order_id"] != str(order.pk):
        raise WrongMoment(_("The order changed after the time-out. Read it back again."))
    return {"time_out_id": str(first.pk), "matches": _says(order, given)}


SHAPES: dict[CheckKind, Shape] = {
    CheckKind.WEIGHT: _weight,
    CheckKind.SATURATION: _saturation,
    CheckKind.INTAKE: _intake,
    CheckKind.PREGNANCY: _pregnancy,
    CheckKind.SOBRIETY: _sobriety,
    CheckKind.MENTAL_STATE: _mental_state,
    CheckKind.MEDICATIONS: medication_check.shape,
    CheckKind.TIME_OUT: _time_out,
    CheckKind.READ_BACK: _read_back,
}
