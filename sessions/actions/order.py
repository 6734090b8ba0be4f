"""Signing an order: the dose computed from weight, strength and policy, never typed as a volume."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import Licence, User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from clinic.drug_log.models import Product
from clinic.policy.terms import ClinicalPolicy, IvTerms, RouteTerms
from sessions.actions.dosing_session import fall_back
from sessions.actions.gate import policy_of
from sessions.actions.session_lock import WrongMoment, lock, of
from sessions.dosing.dose import Draw, draw, infusion_rate_ml_per_h, ordered_mg
from sessions.dosing.lozenge import Strength, combination
from sessions.models import BEFORE_DOSE, UNDER_DRUG, CheckKind, DosingSession, Order, PreDoseCheck


class NotLicensed(DomainError):
    """The prescriber has no licence or DEA registration that is valid here today."""

    code = "not-licensed"


class RouteNotOffered(DomainError):
    """The clinic's policy has no numbers for this route."""

    code = "route-not-offered"


@action(Permission.DOSING_ORDER)
def sign(
    session: DosingSession,
    *,
    product: Product,
    mg_per_kg: Decimal | None = None,
    mg: Decimal | None = None,
    minutes: int | None = None,
    diluent_ml: Decimal | None = None,
    supplemental: bool = False,
    note: str = "",
    by: User,
    at: datetime,
) -> Order:
    """Order a dose per kilogram, or in milligrams for lozenges. What limits it runs into, the gate says."""
    session = lock(session)
    allowed = UNDER_DRUG if supplemental else BEFORE_DOSE
    if session.status not in allowed:
        raise WrongMoment(_("This session is not at the point where that can be ordered."))
    require_prescriber(by, session, at)
    policy = policy_of(session, at).policy
    terms = route_terms(policy, session)
    if session.route not in product.routes:
        raise InvalidInput(_("This product is not for this route."), field="product")
    weight = _weight(session)
    kg = Decimal(weight.values["kg"])
    wanted = _wanted(mg_per_kg, mg, kg, policy)
    drawn = _drawn(wanted, product, policy)
    infusion = isinstance(terms, IvTerms) and not supplemental
    if infusion:
        minutes = minutes or _usual_minutes(terms)
        if diluent_ml is None or diluent_ml < 0:
            raise InvalidInput(_("Say how much diluent is in the bag."), field="diluent_ml")
    order = Order(
        **of(session),
        kind=Order.Kind.SUPPLEMENTAL if supplemental else Order.Kind.FIRST,
        route=session.route,
        product=product,
        weight_check=weight,
        kg=kg,
        mg_per_kg=mg_per_kg,
        ordered_mg=wanted,
        volume=drawn.volume_ml,
        actual_mg=drawn.actual_mg,
        minutes=minutes if infusion else None,
        diluent_ml=diluent_ml if infusion else None,
        rate_ml_per_h=(
            infusion_rate_ml_per_h(
                diluent_ml or Decimal(0), drawn.volume_ml, minutes or 0, policy.arithmetic
            )
            if infusion
            else None
        ),
        note=note.strip(),
        signed_at=at,
        prescriber=by,
        created_at=at,
    )
    order.save()
    if not supplemental:
        fall_back(session)
    return order


def require_prescriber(user: User, session: DosingSession, at: datetime) -> None:
    """A prescriber's licence here and a DEA registration, both valid on the clinic's day."""
    day = session.site.today(at)
    here = session.site.jurisdiction
    held = {
        (row.kind, row.jurisdiction) for row in Licence.objects.filter(user=user).valid_on(day)
    }
    licensed = (Licence.Kind.PRESCRIBER, here) in held
    registered = any((Licence.Kind.DEA, where) in held for where in (here, here.partition("-")[0]))
    if not licensed or not registered:
        raise NotLicensed(
            _("Your licence in %(here)s or your DEA registration is not valid on %(day)s.")
            % {"here": here, "day": day.isoformat()}
        )


def route_terms(policy: ClinicalPolicy, session: DosingSession) -> RouteTerms:
    """The numbers of the session's route."""
    terms = policy.routes.get(session.route)
    if terms is None:
        raise RouteNotOffered(_("This clinic's policy does not offer this route."))
    return terms


def _usual_minutes(terms: RouteTerms) -> int:
    return terms.planned_minutes if isinstance(terms, IvTerms) else 0


def _weight(session: DosingSession) -> PreDoseCheck:
    found = (
        PreDoseCheck.objects.standing()
        .filter(patient_id=session.patient_id, kind=CheckKind.WEIGHT)
        .order_by("-recorded_at", "-pk")
        .first()
    )
    if found is None:
        raise WrongMoment(_("There is no weight on record. Weigh first."))
    return found  # type: ignore[no-any-return]


def _wanted(
    mg_per_kg: Decimal | None, mg: Decimal | None, kg: Decimal, policy: ClinicalPolicy
) -> Decimal:
    if (mg_per_kg is None) == (mg is None):
        raise InvalidInput(_("Order milligrams per kilogram, or milligrams: one of them."))
    wanted = mg if mg is not None else ordered_mg(kg, mg_per_kg or Decimal(0), policy.arithmetic)
    if wanted <= 0:
        raise InvalidInput(
            _("A dose is above zero."), field="mg" if mg is not None else "mg_per_kg"
        )
    return wanted


def _drawn(wanted: Decimal, product: Product, policy: ClinicalPolicy) -> Draw:
    if product.unit == Product.Unit.ML:
        return draw(wanted, product.strength, policy.arithmetic)
    pieces = combination(wanted, [Strength(product.strength)])
    if pieces is None:
        raise InvalidInput(
            _("%(mg)s mg cannot be made of whole pieces of %(strength)s mg.")
            % {"mg": wanted, "strength": product.strength},
            field="mg",
        )
    return Draw(wanted, sum((p.count for p in pieces), Decimal(0)), wanted)
