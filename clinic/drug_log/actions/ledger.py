"""Everything that can happen to a controlled substance, one line each."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Capability
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.locks import lock
from clinic.drug_log.models import LedgerLine, Lot, Product, WasteWitness
from clinic.sites.models import Site

Kind = LedgerLine.Kind
CENT = Decimal("0.01")


class NotEnoughStock(DomainError):
    code = "not-enough-stock"


class NotEnoughDrawn(DomainError):
    code = "not-enough-drawn"


class WitnessIsGiver(DomainError):
    code = "witness-is-giver"


class AlreadyWitnessed(DomainError):
    code = "already-witnessed"


class LotExpired(DomainError):
    code = "lot-expired"


@action(Permission.DRUG_LOG_RECEIVE, anywhere=True)
def add_product(
    *,
    name: str,
    form: Product.Form,
    strength: Decimal,
    container: Decimal,
    routes: list[str],
    ndc: str = "",
    multi_dose: bool = False,
    by: User,
    at: datetime,
) -> Product:
    """A presentation the clinic stocks. ``strength`` is mg of base per mL or piece, from the label."""
    unit = Product.Unit.ML if form == Product.Form.SOLUTION else Product.Unit.PIECE
    product = Product(
        name=name,
        form=form,
        unit=unit,
        strength=strength,
        container=container,
        routes=sorted(routes),
        ndc=ndc,
        multi_dose=multi_dose,
        created_at=at,
    )
    product.save()
    return product


@action(Permission.DRUG_LOG_RECEIVE)
def receive(
    site: Site,
    *,
    product: Product,
    lot_number: str,
    expires_on: date,
    quantity: Decimal,
    party: str,
    by: User,
    at: datetime,
) -> LedgerLine:
    """Stock came in from ``party``. The same lot number again is the same lot."""
    if expires_on < site.today(at):
        raise InvalidInput(_("This lot has expired. It cannot be taken in."), field="expires_on")
    lock(("lot", f"{site.pk}:{product.pk}:{lot_number}"))
    lot = Lot.objects.filter(site=site, product=product, lot_number=lot_number).first()
    if lot is None:
        lot = Lot(
            site=site,
            product=product,
            lot_number=lot_number,
            expires_on=expires_on,
            created_at=at,
        )
        lot.save()
    elif lot.expires_on != expires_on:
        raise InvalidInput(
            _("This lot is on record with another expiry date."), field="expires_on"
        )
    return append_line(lot, Kind.RECEIVE, quantity, by=by, at=at, party=party)


@action(Permission.DOSING_GIVE)
def draw(
    lot: Lot, *, quantity: Decimal, session_id: UUID, patient_id: UUID, by: User, at: datetime
) -> LedgerLine:
    """Taken out of the cupboard for one session: into a syringe, or as pieces onto a tray."""
    if lot.expires_on < lot.site.today(at):
        raise LotExpired(
            _("Lot %(lot)s expired on %(day)s. Take another.")
            % {"lot": lot.lot_number, "day": lot.expires_on}
        )
    return append_line(
        lot, Kind.DRAW, quantity, by=by, at=at, session_id=session_id, patient_id=patient_id
    )


@action(Permission.DOSING_GIVE)
def administer(
    lot: Lot, *, quantity: Decimal, session_id: UUID, patient_id: UUID, by: User, at: datetime
) -> LedgerLine:
    """Given to the patient, out of what this session drew."""
    lock(("lot", lot.pk))
    _within_custody(lot, session_id, quantity)
    return append_line(
        lot, Kind.ADMINISTER, quantity, by=by, at=at, session_id=session_id, patient_id=patient_id
    )


@action(Permission.DOSING_GIVE)
def waste(
    lot: Lot,
    *,
    quantity: Decimal,
    session_id: UUID,
    patient_id: UUID,
    reason: str,
    by: User,
    at: datetime,
) -> LedgerLine:
    """The rest of what this session drew. Needs a witness before the session can close (G43)."""
    lock(("lot", lot.pk))
    _within_custody(lot, session_id, quantity)
    if not reason.strip():
        raise InvalidInput(_("Say why it was wasted."), field="reason")
    return append_line(
        lot,
        Kind.WASTE,
        quantity,
        by=by,
        at=at,
        session_id=session_id,
        patient_id=patient_id,
        reason=reason,
    )


@action(Permission.DOSING_GIVE)
def return_unopened(
    lot: Lot, *, quantity: Decimal, session_id: UUID, patient_id: UUID, by: User, at: datetime
) -> LedgerLine:
    """Back into the cupboard, seal intact."""
    lock(("lot", lot.pk))
    _within_custody(lot, session_id, quantity)
    return append_line(
        lot,
        Kind.RETURN_UNOPENED,
        quantity,
        by=by,
        at=at,
        session_id=session_id,
        patient_id=patient_id,
    )


@action(Permission.DRUG_LOG_WITNESS, capability=Capability.WITNESS)
def witness(line: LedgerLine, *, by: User, at: datetime) -> WasteWitness:
    """A second person saw the waste. Not the one who wasted it, and not under somebody else's sign-in."""
    lock(("lot", line.lot_id))
    if line.kind != Kind.WASTE:
        raise DomainError(_("Only waste needs a witness."))
    if line.by_id == by.pk:
        raise WitnessIsGiver(_("You wasted it. Somebody else must witness it."))
    if WasteWitness.objects.filter(line=line).exists():
        raise AlreadyWitnessed(_("Somebody has already witnessed this."))
    signature = WasteWitness(
        site_id=line.site_id,
        line=line,
        wasted_by_id=line.by_id,
        witness=by,
        witnessed_at=at,
        created_at=at,
    )
    signature.save()
    return signature


