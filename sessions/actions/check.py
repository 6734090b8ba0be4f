"""Recording what is asked and measured before the dose, each kind in its own shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from clinic.policy.terms import ClinicalPolicy
from clinic.sites.models import Site
from patients.actions.workup import result as test_results
from sessions.actions import medication_check
from sessions.actions.dosing_session import fall_back
from sessions.actions.gate import policy_of
from sessions.actions.session_lock import WrongMoment, lock, of
from sessions.dosing.weight import kilograms
from sessions.models import (
    BEFORE_DOSE,
    CheckKind,
    DosingSession,
    EquipmentCheck,
    Order,
    PreDoseCheck,
)

Given = Mapping[str, Any]
# Done while a clearance stands: they confirm it and do not change what it was given on.
KEEPS_CLEARANCE = frozenset({CheckKind.TIME_OUT, CheckKind.READ_BACK})


@action(Permission.DOSING_CHECK)
def record(
    session: DosingSession, *, kind: str, values: Given, by: User, at: datetime
) -> PreDoseCheck:
    """Keep one check. `values` is what the form of its kind asked; the newest standing row counts."""
    session = lock(session)
    if session.status not in BEFORE_DOSE:
        raise WrongMoment(_("The checks belong before the dose."))
    if kind not in SHAPES:
        raise InvalidInput(_("There is no such check."), field="kind")
    policy = policy_of(session, at).policy
    check = PreDoseCheck(
        **of(session),
        kind=kind,
        values=SHAPES[CheckKind(kind)](session, values, policy, by, at),
        recorded_at=at,
        recorded_by=by,
        created_at=at,
    )
    check.save()
    if kind == CheckKind.PREGNANCY and check.values["result"] == "POSITIVE":
        _pregnant(session, check, by, at)
    if kind not in KEEPS_CLEARANCE:
        fall_back(session)
    return check


@step
def _pregnant(session: DosingSession, check: PreDoseCheck, by: User, at: datetime) -> None:
    """A positive test is no matter of this visit alone: it is a result, and opens the signed screening (X02)."""
    test_results.record.step(
        session.course,
        kind="HCG",
        result="POSITIVE",
        taken_at=datetime.fromisoformat(check.values["tested_at"]),
        detail=_("Before a dose."),
        by=by,
        at=at,
    )


@action(Permission.DOSING_CHECK)
def void(check: PreDoseCheck, *, because: str, by: User, at: datetime) -> PreDoseCheck:
    """It was wrong. What it proved is unproven again."""
    session = lock(check.session)
    if session.status not in BEFORE_DOSE:
        raise WrongMoment(_("The checks belong before the dose."))
    if not because.strip():
        raise InvalidInput(_("Say what was wrong."), field="because")
    check = PreDoseCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if check.voided_at is not None:
        raise DomainError(_("This was struck out before."))
    check.voided_at, check.voided_by, check.voided_because = at, by, because.strip()
    check.save()
    fall_back(session)
    return check


@action(Permission.DOSING_CHECK)
def check_equipment(
    site: Site, *, missing: tuple[str, ...] = (), note: str = "", by: User, at: datetime
) -> EquipmentCheck:
    """Somebody looked at oxygen, suction, bag-valve-mask, defibrillator and emergency drugs."""
    unknown = set(missing) - set(EquipmentCheck.ITEMS)
    if unknown:
        raise InvalidInput(_("There is no such item."), field="missing")
    check = EquipmentCheck(
        site=site,
        checked_at=at,
        checked_by=by,
        note=note.strip(),
        created_at=at,
        **{item: item not in missing for item in EquipmentCheck.ITEMS},
    )
    check.save()
    return check


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


@step
def standing(session_id: UUID, kind: CheckKind) -> PreDoseCheck | None:
    """The newest standing check of a kind, inside a verb."""
    rows = PreDoseCheck.objects.of(session_id).standing().filter(kind=kind)
    found: PreDoseCheck | None = rows.order_by("-recorded_at", "-pk").first()
    return found
