"""Where a verdict of the gate is put right: its symbolic link as a page, and the words on the button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.gate.verdict import Mend
from sessions.models import DosingSession


@dataclass(frozen=True)
class Link:
    """A page to go to, and what is done there."""

    href: str
    label: str


#: Kind of mend -> route and label. The record's id is the route's one argument.
PAGES: dict[str, tuple[str, Any]] = {
    "appointment.arrive": ("scheduling:visit", gettext_lazy("Open visit")),
    "appointment.move": ("scheduling:move", gettext_lazy("Move visit")),
    "appointment.staff": ("scheduling:move", gettext_lazy("Change team")),
    "care_team.assign": ("patients:care-team-add", gettext_lazy("Name somebody")),
    "consent.sign": ("consent:course", gettext_lazy("Open consents")),
    "course.open": ("web:course", gettext_lazy("Open course")),
    "escort.promise": ("scheduling:escort", gettext_lazy("Add name")),
    "escort.reach": ("scheduling:visit", gettext_lazy("Call them")),
    "interaction.read": ("patients:medications", gettext_lazy("Open medications")),
    "measure.record": ("web:course", gettext_lazy("Open course")),
    "preparation.book": ("web:course", gettext_lazy("Open course")),
    "safety_plan.write": ("patients:safety-plan", gettext_lazy("Write the plan")),
    "safety_alert.assess": ("patients:safety-alert", gettext_lazy("Open alert")),
    "screening.exclusions": ("web:course", gettext_lazy("Open course")),
    "tests.record": ("web:course", gettext_lazy("Open course")),
    "screening.sign": ("web:course", gettext_lazy("Open course")),
}
#: What the front desk can put right by itself.
DESK = frozenset({"appointment.move", "appointment.staff", "escort.promise", "escort.reach"})
#: Put right on the session's own page, at the part with this id.
HERE = {
    "check.weight": "WEIGHT",
    "check.vitals": "vitals",
    "check.intake": "INTAKE",
    "check.pregnancy": "PREGNANCY",
    "check.sobriety": "SOBRIETY",
    "check.medications": "MEDICATIONS",
    "check.mental_state": "MENTAL_STATE",
    "check.time_out": "TIME_OUT",
    "equipment.check": "equipment",
    "order.sign": "order",
}

#: Asked of the patient: begun on their record, which a link alone cannot do.
ASKED = frozenset({"check.bladder", "check.suicide_screen"})


def link_of(mend: Mend | None, session: DosingSession | None = None) -> Link | None:
    """The page for a mend. On the page of ``session`` its own checks have a link too, to a part of that page.

    None where no page of this program mends it: a licence and the policy are the manager's own pages.
    """
    if mend is None or not mend.id:
        return None
    if session is not None and mend.kind in HERE:
        return Link(f"#{HERE[mend.kind]}", _("Put right"))
    if session is not None and mend.kind in ASKED:
        href = reverse("patients:record", args=[session.patient_id]) + "#ask"
        return Link(href, _("Ask the questions"))
    if mend.kind not in PAGES:
        return None
    route, label = PAGES[mend.kind]
    return Link(reverse(route, args=[mend.id]), str(label))
