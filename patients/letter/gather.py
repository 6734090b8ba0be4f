"""Fold what a letter says many times into one line a person can judge once.

A practice's system sends every renewal of a prescription and every sore throat. Nobody reads forty
lines of the same medicine well, so lines that name the same thing become one, which keeps all the
entries it stands for, the earliest start, the latest end, and is current when any of them is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from patients.letter.dates import PartialDate
from patients.letter.letter import Kind, Standing, Statement

ORDER = (Standing.CURRENT, Standing.UNKNOWN, Standing.PLANNED, Standing.PAST)
KINDS = (Kind.ALLERGY, Kind.MEDICATION, Kind.CONDITION)


@dataclass(frozen=True, slots=True)
class Gathered:
    """One line for a person to confirm: the statement that speaks for all, and those it stands for."""

    statement: Statement
    entries: tuple[int, ...]
    since: PartialDate | None
    until: PartialDate | None


def gather(statements: Iterable[Statement]) -> tuple[Gathered, ...]:
    """Allergies first, then medicines, then problems; current before past; newest first."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for statement in statements:
        groups.setdefault(_sameness(statement), []).append(statement)
    lines = [_fold(group) for group in groups.values()]
    return tuple(sorted(lines, key=_reading_order))


def _sameness(statement: Statement) -> tuple[str, ...]:
    if not statement.text:
        return (statement.kind, "entry", str(statement.entry))
    for code in statement.codes:
        if code.code:
            return (statement.kind, "code", code.system, code.code)
    return (statement.kind, "text", " ".join(statement.text.casefold().split()))


def _fold(group: list[Statement]) -> Gathered:
    spokesman = min(group, key=lambda s: (ORDER.index(s.standing), _newest_first(s), s.entry))
    starts = [start for s in group if (start := s.since or s.noted) is not None]
    ends = [s.until for s in group if s.until]
    still = spokesman.standing in {Standing.CURRENT, Standing.PLANNED}
    return Gathered(
        statement=spokesman,
        entries=tuple(sorted(s.entry for s in group)),
        since=min(starts, default=None),
        until=None if still else max(ends, default=None),
    )


def _newest_first(statement: Statement) -> tuple[int, int, int]:
    when = statement.noted or statement.since
    return (-when.year, -when.month, -when.day) if when else (0, 0, 0)


def _reading_order(line: Gathered) -> tuple[int, int, tuple[int, int, int], int]:
    said = line.statement
    return (
        KINDS.index(said.kind),
        ORDER.index(said.standing),
        _newest_first(said),
        said.entry,
    )
