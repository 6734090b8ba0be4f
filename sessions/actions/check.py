"""Recording what is asked and measured before the dose, each kind in its own shape."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from clinic.sites.models import Site
from patients.actions.workup import result as test_results
from sessions.actions.check_shape import SHAPES, Given
from sessions.actions.dosing_session import fall_back
from sessions.actions.gate import policy_of
from sessions.actions.session_lock import WrongMoment, lock, of
from sessions.models import BEFORE_DOSE, CheckKind, DosingSession, EquipmentCheck, PreDoseCheck

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


@step
def standing(session_id: UUID, kind: CheckKind) -> PreDoseCheck | None:
    """The newest standing check of a kind, inside a verb."""
    rows = PreDoseCheck.objects.of(session_id).standing().filter(kind=kind)
    found: PreDoseCheck | None = rows.order_by("-recorded_at", "-pk").first()
    return found
