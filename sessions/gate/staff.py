"""G15 who watches, G33 the emergency equipment."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.gate.case import Case, seen
from sessions.gate.registry import guard
from sessions.gate.verdict import (
    BEFORE_DOSE,
    GIVING,
    Evidence,
    Finding,
    Level,
    Mend,
    Stage,
    passed,
)

MONITORS = frozenset({"NURSE", "PRESCRIBER"})


@guard("G15", words("Staff and room"), BEFORE_DOSE | {Stage.CONTINUE}, Level.HARD)
def staffed(case: Case) -> Finding:
    """A room, a medical monitor with life support, a mental-health professional; one person only if both."""
    facts, mend = case.facts, Mend("appointment.staff", case.facts.appointment_id)
    if facts.room_id is None:
        sentence = _("No room is booked.")
        return case.hard(sentence, "ROOM", mend, desk=sentence)
    support = {"ACLS"} if case.policy.gate.life_support == "ACLS" else {"BLS", "ACLS"}
    monitors = _rostered(case, MONITORS)
    licensed = [u for u in monitors if case.holds(u, MONITORS, case.today)]
    ready = [u for u in licensed if case.holds(u, support, case.today)]
    minds = [u for u in _rostered(case, {"THERAPIST"}) if case.holds(u, {"THERAPIST"}, case.today)]
    evidence = [
        seen(c.kind, c.id, valid_until=c.valid_until)
        for user in dict.fromkeys([*ready, *minds])
        for c in facts.credentials.get(user, ())
        if c.covers(case.today)
    ]
    desk = _("Staff for this visit are not complete.")
    if not monitors:
        return case.hard(_("No medical monitor is rostered."), "MONITOR", mend, desk=desk)
    if not licensed:
        return case.hard(
            _("The medical monitor has no valid licence on the day."),
            "MONITOR_LICENCE",
            mend,
            desk=desk,
        )
    if not ready:
        return case.hard(
            _("The medical monitor has no valid %s on the day.") % case.policy.gate.life_support,
            "LIFE_SUPPORT",
            mend,
            desk=desk,
        )
    if not minds:
        return case.hard(
            _("No licensed mental-health professional is rostered."), "THERAPIST", mend, desk=desk
        )
    return passed(_("Room, medical monitor and therapist are there."), *evidence)


def _rostered(case: Case, roles: Collection[str]) -> list[str]:
    return [s.user_id for s in case.facts.staff if s.role in roles]


@guard("G33", words("Emergency equipment"), GIVING, Level.HARD)
def equipment_checked(case: Case) -> Finding:
    """Checked today and complete; hard for infusion and injection, otherwise only told."""
    check = case.facts.equipment
    mend = Mend("equipment.check", case.facts.site_id)
    evidence: tuple[Evidence, ...] = ()
    if check is None or not case.is_today(check.checked_at):
        sentence, cause = _("The emergency equipment is not checked today."), "MISSING"
    elif not check.complete:
        sentence, cause = _("The emergency equipment is not complete."), "INCOMPLETE"
        evidence = (seen("equipment_check", check.id, checked_at=check.checked_at),)
    else:
        return passed(
            _("Emergency equipment checked at %s.") % case.clock(check.checked_at),
            seen("equipment_check", check.id, checked_at=check.checked_at),
        )
    if case.terms.equipment_required:
        return case.hard(sentence, cause, mend, *evidence)
    return Finding(Level.INFO, sentence, cause, mend, evidence)
