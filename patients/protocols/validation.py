"""What makes a plan a safe plan. A clinic's own protocol passes here before it can be used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from patients.protocols.definition import Modality, Protocol, Step, StepKind, Unit

# No two acute doses closer than this, G08 [POL].
ACUTE_FLOOR = timedelta(hours=48)
INTEGRATION_WINDOW = (timedelta(hours=24), timedelta(hours=72))
BASELINE_MAXIMUM = timedelta(days=14)
# The shortest dosing visit: an hour of observation after a 40-minute infusion [POL] [S42].
SHORTEST_DOSING_MINUTES = 100
PROGRAMME_MAXIMUM_IN_7_DAYS = 2
_SOURCE = re.compile(r"\[(S\d+[a-z]?|L\d+[a-z]?|POL|ART|GK)\]")


class InvalidProtocol(ValueError):
    """The plan breaks rules; ``problems`` has one sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def validate(protocol: Protocol) -> None:
    """Raise ``InvalidProtocol`` with everything that is wrong, not only the first thing."""
    if problems := list(find_problems(protocol)):
        raise InvalidProtocol(problems)


def find_problems(protocol: Protocol) -> Iterator[str]:
    """A sentence for every rule the plan breaks."""
    broken = [*_names_and_numbers(protocol), *_gaps(protocol)]
    yield from broken
    yield from _lengths_and_sources(protocol)
    # The rules below read gaps, so they wait until those make sense.
    if not broken:
        yield from _first_dose(protocol)
        yield from _doses(protocol)
        yield from _integration(protocol)
        yield from _review(protocol)


def _of_kind(protocol: Protocol, kind: StepKind) -> list[Step]:
    return [step for step in protocol.steps if step.kind is kind]


def _names_and_numbers(protocol: Protocol) -> Iterator[str]:
    counts = Counter(step.key for step in protocol.steps)
    for key, count in counts.items():
        if count > 1:
            yield f"Step {key} appears {count} times."
    for kind in StepKind:
        numbers = [step.number for step in _of_kind(protocol, kind)]
        if numbers and sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"{kind} steps are not numbered 1 to {len(numbers)}."
    if not _of_kind(protocol, StepKind.DOSING):
        yield "There is no dosing session."


def _gaps(protocol: Protocol) -> Iterator[str]:
    earlier: set[str] = set()
    for position, step in enumerate(protocol.steps):
        gap = step.gap
        if gap is None:
            if position:
                yield f"Step {step.key} follows nothing."
        else:
            if gap.after not in earlier:
                yield f"Step {step.key} follows {gap.after}, which does not come before it."
            if gap.minimum < 0 or (gap.maximum is not None and gap.maximum < gap.minimum):
                yield f"Step {step.key} has no possible day: {gap.minimum} to {gap.maximum}."
        earlier.add(step.key)


def _lengths_and_sources(protocol: Protocol) -> Iterator[str]:
    for step in protocol.steps:
        if step.kind is StepKind.MEASURE:
            if step.minutes:
                yield f"Step {step.key} is a measure and takes no visit."
        elif step.minutes <= 0:
            yield f"Step {step.key} needs a length in minutes."
        if step.kind is StepKind.DOSING and 0 < step.minutes < SHORTEST_DOSING_MINUTES:
            yield (
                f"Step {step.key} lasts {step.minutes} minutes; "
                f"a dosing visit takes at least {SHORTEST_DOSING_MINUTES}."
            )
        if not _SOURCE.search(step.source):
            yield f"Step {step.key} does not say where its figures come from."
    if not 1 <= protocol.most_doses_in_7_days <= PROGRAMME_MAXIMUM_IN_7_DAYS:
        yield f"More than {PROGRAMME_MAXIMUM_IN_7_DAYS} doses in 7 days are never planned."


def _first_dose(protocol: Protocol) -> Iterator[str]:
    first = _of_kind(protocol, StepKind.DOSING)[0]
    before = list(_chain_before(protocol, first))
    if not any(step.kind is StepKind.PREPARATION for step in before):
        yield "The first dose does not wait for a preparation session."
    baseline = before[0] if before else None
    if baseline is None or baseline.kind is not StepKind.MEASURE:
        yield "The first dose does not follow baseline scores."
    elif first.gap is None or first.gap.at_most is None or first.gap.at_most > BASELINE_MAXIMUM:
        yield f"Baseline scores may be more than {BASELINE_MAXIMUM.days} days old at the first dose."


def _doses(protocol: Protocol) -> Iterator[str]:
    doses = _of_kind(protocol, StepKind.DOSING)
    days = [0.0]
    for before, dose in pairwise(doses):
        gap = dose.gap
        if gap is None or gap.after != before.key:
            yield f"Dose {dose.number} does not follow dose {before.number}."
            return
        if gap.at_least < ACUTE_FLOOR:
            yield f"Dose {dose.number} may come less than 48 hours after dose {before.number}."
        widest = gap.at_most if gap.at_most is not None else timedelta(days=365)
        days.append(days[-1] + widest / timedelta(days=1))
    most = max(sum(start <= day < start + 7 for day in days) for start in days)
    if most > protocol.most_doses_in_7_days:
        yield f"Even with the longest gaps, {most} doses fall within 7 days."


def _integration(protocol: Protocol) -> Iterator[str]:
    if protocol.modality is not Modality.KAP:
        return
    by_anchor = Counter(
        step.gap.after for step in _of_kind(protocol, StepKind.INTEGRATION) if step.gap is not None
    )
    for dose in _of_kind(protocol, StepKind.DOSING):
        if by_anchor[dose.key] != 1:
            yield f"Dose {dose.number} needs exactly one integration session after it."
    shortest, longest = INTEGRATION_WINDOW
    for step in _of_kind(protocol, StepKind.INTEGRATION):
        gap = step.gap
        if gap is None or gap.unit is not Unit.HOURS:
            yield f"Integration {step.number} is not planned in hours after its dose."
        elif gap.at_least < shortest or gap.at_most is None or gap.at_most > longest:
            yield f"Integration {step.number} is not within 24 to 72 hours after its dose."


def _review(protocol: Protocol) -> Iterator[str]:
    last_dose = _of_kind(protocol, StepKind.DOSING)[-1]
    reviews = _of_kind(protocol, StepKind.REVIEW)
    if not any(last_dose in _chain_before(protocol, review) for review in reviews):
        yield "No review follows the last dose."


def _chain_before(protocol: Protocol, step: Step) -> Iterator[Step]:
    """The steps a step waits for, the nearest first."""
    by_key = {other.key: other for other in protocol.steps}
    while step.gap is not None:
        step = by_key[step.gap.after]
        yield step
