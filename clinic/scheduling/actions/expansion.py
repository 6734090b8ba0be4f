"""From weekly rules in wall time to shifts in instants: each rule and day once, some months ahead.

Two expansions at once change nothing: they wait for the lock on the person, and the database refuses a person twice
in one role at one time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from clinic.accounts.action import action, step
from clinic.accounts.models import Membership, User
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.locks import lock
from clinic.scheduling.models import Leave, RosterShift, WorkingPattern
from clinic.scheduling.models.opening_hours import Span

DAY = timedelta(days=1)


def people_with_patterns(at: datetime) -> list[User]:
    """Everybody whose weekly rules still make shifts."""
    rules = WorkingPattern.objects.in_force_between(at.date() - DAY, at.date() + horizon())
    return list(User.objects.filter(pk__in=rules.values("staff")).order_by("pk"))


@action(Permission.ROSTER_EXPAND, anywhere=True)
def expand_person(staff: User, *, by: Actor, at: datetime) -> int:
    """Make the person's missing shifts up to the horizon. Returns how many; the clock calls it for everybody."""
    lock(("staff", staff.pk))
    rules = WorkingPattern.objects.filter(staff=staff).select_related("site", "staff")
    return sum(expand(rule, by=by, at=at) for rule in rules.order_by("id"))


def horizon() -> timedelta:
    """How far ahead shifts are made."""
    return timedelta(days=settings.ROSTER_AHEAD_DAYS)


@step
def expand(rule: WorkingPattern, *, by: Actor, at: datetime) -> int:
    """The rule's missing shifts from today up to the horizon; a day that has any is left as it is.

    Call it under the lock on the person. Somebody who no longer holds the role here gets no more shifts.
    """
    held = Membership.objects.filter(user=rule.staff_id, site=rule.site_id, role=rule.role)
    if not held.current(at).exists():
        return 0
    first = max(rule.site.today(at), rule.from_on)
    last = rule.site.today(at) + horizon()
    if rule.until_on is not None and rule.until_on <= first:
        return 0
    known = RosterShift.objects.filter(pattern=rule, pattern_on__gte=first)
    done = set(known.values_list("pattern_on", flat=True))
    days = [day for day in _days(first, last) if rule.covers(day) and day not in done]
    spans = {day: span for day in days if (span := rule.span_on(day, rule.site.timezone))}
    around = _Around.of(rule, list(spans.values()))
    return sum(_expand_day(rule, day, span, around, by, at) for day, span in spans.items())


@step
def take_away(leave: Leave, shifts: Iterable[RosterShift], *, by: Actor, at: datetime) -> int:
    """Withdraw what of the shifts lies inside the leave; what lies outside stays as shifts of its own."""
    taken = 0
    for shift in shifts:
        shift.withdrawn_at, shift.withdrawn_by = at, by.actor_id
        shift.leave = leave
        shift.save()
        taken += 1
        for rest in _without((shift.starts_at, shift.ends_at), (leave.starts_at, leave.ends_at)):
            _again(shift, rest, at)
    return taken


@step
def give_back(leave: Leave, *, at: datetime) -> int:
    """The leave was taken back: what it took away is worked again, unless another leave covers it."""
    given = 0
    for shift in RosterShift.objects.filter(leave=leave).order_by("starts_at"):
        lost = _overlap((shift.starts_at, shift.ends_at), (leave.starts_at, leave.ends_at))
        for free in _free_of_others(shift, [lost] if lost else []):
            _again(shift, free, at)
            given += 1
    return given


@dataclass
class _Around:
    """What is settled of the person's time around the days of a rule, read once: shifts in that role, and leave."""

    shifts: list[Span]
    leaves: list[Leave]

    @classmethod
    def of(cls, rule: WorkingPattern, spans: Sequence[Span]) -> _Around:
        if not spans:
            return cls([], [])
        whole = (spans[0][0], max(end for _start, end in spans))
        shifts = RosterShift.objects.standing().filter(staff=rule.staff_id, role=rule.role)
        leaves = Leave.objects.standing().at_site(rule.site_id).filter(staff=rule.staff_id)
        return cls(
            list(shifts.touching(*whole).values_list("starts_at", "ends_at")),
            list(leaves.touching(*whole).order_by("starts_at")),
        )


def _expand_day(
    rule: WorkingPattern, day: date, span: Span, around: _Around, by: Actor, at: datetime
) -> int:
    if span[1] <= at:
        return 0
    made = 0
    for free in _minus([span], around.shifts):
        shift = RosterShift(
            site=rule.site,
            staff=rule.staff,
            role=rule.role,
            starts_at=free[0],
            ends_at=free[1],
            on_call=rule.on_call,
            pattern=rule,
            pattern_on=day,
            created_at=at,
        )
        shift.save()
        made += 1
        standing = _apply_leave(shift, around.leaves, by, at)
        around.shifts += [(each.starts_at, each.ends_at) for each in standing]
    return made


def _apply_leave(
    shift: RosterShift, leaves: Iterable[Leave], by: Actor, at: datetime
) -> list[RosterShift]:
    """A day expanded during a leave is taken away at once, so that it comes back when the leave does.

    Answers what is left standing of it.
    """
    standing = [shift]
    for leave in leaves:
        hit = [s for s in standing if s.starts_at < leave.ends_at and s.ends_at > leave.starts_at]
        for each in hit:
            each.withdrawn_at, each.withdrawn_by, each.leave = at, by.actor_id, leave
            each.save()
            standing.remove(each)
            rests = _without((each.starts_at, each.ends_at), (leave.starts_at, leave.ends_at))
            standing += [_again(each, rest, at) for rest in rests]
    return standing


def _again(shift: RosterShift, span: Span, at: datetime) -> RosterShift:
    """A standing shift like this one, for another span."""
    again = RosterShift(
        site=shift.site,
        staff=shift.staff,
        role=shift.role,
        starts_at=span[0],
        ends_at=span[1],
        on_call=shift.on_call,
        pattern=shift.pattern,
        pattern_on=shift.pattern_on,
        created_at=at,
    )
    again.save()
    return again


def _free_of_others(shift: RosterShift, spans: list[Span]) -> list[Span]:
    if not spans:
        return []
    start, end = spans[0]
    leaves = Leave.objects.standing().at_site(shift.site_id).filter(staff=shift.staff_id)
    spans = _minus(spans, leaves.touching(start, end).values_list("starts_at", "ends_at"))
    same = RosterShift.objects.standing().filter(staff=shift.staff_id, role=shift.role)
    return _minus(spans, same.touching(start, end).values_list("starts_at", "ends_at"))


def _minus(spans: list[Span], taken: Iterable[Span]) -> list[Span]:
    for other in taken:
        spans = [rest for span in spans for rest in _without(span, other)]
    return spans


def _without(span: Span, other: Span) -> list[Span]:
    """What of a span lies outside another, in order."""
    parts = [(span[0], min(span[1], other[0])), (max(span[0], other[1]), span[1])]
    return [(start, end) for start, end in parts if start < end]


def _overlap(span: Span, other: Span) -> Span | None:
    start, end = max(span[0], other[0]), min(span[1], other[1])
    return (start, end) if start < end else None


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
