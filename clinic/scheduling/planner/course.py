"""One patient's visits as the search sees them, and its answer for all patients."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from clinic.accounts.roles import Role
from clinic.scheduling.planner.links import Link
from clinic.scheduling.planner.problem import NO_WISHES, Wanted, Wishes
from clinic.scheduling.planner.spots import Spot


@dataclass(frozen=True)
class Course:
    """One patient's visits, each after the one it hangs on, the links between them, and what is wished.

    `lead`: the therapist a new visit should have; None: whoever makes the plan cheapest.
    """

    visits: tuple[Wanted, ...]
    links: tuple[Link, ...]
    wishes: Wishes = NO_WISHES
    lead: UUID | None = None

    @cached_property
    def wants_lead(self) -> bool:
        """Has it new visits with a therapist, and nobody who should be that?"""
        return self.lead is None and any(
            each.now is None and any(Role.THERAPIST in part for part in each.demand.parts)
            for each in self.visits
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """Where every visit goes, what that costs (packed), and whether nothing is cheaper."""

    cost: int
    spots: dict[UUID, Spot]
    proven: bool
