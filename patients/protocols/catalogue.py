"""The plans this program ships (domain/02 section 2.2), each figure with its source."""

from __future__ import annotations

from patients.eligibility.exclusion import gettext_noop as _
from patients.protocols.definition import (
    Gap,
    Modality,
    Phase,
    Protocol,
    Route,
    Step,
    StepKind,
    Unit,
)

# Visit lengths the scheduler blocks, in minutes (domain/02 "usual visit block").
MINUTES_BY_ROUTE = {Route.IV: 150, Route.IM: 180, Route.SL_RDT: 180, Route.SL_TROCHE: 180}
# Baseline scores are at most 14 days old at the first dose, G13 [POL].
BASELINE_DAYS = 14
# Each dose is talked through within one to three days, G44 [POL].
INTEGRATION_HOURS = (24, 72)
# The endpoint of the acute phase [S22].
ENDPOINT_DAYS = (14, 31)
REVIEW_MINUTES = 30


def _days(after: str, minimum: int, maximum: int | None) -> Gap:
    return Gap(after, minimum, maximum, Unit.DAYS)


def _preparation(count: int, minutes: int, source: str) -> list[Step]:
    steps = []
    for number in range(1, count + 1):
        gap = _days(f"P{number - 1}", 1, 14) if number > 1 else None
        steps.append(
            Step(
                f"P{number}",
                StepKind.PREPARATION,
                number,
                Phase.PREPARATION,
                gap,
                minutes,
                source,
            )
        )
    steps.append(
        Step(
            "M1",
            StepKind.MEASURE,
            1,
            Phase.PREPARATION,
            _days(f"P{count}", 0, 30),
            0,
            "G13 [POL]",
        )
    )
    return steps


def _doses(
    count: int,
    route: Route,
    between_days: tuple[int, int],
    integration_minutes: int,
    source: str,
    integration_source: str,
) -> list[Step]:
    """The doses, and after each its integration. The first dose follows the baseline scores."""
    steps = []
    for number in range(1, count + 1):
        gap = (
            _days("M1", 1, BASELINE_DAYS)
            if number == 1
            else _days(f"D{number - 1}", *between_days)
        )
        steps.append(
            Step(
                f"D{number}",
                StepKind.DOSING,
                number,
                Phase.ACUTE,
                gap,
                MINUTES_BY_ROUTE[route],
                source,
            )
        )
        steps.append(
            Step(
                f"I{number}",
                StepKind.INTEGRATION,
                number,
                Phase.ACUTE,
                Gap(f"D{number}", *INTEGRATION_HOURS, Unit.HOURS),
                integration_minutes,
                integration_source,
            )
        )
    return steps


def _closing(last_dose: str) -> list[Step]:
    """The endpoint scores, then the review that decides how care goes on."""
    return [
        Step(
            "M2",
            StepKind.MEASURE,
            2,
            Phase.CLOSING,
            _days(last_dose, *ENDPOINT_DAYS),
            0,
            "[S22]",
        ),
        Step(
            "R1",
            StepKind.REVIEW,
            1,
            Phase.CLOSING,
            _days("M2", 0, 7),
            REVIEW_MINUTES,
            "T5 [POL]",
        ),
    ]


def _follow_up(last_dose: str, first_number: int) -> list[Step]:
    """Scores one, three and six months after the last dose, windows of M19 (domain/09)."""
    windows = ((30, 7), (90, 14), (180, 14))
    return [
        Step(
            f"M{number}",
            StepKind.MEASURE,
            number,
            Phase.FOLLOW_UP,
            _days(last_dose, day - slack, day + slack),
            0,
            "M19 [S41]",
        )
        for number, (day, slack) in enumerate(windows, start=first_number)
    ]


def _early_follow_up(last_dose: str) -> list[Step]:
    """Scores the day after and a week after the last dose, as the feasibility study did [S41]."""
    return [
        Step("M3", StepKind.MEASURE, 3, Phase.CLOSING, _days(last_dose, 1, 1), 0, "[S41]"),
        Step("M4", StepKind.MEASURE, 4, Phase.CLOSING, _days(last_dose, 6, 8), 0, "[S41]"),
    ]


IV_6 = Protocol(
    code="IV_6",
    version=1,
    name=_("Six infusions over three weeks"),
    route=Route.IV,
    modality=Modality.KAP,
    most_doses_in_7_days=2,
    steps=(
        *_preparation(1, 60, "G06 [S48] [POL]"),
        # Twice a week for three weeks [S20]; six in 21 days [S24].
        *_doses(6, Route.IV, (3, 4), 60, "[S20] [S24]", "G44 [POL]"),
        *_closing("D6"),
        *_follow_up("D6", 3),
    ),
    source="[S20] [S24] [S48]",
)

WEEKLY_IM_4 = Protocol(
    code="WEEKLY_IM_4",
    version=1,
    name=_("Four weekly injections"),
    route=Route.IM,
    modality=Modality.KAP,
    most_doses_in_7_days=2,
    steps=(
        *_preparation(1, 60, "G06 [S48] [POL]"),
        *_doses(4, Route.IM, (6, 8), 60, "[S40]", "[S40] G44 [POL]"),
        *_closing("D4"),
        *_follow_up("D4", 3),
    ),
    source="[S40]",
)

THREE_IM = Protocol(
    code="THREE_IM",
    version=1,
    name=_("Three weekly injections with long preparation"),
    route=Route.IM,
    modality=Modality.KAP,
    most_doses_in_7_days=2,
    steps=(
        *_preparation(2, 120, "[S41]"),
        *_doses(3, Route.IM, (6, 8), 120, "[S41]", "[S41] G44 [POL]"),
        *_early_follow_up("D3"),
        *_closing("D3"),
        *_follow_up("D3", 5),
    ),
    source="[S41]",
)


def _lozenge(code: str, name: str, count: int, between: tuple[int, int], source: str) -> Protocol:
    last = f"D{count}"
    return Protocol(
        code=code,
        version=1,
        name=name,
        route=Route.SL_RDT,
        modality=Modality.KAP,
        most_doses_in_7_days=2,
        steps=(
            *_preparation(1, 60, "G06 [S48] [POL]"),
            *_doses(count, Route.SL_RDT, between, 60, source, "G44 [POL]"),
            *_closing(last),
            *_follow_up(last, 3),
        ),
        source=source,
    )


LOZENGE_4 = _lozenge("LOZENGE_4", _("Four weekly lozenge sessions"), 4, (6, 8), "[S23]")
# Six over four to six weeks: 5 gaps of 5 to 8 days make 25 to 40 days.
LOZENGE_6 = _lozenge("LOZENGE_6", _("Six lozenge sessions over six weeks"), 6, (5, 8), "[S75]")

PROTOCOLS: tuple[Protocol, ...] = (IV_6, WEEKLY_IM_4, THREE_IM, LOZENGE_4, LOZENGE_6)