def _within_custody(lot: Lot, session_id: UUID, quantity: Decimal) -> None:
    custody = {c.lot_id: c for c in LedgerLine.objects.custody([session_id]).get(session_id, [])}
    mine = custody.get(lot.pk)
    left = mine.open if mine else Decimal(0)
    if quantity > left:
        raise NotEnoughDrawn(
            _("Only %(left)s %(unit)s of this lot is drawn and not yet accounted for.")
            % {"left": left, "unit": lot.unit},
            left=str(left),
        )


@step
def append_line(
    lot: Lot,
    kind: Kind,
    quantity: Decimal,
    *,
    by: User,
    at: datetime,
    effect: Decimal | None = None,
    session_id: UUID | None = None,
    patient_id: UUID | None = None,
    reason: str = "",
    party: str = "",
) -> LedgerLine:
    """Append one line under the lot's lock; refuse what would leave less than nothing."""
    if quantity <= 0 or quantity != quantity.quantize(CENT, ROUND_HALF_UP):
        raise InvalidInput(_("An amount is above zero, to two decimals."), field="quantity")
    lock(("lot", lot.pk))
    last = LedgerLine.objects.filter(lot=lot).order_by("-sequence").first()
    before = last.balance_after if last else Decimal(0)
    if effect is None:
        effect = quantity if kind in LedgerLine.INTO_STOCK else Decimal(0)
        effect = -quantity if kind in LedgerLine.OUT_OF_STOCK else effect
    if before + effect < 0:
        raise NotEnoughStock(
            _("Lot %(lot)s holds %(left)s %(unit)s.")
            % {"lot": lot.lot_number, "left": before, "unit": lot.unit},
            left=str(before),
        )
    line = LedgerLine(
        site_id=lot.site_id,
        lot=lot,
        sequence=last.sequence + 1 if last else 1,
        kind=kind,
        quantity=quantity,
        stock_effect=effect,
        balance_after=before + effect,
        mg=quantity * lot.strength,
        session_id=session_id,
        patient_id=patient_id,
        happened_at=at,
        by=by,
        reason=reason,
        party=party,
        created_at=at,
    )
    line.save()
    return line
