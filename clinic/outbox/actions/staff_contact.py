"""Where one of the staff is told of a waiting task: given, replaced, taken away. Each person does it for themselves."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.locks import lock
from clinic.outbox.actions.contact_point import normal
from clinic.outbox.models import StaffContact
from clinic.sites.models import Site


@action(Permission.TASK_DO)
def set_staff_contact(
    site: Site, *, kind: str, address: str, by: User, at: datetime
) -> StaffContact | None:
    """This is where I am told from now on; an empty address: nowhere. The same address again keeps its row.

    Raises InvalidInput for what is no number or mailbox. ``site`` says how a number without a country is read.
    """
    address = normal(site, kind, address) if address.strip() else ""
    lock(("staff contact", f"{by.pk}:{kind}"))
    now = (
        StaffContact.objects.select_for_update(of=("self",))
        .current()
        .filter(staff=by, kind=kind)
        .first()
    )
    if now is not None and now.address == address:
        return now
    if now is not None:
        now.replaced_at = at
        now.save()
    if not address:
        return None
    new = StaffContact(staff=by, kind=kind, address=address, created_at=at)
    new.save()
    return new
