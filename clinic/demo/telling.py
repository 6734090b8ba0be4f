"""Telling the demo: the clinic opens, the diary is laid out, and every patient's story runs up to now."""

from __future__ import annotations

import logging
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import connection

from clinic.core.actor import source
from clinic.core.errors import DomainError
from clinic.demo import post
from clinic.demo.ahead import look_ahead
from clinic.demo.cast import STAFF, name
from clinic.demo.chapters import Chapter
from clinic.demo.diary import Diary
from clinic.demo.opening import find_clinic, let_in, open_clinic
from clinic.demo.plots import FIRST, PLOTS, Plot
from clinic.demo.roster import set_weeks
from clinic.embedded.process import die_with_parent
from clinic.sites.models import Site
from clinic.web.doors import DOORS
from patients.models import Patient

log = logging.getLogger(__name__)

BROKE_OFF = "A story broke off: the demo clinic is not complete"
AT_THE_DOORS = [person for person in STAFF if person.email in {door.email for door in DOORS}]


def tell(
    now: datetime,
    *,
    jobs: int = 1,
    plots: Sequence[Plot] = PLOTS,
    doors_open: Callable[[], None] = lambda: None,
) -> int:
    """Make the demo clinic as it stands at ``now``; the number of its patients.

    First only what the four homes need for a living day; then ``doors_open`` is called, and the rest is told while
    somebody may already be at the pages: who else comes today, the weeks to come, the others, and what is booked
    ahead. With several jobs the stories run side by side in processes of their own: the calendar's locks and
    constraints keep them apart, as they keep apart two people at two desks.

    Called again with the same ``now`` after it was broken off, it tells what is missing. A story that had begun stays
    where it stopped.
    """
    # To the minute, so that every time of the day is one a person would have written down.
    now = now.replace(second=0, microsecond=0)
    houses = find_clinic(now) if Site.objects.exists() else open_clinic(now, to=AT_THE_DOORS)
    diaries = {slug: Diary(house) for slug, house in houses.items()}
    chapters = [
        Chapter.laid_out(plot, houses[plot.place], diaries[plot.place], now)
        for plot in sorted(plots, key=lambda plot: not plot.today)
    ]
    first = [chapter for chapter in chapters if chapter.plot.number in FIRST]
    later = [chapter for chapter in chapters if chapter.plot.number not in FIRST]
    _roster(first)
    if not _side_by_side(first, jobs):
        raise RuntimeError(BROKE_OFF)
    doors_open()
    let_in(STAFF, now)
    _roster(later)
    whole = _side_by_side([chapter for chapter in later if chapter.plot.today], jobs)
    for house in houses.values():
        set_weeks(house, now)
    whole &= _side_by_side([chapter for chapter in later if not chapter.plot.today], jobs)
    for house in houses.values():
        look_ahead(house, [plot for plot in plots if plot.place == house.site.slug], now)
    if not whole:
        raise RuntimeError(BROKE_OFF)
    return len(chapters)


def _roster(chapters: Iterable[Chapter]) -> None:
    for chapter in chapters:
        chapter.roster()


def _side_by_side(chapters: Sequence[Chapter], jobs: int) -> bool:
    """Tell those that were not begun yet; whether all came to their end."""
    known = set(Patient.objects.values_list("given_name", "family_name"))
    missing = [chapter for chapter in chapters if name(chapter.plot.number) not in known]
    if jobs <= 1:
        return _tell_some(missing)
    connection.close()
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=_tell_aside, args=(missing[job::jobs],)) for job in range(jobs)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return not any(worker.exitcode for worker in workers)


def _tell_aside(chapters: Sequence[Chapter]) -> None:
    """In a process of its own, which must not go on telling when the command is killed."""
    die_with_parent()
    sys.exit(not _tell_some(chapters))


def _tell_some(chapters: Sequence[Chapter]) -> bool:
    """A story that is refused something, because somebody at the pages was quicker, does not hold up the others."""
    whole = True
    with source("demo"):
        for chapter in chapters:
            try:
                chapter.tell()
            except DomainError:
                log.exception("Story %s broke off", chapter.plot.number)
                whole = False
            if chapter.story:
                post.post_due(chapter.story.patient.pk, until=chapter.now)
    return whole
