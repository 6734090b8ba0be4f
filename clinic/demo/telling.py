"""Telling the demo: the clinic opens, the diary is laid out, and every patient's story runs up to now."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import datetime

from django.db import connection

from clinic.core.actor import source
from clinic.demo import post
from clinic.demo.ahead import look_ahead
from clinic.demo.chapters import Chapter
from clinic.demo.diary import Diary
from clinic.demo.opening import open_clinic
from clinic.demo.plots import PLOTS, Plot
from clinic.demo.roster import set_weeks
from clinic.embedded.process import die_with_parent


def tell(
    now: datetime,
    *,
    jobs: int = 1,
    plots: tuple[Plot, ...] = PLOTS,
    today_is_told: Callable[[], None] = lambda: None,
) -> int:
    """Make the demo clinic as it stands at ``now``; the number of its patients.

    Who has a visit today comes first, then ``today_is_told`` is called, then the weeks to come and the others, and
    what is booked ahead at the end: nothing of it is on today's board. With several
    jobs the stories run side by side in processes of their own: the calendar's locks and constraints
    keep them apart, as they keep apart two people at two desks.
    """
    # To the minute, so that every time of the day is one a person would have written down.
    now = now.replace(second=0, microsecond=0)
    houses = open_clinic(now)
    diaries = {slug: Diary(house) for slug, house in houses.items()}
    chapters = [
        Chapter.laid_out(plot, houses[plot.place], diaries[plot.place], now)
        for plot in sorted(plots, key=lambda plot: not plot.today)
    ]
    for chapter in chapters:
        chapter.roster()
    _side_by_side([c for c in chapters if c.plot.today], jobs)
    today_is_told()
    for house in houses.values():
        set_weeks(house, now)
    _side_by_side([c for c in chapters if not c.plot.today], jobs)
    for house in houses.values():
        look_ahead(house, [plot for plot in plots if plot.place == house.site.slug], now)
    return len(chapters)


def _side_by_side(chapters: list[Chapter], jobs: int) -> None:
    if jobs <= 1:
        _tell_some(chapters)
        return
    connection.close()
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=_tell_aside, args=(chapters[job::jobs],)) for job in range(jobs)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("A story broke off: the demo clinic is not complete")


def _tell_aside(chapters: list[Chapter]) -> None:
    """In a process of its own, which must not go on telling when the command is killed."""
    die_with_parent()
    _tell_some(chapters)


def _tell_some(chapters: list[Chapter]) -> None:
    with source("demo"):
        for chapter in chapters:
            chapter.tell()
            if chapter.story:
                post.post_due(chapter.story.patient.pk, until=chapter.now)
