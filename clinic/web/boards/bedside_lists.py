"""What waits for a clinician's hand beside the chairs: sessions to close, waste to witness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.drug_log.models import LedgerLine
from clinic.sites.models import Site
from clinic.web import words
from sessions.models import DosingSession

SHOWN = 5


@dataclass(frozen=True)
class Row:
    """One thing to do: what, its detail, where."""

    title: str
    detail: str
    href: str
    act: str


@dataclass(frozen=True)
class Waiting:
    rows: list[Row]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def to_close(site: Site, user: User) -> Waiting:
    """Sessions whose patient has left and which still want their drug accounted for and their end."""
    rows = list(
        DosingSession.objects.visible_to(user)
        .filter(site=site)
        .to_close()
        .with_people()
        .order_by("left_at")[:200]
    )
    shown = [
        Row(
            f"{s.patient.full_name}, {_('session %(n)s') % {'n': s.number}}",
            _("%(state)s %(when)s.")
            % {"state": s.get_status_display(), "when": words.when(s.left_at, site)}
            if s.left_at
            else s.get_status_display(),
            reverse("sessions:closing", args=[s.pk]),
            _("Close"),
        )
        for s in rows[:SHOWN]
    ]
    return Waiting(shown, len(rows))


def waste_to_witness(site: Site, user: User, now: datetime) -> Waiting:
    """Waste that waits for a second signature. The one who wasted it does not see it: it cannot be theirs."""
    if not user.may(Permission.DRUG_LOG_WITNESS, site.pk):
        return Waiting([], 0)
    rows = list(
        LedgerLine.objects.visible_to(user)
        .filter(site=site)
        .unwitnessed()
        .exclude(by=user)
        .select_related("lot__product", "by")
        .order_by("happened_at")[:200]
    )
    shown = [
        Row(
            f"{words.dose(line.quantity, line.lot.unit)}, {line.lot.lot_number}",
            _("Wasted by %(who)s at %(when)s.")
            % {"who": line.by.name, "when": words.time(line.happened_at, site)},
            reverse("drug_log:witness", args=[line.pk]),
            _("Witness"),
        )
        for line in rows[:SHOWN]
    ]
    return Waiting(shown, len(rows))
