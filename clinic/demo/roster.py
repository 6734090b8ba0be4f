"""The weeks to come at a house: its hours, everybody's working week as shifts, and somebody's holiday."""

from __future__ import annotations

from datetime import date, datetime

from clinic.demo.opening import DAY, House
from clinic.demo.week import AWAY_NEXT_WEEK, CLOSES, MON, OPEN_ON, OPENS, WEEKS
from clinic.scheduling.actions import leave, opening_hours, working_pattern
from clinic.scheduling.models import Leave, OpeningHours, WorkingPattern


def set_weeks(house: House, now: datetime) -> None:
    """From tomorrow the house keeps its ordinary hours; from today everybody works their week.

    Days on which a story has somebody work already keep that shift: a week fills in what is missing.
    """
    if not OpeningHours.objects.filter(site=house.site, from_on=house.today + DAY).exists():
        opening_hours.set_opening_hours(
            house.site,
            rules=[(weekday, OPENS, CLOSES) for weekday in OPEN_ON[house.site.slug]],
            from_on=house.today + DAY,
            by=house.manager,
            at=now,
        )
    set_already = set(
        WorkingPattern.objects.filter(site=house.site).values_list("staff", flat=True)
    )
    for key, rules in WEEKS.items():
        if key in house.people and house.people[key].pk not in set_already:
            working_pattern.set_week(
                house.site,
                staff=house.people[key],
                role=house.roles[key],
                rules=rules,
                from_on=house.today,
                by=house.manager,
                at=now,
            )


def send_on_holiday(house: House, now: datetime) -> None:
    """One person is away the whole of next week. Visits that count on them become a task of the desk."""
    if AWAY_NEXT_WEEK not in house.people:
        return
    if not Leave.objects.filter(site=house.site, staff=house.people[AWAY_NEXT_WEEK]).exists():
        monday = next_monday(house.today)
        leave.grant(
            house.site,
            staff=house.people[AWAY_NEXT_WEEK],
            starts_at=house.wall(monday, 0),
            ends_at=house.wall(monday + 7 * DAY, 0),
            kind=Leave.Kind.HOLIDAY,
            by=house.manager,
            at=now,
        )


def next_monday(today: date) -> date:
    """The first day of the week after this one."""
    return today + ((MON - today.weekday()) % 7 or 7) * DAY
