"""A new user at the front desk plans a six-dose course, moves dose 3, accepts the re-plan, calls dose 5 off: by
keyboard alone, in Chromium. The patient's phone (the sink) shows exactly the messages those changes owe.

Negative control: the change that was undone at once owes nothing, and the sink shows nothing of it.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest

from clinic.core import clock
from clinic.outbox import engine
from clinic.outbox.models import Message
from clinic.scheduling.actions import roster_shift
from clinic.scheduling.models import Appointment, Change
from tests.browser.conftest import *  # noqa: F403 - `as_person`
from tests.clinic.reminders.conftest import give_addresses
from tests.clinic.scheduling.conftest import *  # noqa: F403 - `calendar`
from tests.messages import *  # noqa: F403 - `sink`

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def wall(monkeypatch, at):
    """The clinic's clock, moved on by the test."""

    class Wall:
        now = at

        def forward(self, span):
            self.now += span

    wall = Wall()
    monkeypatch.setattr(clock, "now", lambda: wall.now)
    monkeypatch.setattr(clock, "database_now", lambda: wall.now)
    return wall


@pytest.fixture
def house(calendar, wall):
    """Everybody on duty on every weekday of ten weeks."""
    walk, site = calendar.walk, calendar.site
    people = [
        (walk.nurse, "NURSE"),
        (walk.prescriber, "PRESCRIBER"),
        (walk.therapist, "THERAPIST"),
    ]
    first = site.today(walk.at) + 3 * DAY
    for number in range(70):
        day = first + number * DAY
        if day.weekday() < 5:
            start = datetime.combine(day, time(8), tzinfo=site.zone).astimezone(UTC)
            for user, role in people:
                roster_shift.roster(
                    site, staff=user, role=role, starts_at=start, ends_at=start + 10 * HOUR,
                    by=calendar.manager, at=walk.at,
                )  # fmt: skip
    return calendar


class Hands:
    """A person at the keyboard: no click, no mouse."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text):
        self.page.keyboard.type(text)

    def tab_to(self, selector, most=150):
        """Tab until the thing has the focus, as a person does."""
        for _ in range(most):
            if self.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached with Tab on {self.page.url}")

    def go(self, selector):
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.press("Enter")

    def opens(self, key):
        """A single letter opens a page."""
        self.page.evaluate("document.activeElement.blur()")
        with self.page.expect_navigation():
            self.press(key)


def doses(course):
    found = Appointment.objects.standing().filter(course=course, kind="DOSING")
    return {visit.step.number: visit for visit in found.select_related("step")}


def heading(page):
    return page.locator("h1").inner_text()


def type_day(hands, day: date):
    hands.tab_to("#id_on")
    hands.write(f"{day:%m%d%Y}")


def of_course(course):
    visits = set(Appointment.objects.filter(course=course).values_list("visit_id", flat=True))
    return Message.objects.filter(subject_id__in=visits)


def test_six_doses_planned_one_moved_one_called_off(
    house,
    page,
    live_server,
    as_person,
    sink,
    wall,
    axe,
):
    course = house.walk.ready()
    give_addresses(course.patient, house.walk.desk, house.walk.at)
    hands = Hands(as_person(page, house.walk.desk))

    # Find her, plan her course, book it.
    page.goto(f"{live_server.url}/today/")
    hands.press("/")
    hands.write("Specimen")
    with page.expect_navigation():
        hands.press("Enter")
    hands.go(f"main a[href*='{course.patient_id}']")
    hands.opens("p")
    assert re.match(r"\d+ visits can be booked as planned\.", heading(page))
    axe(page)
    hands.tab_to("#id_earliest")
    hands.write("12012026")
    with page.expect_navigation():
        hands.press("Enter")
    hands.go("button[name=accept]")
    assert heading(page) == "Every visit of the course is booked."
    assert sorted(doses(course)) == [1, 2, 3, 4, 5, 6]
    planned = doses(course)

    # A slip: the plan is taken back with one key, and made again.
    hands.opens("u")
    assert not doses(course)
    wall.forward(4 * MINUTE)
    hands.go("button[name=accept]")
    wall.forward(4 * MINUTE)
    assert {n: v.starts_at for n, v in doses(course).items()} == {
        n: v.starts_at for n, v in planned.items()
    }

    # Dose 3 goes two days later; what must follow is shown and accepted.
    third = doses(course)[3]
    to = third.wall_date + 2 * DAY
    assert to.weekday() < 5, to
    page.goto(f"{live_server.url}/visits/{third.pk}/")
    hands.opens("m")
    type_day(hands, to)
    with page.expect_navigation():
        hands.press("Enter")
    assert re.match(r"\d+ other visits? must move with it\.", heading(page))
    axe(page)
    hands.go("button[name=accept]")
    assert doses(course)[3].wall_date == to
    replanned = Change.objects.get(kind="REPLAN")
    axe(page)

    # Dose 5 is called off.
    fifth = doses(course)[5]
    page.goto(f"{live_server.url}/visits/{fifth.pk}/")
    hands.opens("x")
    axe(page)
    hands.tab_to("input[name=reason]")
    hands.press("Space")
    hands.tab_to("input[name=rest]")
    with page.expect_navigation():
        hands.press("Enter")
    assert 5 not in doses(course)

    # Nobody hears of it for three minutes; then she hears of each new time once, and of nothing else.
    page.close()
    engine.dispatch(at=wall.now + 2 * MINUTE, senders=1)
    refs = {str(message.ref): message for message in of_course(course)}
    assert [text for text in sink.texts() if text["ref"] in refs] == []
    engine.dispatch(at=wall.now + 3 * MINUTE, senders=1)
    said = [text for text in sink.texts() if text["ref"] in refs]
    news = {(refs[text["ref"]].kind, refs[text["ref"]].subject_id) for text in said}
    moved = {
        ("NOTICE_MOVED", line.after.visit_id)
        for line in replanned.lines.select_related("before", "after")
        if line.before.starts_at != line.after.starts_at
    }
    moved.discard(("NOTICE_MOVED", fifth.visit_id))  # called off: she hears that alone
    assert news == moved | {("NOTICE_CANCELLED", fifth.visit_id)}
    assert len(said) == len(news)
    mails = of_course(course).filter(channel="EMAIL", kind__startswith="NOTICE")
    assert {(mail.kind, mail.subject_id) for mail in mails if mail.has_gone} == news
    assert all(not re.search("dose|dosing|ketamin", text["body"], re.IGNORECASE) for text in said)
