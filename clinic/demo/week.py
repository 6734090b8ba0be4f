"""The demo's ordinary week: when a house is open, and who works when. Applies from the day it is told."""

from __future__ import annotations

from datetime import time

from clinic.scheduling.actions.working_pattern import WeekRule

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
WEEKDAYS = (MON, TUE, WED, THU, FRI)
# Two infusions a week, three or four days apart: a house without Saturdays cannot keep to it from every day.
OPEN_ON = {"thistledown": (*WEEKDAYS, SAT), "saltbush": WEEKDAYS}
OPENS, CLOSES = time(7, 30), time(19, 30)


def _week(days: tuple[int, ...], starts: time, ends: time) -> list[WeekRule]:
    return [WeekRule(day, starts, ends) for day in days]


def _on_call(days: tuple[int, ...]) -> list[WeekRule]:
    return [WeekRule(day, time(8), time(20), on_call=True) for day in days]


# By the key of the person in the cast. Part-timers, early and late turns, one person on call at the weekend.
WEEKS: dict[str, list[WeekRule]] = {
    "clinician": _week((MON, TUE, WED, THU), time(8), time(18)),
    "second": [*_week((WED, FRI), time(8), time(18)), *_on_call((SAT, SUN))],
    "nurse": _week(WEEKDAYS, time(7, 30), time(17, 30)),
    "nurse2": _week((MON, TUE, THU), time(9, 30), time(19, 30)),
    "nurse3": _week((WED, THU, FRI, SAT), time(7, 30), time(15, 30)),
    "therapist": _week(WEEKDAYS, time(8), time(17)),
    "therapist2": _week((MON, TUE, WED, THU), time(9), time(19)),
    "therapist3": _week((MON, WED, SAT), time(8), time(18)),
    "therapist4": _week((TUE, WED, THU, FRI, SAT), time(9, 30), time(18)),
    "clinician-s": _week((MON, WED, THU, FRI), time(8), time(17)),
    "nurse-s": _week(WEEKDAYS, time(8), time(18)),
    "therapist-s": _week((MON, TUE, THU, FRI), time(8), time(18)),
}
AWAY_NEXT_WEEK = "nurse2"
HOSTS_THE_GROUP = "therapist2"
