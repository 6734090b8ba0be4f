"""A person's working week: rules that end on a day and begin on a day, never edited, and their shifts with them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import Membership, User
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.core.locks import lock
from clinic.scheduling.actions.expansion import expand
from clinic.scheduling.actions.room import refuse_while_booked
from clinic.scheduling.models import Appointment, OpeningHours, RosterShift, WorkingPattern
from clinic.scheduling.models.roster_shift import covers
from clinic.scheduling.models.visit_kind import WORKING_ROLES
from clinic.sites.models import Site


class WeekRule(NamedTuple):
    """Works that weekday (Monday 0) from `starts` to `ends` by the site's wall; on call: to be called, not booked."""

    weekday: int
    starts: time
    ends: time
    on_call: bool = False


@action(Permission.ROSTER_MANAGE)
def set_week(
    site: Site,
    *,
    staff: User,
    role: str,
    rules: Iterable[WeekRule],
    from_on: date,
    by: Actor,
    at: datetime,
) -> list[WorkingPattern]:
    """The person's week in that role from a day on: rules in force until then end, their later shifts go.

    Rules that stay the same keep their shifts. Refused while a visit to come would be left without this person.
    Raises InvalidInput, VisitsInTheWay.
    """
    wanted = sorted(set(rules))
    _check(site, staff, role, wanted, from_on, at)
    lock(("staff", staff.pk))
    counting = _covered_visits(site, staff, role, at)
    kept = _end_others(site, staff, role, wanted, from_on, by, at)
    made = [
        WorkingPattern(
            site=site,
            staff=staff,
            role=role,
            weekday=rule.weekday,
            starts=rule.starts,
            ends=rule.ends,
            on_call=rule.on_call,
            from_on=from_on,
            created_at=at,
        )
        for rule in wanted
        if rule not in kept
    ]
    for pattern in made:
        pattern.save()
        expand(pattern, by=by, at=at)
    still = {visit.pk for visit in _covered_visits(site, staff, role, at)}
    refuse_while_booked([visit.pk for visit in counting if visit.pk not in still])
    return made


def _end_others(
    site: Site,
    staff: User,
    role: str,
    wanted: list[WeekRule],
    from_on: date,
    by: Actor,
    at: datetime,
) -> set[WeekRule]:
    """End every rule that is not wanted; answer those that stay."""
    kept: set[WeekRule] = set()
    rules = WorkingPattern.objects.select_for_update().filter(site=site, staff=staff, role=role)
    for old in rules.order_by("from_on", "id"):
        if old.until_on is not None and old.until_on <= from_on:
            continue
        rule = WeekRule(old.weekday, old.starts, old.ends, old.on_call)
        if rule in wanted and rule not in kept and old.from_on <= from_on and old.until_on is None:
            kept.add(rule)
            continue
        old.until_on = max(old.from_on, from_on)
        old.save()
        _withdraw_from(old, from_on, by, at)
    return kept


def _withdraw_from(rule: WorkingPattern, day: date, by: Actor, at: datetime) -> None:
    later = RosterShift.objects.select_for_update().standing().filter(pattern=rule)
    for shift in later.filter(pattern_on__gte=day, ends_at__gt=at):
        shift.withdrawn_at, shift.withdrawn_by = at, by.actor_id
        shift.save()


def _covered_visits(site: Site, staff: User, role: str, at: datetime) -> list[Appointment]:
    """Visits to come booked with the person in that role, for the whole of which they are on duty."""
    visits = Appointment.objects.standing().filter(
        site=site, staff__user=staff, staff__role=role, ends_at__gt=at
    )
    shifts = RosterShift.objects.bookable().filter(site=site, staff=staff, role=role)
    spans = list(shifts.filter(ends_at__gt=at).values_list("starts_at", "ends_at"))
    return [visit for visit in visits if covers(spans, visit.starts_at, visit.ends_at)]


def _check(
    site: Site, staff: User, role: str, rules: list[WeekRule], from_on: date, at: datetime
) -> None:
    if role not in WORKING_ROLES:
        raise InvalidInput(_("Only clinical roles are rostered for visits."), field="role")
    if not Membership.objects.filter(user=staff, site=site, role=role).current(at).exists():
        raise InvalidInput(_("This person does not have that role here."), field="role")
    if from_on < site.today(at):
        raise InvalidInput(_("A week cannot be changed for days that are over."), field="from_on")
    for rule in rules:
        if rule.weekday not in OpeningHours.Weekday.values:
            raise InvalidInput(_("Choose a day of the week."), field="weekday")
        words = {"ends": f"{rule.ends:%H:%M}", "starts": f"{rule.starts:%H:%M}"}
        if rule.ends == rule.starts:
            sentence = _("Work would start and end at %(starts)s.") % words
            raise InvalidInput(sentence, field="ends")
        if rule.ends < rule.starts and not rule.on_call:
            sentence = _("Work would end at %(ends)s, before it starts at %(starts)s.") % words
            raise InvalidInput(sentence, field="ends")
    for one, two in itertools.pairwise(rules):
        if one.weekday == two.weekday and (two.starts < one.ends or one.ends < one.starts):
            label = OpeningHours.Weekday(one.weekday).label
            raise InvalidInput(_("The times on %(day)s overlap.") % {"day": label}, field="starts")
