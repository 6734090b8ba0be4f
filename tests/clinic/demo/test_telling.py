"""The demo is told in two parts, the doors open between them, and what is broken off is gone on with."""

import pytest

from clinic.accounts.models import User
from clinic.core.errors import DomainError
from clinic.demo import ahead, telling
from clinic.demo.chapters import Chapter
from clinic.demo.plots import FIRST, PLOTS, Later
from clinic.demo.telling import tell
from clinic.scheduling.models import OpeningHours, WaitlistEntry, WorkingPattern
from clinic.web.doors import DOORS
from patients.models import Patient

pytestmark = pytest.mark.django_db
# One told before the doors open; of the others the shortest, and one that waits in line.
SOME = [plot for plot in PLOTS if plot.number in {11, 14, 15, 35}]


class Killed(Exception):
    """As sudden as a kill: nothing that tells stories expects it."""


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.SINK_DIR = tmp_path / "sink"
    telling.post._store.cache_clear()
    yield
    telling.post._store.cache_clear()


def test_before_the_doors_open_only_what_the_four_homes_need_is_told(at):
    """Negative control: with every plot in FIRST all four patients are there."""
    staff, seen = User.objects.filter(email__endswith="@demo.example"), {}

    def look():
        seen["patients"] = Patient.objects.count()
        seen["people"] = {user.email for user in staff if user.has_usable_password()}

    assert tell(at, plots=SOME, doors_open=look) == Patient.objects.count() == 4
    assert seen["patients"] == 1
    assert seen["people"] == {door.email for door in DOORS if door.key != "patient"}
    assert all(user.has_usable_password() for user in staff.all())


def test_each_of_the_four_has_somebody_today():
    """The patient with an account, and a visit today for each of the three: all told before the doors open."""
    first = [plot for plot in PLOTS if plot.number in FIRST]
    assert [plot.number for plot in first if plot.email == "patient@demo.example"] == [13]
    assert all(plot.today and plot.place == "thistledown" for plot in first)
    assert {plot.number % 4 for plot in first} == {0, 1, 2, 3}, "each of four therapists"


def test_broken_off_twice_it_goes_on_and_tells_nothing_twice(at, monkeypatch):
    """Negative control: without the question whether it was done, weeks, the line and stories come twice."""

    def killed(*_arguments, **_named):
        raise Killed

    with pytest.raises(Killed):
        tell(at, plots=SOME, doors_open=killed)
    assert Patient.objects.count() == 1
    with monkeypatch.context() as patch:
        patch.setattr(telling, "look_ahead", killed)
        with pytest.raises(Killed):
            tell(at, plots=SOME)
    weeks = WorkingPattern.objects.count(), OpeningHours.objects.count()
    assert weeks[0]
    assert not WaitlistEntry.objects.exists()

    assert tell(at, plots=SOME) == 4 == Patient.objects.count()
    assert weeks == (WorkingPattern.objects.count(), OpeningHours.objects.count())
    assert WaitlistEntry.objects.count() == len([p for p in SOME if Later.WAITS in p.later]) == 1
    tell(at, plots=SOME)
    assert (Patient.objects.count(), WaitlistEntry.objects.count()) == (4, 1)


def test_a_story_that_is_refused_something_holds_up_no_other(at, monkeypatch):
    """Somebody at the pages took the room first. Said at the end; negative control: let the refusal through."""
    told = Chapter.tell

    def refused(chapter):
        if chapter.plot.number == 14:
            raise DomainError("The room is taken.")
        told(chapter)

    monkeypatch.setattr(Chapter, "tell", refused)
    monkeypatch.setattr(ahead, "send_on_holiday", lambda house, now: None)
    with pytest.raises(RuntimeError, match="A story broke off"):
        tell(at, plots=SOME)
    assert Patient.objects.count() == 3
    assert WaitlistEntry.objects.exists()
