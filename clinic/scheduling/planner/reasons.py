"""Why a visit changes, in sentences: what no longer fits where it stands, and what its new place costs."""

from __future__ import annotations

from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.roles import Role
from clinic.core import localtime
from clinic.scheduling.planner.course import Answer
from clinic.scheduling.planner.days import HOUR, Days, instant_of
from clinic.scheduling.planner.joint import Planner
from clinic.scheduling.planner.links import Link, Rule
from clinic.scheduling.planner.problem import Wanted
from clinic.scheduling.planner.spots import Spot


def day_text(minute: int, days: Days) -> str:
    """A day as staff read it: "Thu 3 Dec"."""
    return date_format(localtime.wall_time(instant_of(minute), days.zone), "D j M")


def span_text(least: int, counts_days: bool) -> str:
    """ "3 days" or "24 hours"."""
    if counts_days:
        return ngettext("%(n)d day", "%(n)d days", least) % {"n": least}
    return ngettext("%(n)d hour", "%(n)d hours", least // HOUR) % {"n": least // HOUR}


class Reasons:
    """The sentences for the visits of one answer."""

    def __init__(self, planner: Planner, answer: Answer) -> None:
        self._calendar = planner.calendar
        self._days = planner.calendar.days
        self._spots = answer.spots
        self._visits = {visit.key: visit for course in planner.courses for visit in course.visits}
        self._course_of = {
            visit.key: course for course in planner.courses for visit in course.visits
        }

    def of(self, visit: Wanted) -> tuple[str, ...]:
        """Why this visit is not where it was, or why a new one is where it is."""
        if visit.now is None:
            return (*self._gap_of(visit), *self._new_therapist(visit))
        if visit.key in self._course_of[visit.key].wishes.pins:
            return (_("Goes where it was asked to."),)
        now = Spot.of(visit.now)
        found = [*self._cannot_stay(visit, now), *self._broken_links(visit, now)]
        if not found:
            found = self._taken_by_others(visit, now)
        found = found or [_("Makes room so that all other rules can be kept.")]
        return (*found, *self._changed_people(visit, now))

    def _gap_of(self, visit: Wanted) -> list[str]:
        """The gap a new visit keeps: "3 to 4 days after dose 2." """
        for link in self._course_of[visit.key].links:
            if link.rule is Rule.GAP and link.later == visit.key:
                return [self._between(link)]
        return [_("The first time that keeps every rule.")]

    def _between(self, link: Link) -> str:
        earlier = self._visits[link.earlier]
        words = {
            "least": span_text(link.least, link.counts_days),
            "earlier": lower(earlier.label),
            "on": day_text(self._spots[link.earlier].start, self._days),
        }
        if link.most is None:
            return _("At least %(least)s after %(earlier)s on %(on)s.") % words
        words["most"] = span_text(link.most, link.counts_days)
        return _("%(least)s to %(most)s after %(earlier)s on %(on)s.") % words

    def _new_therapist(self, visit: Wanted) -> list[str]:
        course = self._course_of[visit.key]
        team = [user for user, role in self._spots[visit.key].team if role == Role.THERAPIST]
        if course.lead is None or not team or course.lead in team:
            return []
        words = {"lead": self._name(course.lead), "other": self._name(team[0])}
        return [_("With %(other)s: %(lead)s has no time that fits.") % words]

    def _cannot_stay(self, visit: Wanted, now: Spot) -> list[str]:
        """What is not there any more at the time it has."""
        calendar, demand = self._calendar, visit.demand
        found = []
        if not calendar.open.cover(now.start, now.end) and not visit.trusted:
            found.append(_("The site is closed then."))
        ends = now.end + demand.recovery + demand.turnover
        if now.room_id and not visit.trusted:
            room = {"room": self._name(now.room_id)}
            if now.room_id not in calendar.rooms_for(demand):
                found.append(_("%(room)s cannot be used for it any more.") % room)
            elif not calendar.is_free((now.room_id, ""), now.start, ends):
                found.append(_("%(room)s is taken then.") % room)
        found += [
            _("%(name)s is away then.") % {"name": self._name(user)}
            for user, role in now.team
            if calendar.is_away(user, now.start, now.end)
            or (not visit.trusted and not calendar.is_free((user, role), now.start, now.end))
        ]
        taken = calendar.taken.get(visit.patient_id) if visit.patient_id else None
        if taken is not None and taken.meet(now.start, now.end + demand.recovery):
            found.append(_("The patient has another visit then."))
        return found

    def _broken_links(self, visit: Wanted, now: Spot) -> list[str]:
        """The gaps that would break if it stayed while the others go where they go."""
        found = []
        for link in self._course_of[visit.key].links:
            if visit.key not in {link.earlier, link.later}:
                continue
            one = now.start if link.earlier == visit.key else self._spots[link.earlier].start
            other = now.start if link.later == visit.key else self._spots[link.later].start
            if not link.holds(one, other, self._days):
                found.append(self._link_sentence(link, visit, one, other))
        return found

    def _link_sentence(self, link: Link, visit: Wanted, one: int, other: int) -> str:
        comes_later = link.later == visit.key
        partner = self._visits[link.earlier if comes_later else link.later]
        too_soon = other < link.soonest(one, self._days)
        words = {
            "other": lower(partner.label),
            "on": day_text(one if comes_later else other, self._days),
        }
        if link.rule is Rule.DOSES_IN_7_DAYS:
            return _("Too many doses in seven days with %(other)s on %(on)s.") % words
        if link.rule is not Rule.GAP:
            if comes_later:
                return _("Comes after %(other)s, now on %(on)s.") % words
            return _("Comes before %(other)s, now on %(on)s.") % words
        bound = link.least if too_soon else link.most or 0
        words["span"] = span_text(bound, link.counts_days)
        if comes_later:
            if too_soon:
                return _("Comes at least %(span)s after %(other)s, now on %(on)s.") % words
            return _("Comes at most %(span)s after %(other)s, now on %(on)s.") % words
        if too_soon:
            return _("Comes at least %(span)s before %(other)s, now on %(on)s.") % words
        return _("Comes at most %(span)s before %(other)s, now on %(on)s.") % words

    def _taken_by_others(self, visit: Wanted, now: Spot) -> list[str]:
        """Rooms and people that other visits of the plan now use at the time it has."""
        for key, spot in self._spots.items():
            if key == visit.key or self._visits[key].fixed:
                continue
            demand = self._visits[key].demand
            for resource, start, end in spot.uses(demand):
                for own, begins, ends in now.uses(visit.demand):
                    if own == resource and begins < end and start < ends:
                        words = {"what": self._name(own), "other": lower(self._visits[key].label)}
                        return [_("%(what)s is needed for %(other)s then.") % words]
        return []

    def _changed_people(self, visit: Wanted, now: Spot) -> list[str]:
        """Who comes instead, and which room."""
        spot = self._spots[visit.key]
        before = {user for user, _role in now.team}
        found = [
            _("Now with %(name)s.") % {"name": self._name(user)}
            for user, _role in spot.team
            if user not in before
        ]
        if spot.room_id is not None and spot.room_id != now.room_id:
            found.append(_("Now in %(room)s.") % {"room": self._name(spot.room_id)})
        return found

    def _name(self, found_id: UUID) -> str:
        return self._calendar.names.get(found_id) or _("Somebody who is not on the roster")


def lower(label: str) -> str:
    return label[:1].lower() + label[1:]
