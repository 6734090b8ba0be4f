"""From a symbolic link of the gate to a page where the matter is put right, and the words on its button."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from sessions.gate import Level, Verdict
from sessions.models import DosingSession

# kind -> (url name, which id it takes: the mend's own, the course's, the patient's, the appointment's, or none)
PAGES: dict[str, tuple[str, str]] = {
    "screening.sign": ("web:course", "course"),
    "screening.exclusions": ("web:course", "course"),
    "consent.sign": ("web:course", "course"),
    "preparation.book": ("scheduling:who", ""),
    "care_team.assign": ("patients:care-team-add", "patient"),
    "measure.record": ("patients:record", "patient"),
    "course.open": ("web:course", "course"),
    "appointment.move": ("scheduling:move", "appointment"),
    "appointment.staff": ("scheduling:move", "appointment"),
    "appointment.arrive": ("scheduling:visit", "appointment"),
    "escort.promise": ("scheduling:escort", "appointment"),
    "escort.reach": ("scheduling:visit", "appointment"),
    "check.suicide_screen": ("patients:measure-begin", "suicide"),
    "safety_alert.assess": ("patients:safety-alert", "own"),
}
# Put right on the session's own page, at the part with this id.
HERE = {
    "check.weight": "WEIGHT",
    "check.vitals": "vitals",
    "check.intake": "INTAKE",
    "check.pregnancy": "PREGNANCY",
    "check.sobriety": "SOBRIETY",
    "check.mental_state": "MENTAL_STATE",
    "check.time_out": "TIME_OUT",
    "equipment.check": "equipment",
    "order.sign": "order",
    "clear": "clear",
}


@dataclass(frozen=True)
class Shown:
    """One verdict as the page draws it."""

    id: str
    level: str
    sentence: str
    blocks: bool
    resolved: bool
    href: str
    act: str
    finding: str
    can_override: bool
    can_acknowledge: bool


def shown(session: DosingSession, verdicts: Iterable[Verdict]) -> list[Shown]:
    """The verdicts with their links, in the gate's order: what blocks first."""
    return [_one(session, verdict) for verdict in verdicts]


def _one(session: DosingSession, verdict: Verdict) -> Shown:
    href, act = "", ""
    if verdict.blocks and verdict.mend is not None:
        href = href_of(session, verdict.mend.kind, verdict.mend.id)
        act = _("Put right") if href else ""
    return Shown(
        verdict.id,
        verdict.level.value,
        verdict.sentence,
        verdict.blocks,
        verdict.resolved_by is not None,
        href,
        act,
        verdict.finding,
        verdict.blocks and verdict.overridable,
        verdict.blocks and verdict.level is Level.WARN,
    )


def href_of(session: DosingSession, kind: str, own: str) -> str:
    """The page that mends it; empty when there is none in this program."""
    if kind in HERE:
        return f"#{HERE[kind]}"
    name, which = PAGES.get(kind, ("", ""))
    ids: dict[str, list[object]] = {
        "": [],
        "own": [own],
        "course": [session.course_id],
        "patient": [session.patient_id],
        "appointment": [session.appointment_id],
        "suicide": [session.patient_id, "SUICIDE_SCREEN"],
    }
    try:
        return reverse(name, args=ids[which]) if name else ""
    except NoReverseMatch:
        return ""
