"""Counting the cupboard, and what leaves it other than into a patient."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Capability, Role
from clinic.core.errors import InvalidInput
from clinic.core.locks import lock
from clinic.drug_log.actions.ledger import Kind, append_line
from clinic.drug_log.models import LedgerLine, Lot
from clinic.tasks.actions import task as tasks

# 21 CFR 1301.76(b): the DEA is told of a theft or significant loss within one business day.
TELL_DEA_WITHIN = timedelta(days=1)


@action(Permission.DRUG_LOG_COUNT)
def count(
    lot: Lot, *, counted: Decimal, reason: str = "", by: User, at: datetime
) -> LedgerLine | None:
    """What is really there. A difference is written with its reason and becomes somebody's task."""
    lock(("lot", lot.pk))
    difference = counted - lot.balance_now()
    if difference == 0:
        return None
    if not reason.strip():
        raise InvalidInput(
            _("The ledger says %(balance)s. Count again, or say why it differs.")
            % {"balance": lot.balance_now()},
            field="reason",
        )
    line = append_line(
        lot, Kind.COUNT_ADJUST, abs(difference), by=by, at=at, effect=difference, reason=reason
    )
    tasks.raise_task.step(
        lot.site,
        kind="DRUG_DISCREPANCY",
        sentence=_("A count of lot %(lot)s differs by %(difference)s %(unit)s.")
        % {"lot": lot.lot_number, "difference": difference, "unit": lot.unit},
        why=reason,
        subject_id=lot.pk,
        role=Role.MANAGER,
        due_at=at + TELL_DEA_WITHIN,
        key=f"count:{line.pk}",
        by=by,
        at=at,
    )
    return line


@action(Permission.DRUG_LOG_COUNT, capability=Capability.DRUG_CUSTODIAN)
def destroy(
    lot: Lot, *, quantity: Decimal, reason: str, party: str, by: User, at: datetime
) -> LedgerLine:
    """Expired or unused stock, destroyed on the record (DEA Form 41, 21 CFR 1317)."""
    if not reason.strip():
        raise InvalidInput(_("Say why it was destroyed."), field="reason")
    return append_line(lot, Kind.DESTROY_F41, quantity, by=by, at=at, reason=reason, party=party)


@action(Permission.DRUG_LOG_COUNT)
def report_loss(lot: Lot, *, quantity: Decimal, reason: str, by: User, at: datetime) -> LedgerLine:
    """Stock is gone. The clock to the DEA (one business day, Form 106 in 45 days) starts now."""
    if not reason.strip():
        raise InvalidInput(_("Say what is known about the loss."), field="reason")
    line = append_line(lot, Kind.LOSS_F106, quantity, by=by, at=at, reason=reason)
    tasks.raise_task.step(
        lot.site,
        kind="DRUG_LOSS",
        sentence=_("Tell the DEA field office about the loss from lot %(lot)s, in writing.")
        % {"lot": lot.lot_number},
        why=reason,
        subject_id=lot.pk,
        role=Role.MANAGER,
        due_at=at + TELL_DEA_WITHIN,
        key=f"loss:{line.pk}",
        by=by,
        at=at,
    )
    return line
