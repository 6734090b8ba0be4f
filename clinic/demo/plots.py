"""What the demo tells: one line a patient, how far each has come, and what today brings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far a story goes before today."""

    REFERRED = "referred"
    NO_CONTACT = "never reached"
    SCREENING = "in screening"
    DEFERRED = "deferred"
    INELIGIBLE = "not eligible"
    ELIGIBLE = "eligible"
    CONSENTED = "consented"
    PREPARING = "preparing"
    READY = "ready"
    ACTIVE = "active"
    REVIEW = "all doses given"
    MAINTENANCE = "maintenance"
    PAUSED = "paused"
    DISCONTINUED = "stopped early"
    COMPLETED = "completed"


class Today(StrEnum):
    """What stands in today's diary for the patient."""

    NOTHING = ""
    RUNNING = "in the chair"
    DOSE = "a dose"
    DOSE_NO_ESCORT = "a dose, nobody named to take them home"
    DOSE_NEW_DRUG = "a dose, and a new medication since the screening"
    TALK = "integration"
    PREPARATION = "preparation"
    NO_SHOW = "did not come"


class Later(StrEnum):
    """What the weeks to come hold for the patient."""

    PLANNED = "every visit left is booked"
    GROUP = "a seat in next week's group"
    WAITS = "on the waitlist"


@dataclass(frozen=True)
class Plot:
    """One patient: number, place, plan, stage, doses given before today, days since the last of them."""

    number: int
    place: str
    protocol: str
    stage: Stage
    doses: int = 0
    ago: int = 2
    today: Today = Today.NOTHING
    email: str = ""
    scores: tuple[int, int] = (19, 15)
    better_by: int = 3
    later: tuple[Later, ...] = ()


# Told before the doors open: enough for each of the four homes to have a living day. The others follow meanwhile.
FIRST = frozenset({1, 2, 5, 8, 9, 11, 12, 13})
PLANNED, GROUP, WAITS = (Later.PLANNED,), (Later.GROUP,), (Later.WAITS,)
T, S = "thistledown", "saltbush"
IV, IM, SL, THREE = "IV_6", "WEEKLY_IM_4", "LOZENGE_4", "THREE_IM"

PLOTS = (
    # Today's board at Thistledown.
    Plot(1, T, IV, Stage.ACTIVE, 2, 4, Today.RUNNING),
    Plot(2, T, IM, Stage.ACTIVE, 1, 7, Today.DOSE, later=GROUP),
    Plot(3, T, IV, Stage.ACTIVE, 3, 4, Today.DOSE, later=PLANNED),
    Plot(4, T, SL, Stage.ACTIVE, 1, 7, Today.DOSE),
    Plot(5, T, IV, Stage.READY, today=Today.DOSE_NO_ESCORT),
    Plot(6, T, IM, Stage.ACTIVE, 2, 7, Today.DOSE_NEW_DRUG),
    Plot(7, T, SL, Stage.READY, today=Today.DOSE),
    Plot(8, T, IV, Stage.ACTIVE, 1, 2, Today.TALK, better_by=5, later=PLANNED),
    Plot(9, T, IM, Stage.ACTIVE, 1, 2, Today.TALK, better_by=-2, later=GROUP),
    Plot(10, T, IV, Stage.ACTIVE, 2, 2, Today.NO_SHOW),
    Plot(11, T, IV, Stage.CONSENTED, today=Today.PREPARATION),
    Plot(12, T, THREE, Stage.CONSENTED, today=Today.PREPARATION),
    Plot(
        13,
        T,
        IM,
        Stage.ACTIVE,
        1,
        1,
        Today.TALK,
        email="patient@demo.example",
        later=PLANNED + GROUP,
    ),
    # Others of Thistledown, at every stage.
    Plot(14, T, IV, Stage.REFERRED),
    Plot(15, T, IM, Stage.REFERRED, later=WAITS),
    Plot(16, T, SL, Stage.NO_CONTACT),
    Plot(17, T, IV, Stage.SCREENING),
    Plot(18, T, IM, Stage.SCREENING),
    Plot(19, T, IV, Stage.DEFERRED),
    Plot(20, T, IV, Stage.INELIGIBLE),
    Plot(21, T, SL, Stage.ELIGIBLE, later=WAITS),
    Plot(22, T, IM, Stage.ELIGIBLE),
    # Nothing is booked: a whole course to plan.
    Plot(23, T, IV, Stage.CONSENTED),
    Plot(24, T, IM, Stage.PREPARING),
    Plot(25, T, IV, Stage.READY, later=PLANNED),
    Plot(26, T, IM, Stage.ACTIVE, 2, 5, better_by=4, later=PLANNED + WAITS),
    Plot(27, T, THREE, Stage.REVIEW, 3, 6),
    Plot(28, T, THREE, Stage.COMPLETED, 3, 30, better_by=4),
    Plot(29, T, THREE, Stage.MAINTENANCE, 3, 12),
    # Paused, and nobody has asked since.
    Plot(30, T, IM, Stage.PAUSED, 2, 18),
    Plot(31, T, IV, Stage.DISCONTINUED, 1, 20, better_by=-1),
    # Saltbush, a smaller place in a zone without summer time.
    Plot(32, S, IV, Stage.ACTIVE, 2, 4, Today.DOSE),
    Plot(33, S, IM, Stage.ACTIVE, 1, 2, Today.TALK, later=PLANNED),
    Plot(34, S, SL, Stage.CONSENTED, today=Today.PREPARATION),
    Plot(35, S, IV, Stage.REFERRED),
    Plot(36, S, IM, Stage.SCREENING),
    Plot(37, S, IV, Stage.ELIGIBLE),
    Plot(38, S, THREE, Stage.COMPLETED, 3, 40),
    Plot(39, S, SL, Stage.READY),
    Plot(40, S, IM, Stage.REFERRED),
)
