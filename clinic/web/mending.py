"""Where a verdict of the gate is put right: its symbolic link as a page and the words of a button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sessions.gate.verdict import Mend


@dataclass(frozen=True)
class Link:
    """A page to go to, and what is done there."""

    href: str
    label: str


#: Kind of mend -> route and label. The record's id is the route's one argument.
PAGES: dict[str, tuple[str, Any]] = {
    "appointment.arrive": ("scheduling:visit", _("Open visit")),
    "appointment.move": ("scheduling:move", _("Move visit")),
    "appointment.staff": ("scheduling:move", _("Change team")),
    "consent.sign": ("consent:course", _("Open consents")),
    "course.open": ("web:course", _("Open course")),
    "escort.promise": ("scheduling:escort", _("Add name")),
    "escort.reach": ("scheduling:visit", _("Call them")),
    "measure.record": ("web:course", _("Open course")),
    "preparation.book": ("web:course", _("Open course")),
    "safety_alert.assess": ("patients:safety-alert", _("Open alert")),
    "screening.exclusions": ("web:course", _("Open course")),
    "screening.sign": ("web:course", _("Open course")),
    "care_team.assign": ("patients:care-team-add", _("Name somebody")),
}
#: What the front desk can put right by itself.
DESK = frozenset({"appointment.move", "appointment.staff", "escort.promise", "escort.reach"})


def link_of(mend: Mend | None) -> Link | None:
    """The page for a mend; None for those that are mended where one already is (the session's own checks)."""
    if mend is None or mend.kind not in PAGES or not mend.id:
        return None
    route, label = PAGES[mend.kind]
    return Link(reverse(route, args=[mend.id]), str(label))
