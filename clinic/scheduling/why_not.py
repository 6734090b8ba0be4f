"""Why a visit cannot take place at a time and place: every booking rule's own sentence, and what is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clinic.core import localtime
from clinic.scheduling.actions.placement import load_facts
from clinic.scheduling.actions.slot_taken import claims_in_the_way, in_words
from clinic.scheduling.models import Appointment
from clinic.scheduling.policies.booking import RulesInTheWay, require_bookable
from clinic.scheduling.policies.gaps import gaps_broken
from clinic.scheduling.policies.proposal import Proposal

OF_THE_PATIENT = frozenset(
    {
        "course-state",
        "no-course",
        "other-patient",
        "other-step",
        "patient-died",
        "patient-merged",
        "step-settled",
    }
)


@dataclass(frozen=True)
class WhyNot:
    """`place`: what is against the time, room or people, which nobody gets past. `gaps`: what the protocol asks for.

    Another time does not help where the course or the patient is what is in the way.
    """

    place: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    another_time_helps: bool = True

    def __bool__(self) -> bool:
        return bool(self.place or self.gaps)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The place first; of the gaps the nearest only, where the place is not to be had anyway."""
        return (*self.place, *self.gaps[:1]) if self.place else self.gaps


def why_not(proposal: Proposal, at: datetime, *, moving: Appointment) -> WhyNot:
    """Ask what booking would ask, and write nothing. `moving`: the visit itself, whose own place does not count.

    The answer may be stale by the time it is shown: only booking decides.
    """
    place: list[str] = []
    helps = True
    try:
        require_bookable(proposal, load_facts(proposal, at), at)
    except RulesInTheWay as refused:
        place += [str(reason["sentence"]) for reason in refused.details["reasons"]]
        helps = not refused.codes & OF_THE_PATIENT
    taken = claims_in_the_way(proposal).exclude(appointment=moving)
    place += in_words(list(taken.select_related("room", "staff")), proposal.site.timezone)
    return WhyNot(tuple(place), tuple(_gaps(proposal)), helps)


def _gaps(proposal: Proposal) -> list[str]:
    if proposal.step is None or proposal.course is None:
        return []
    zone = proposal.site.timezone
    there = Appointment(
        course_id=proposal.course.pk,
        step=proposal.step,
        starts_at=proposal.starts_at,
        ends_at=proposal.ends_at,
        wall_date=localtime.local_date(proposal.starts_at, zone),
        zone=zone,
    )
    return gaps_broken([there]).get(proposal.step.pk, [])
