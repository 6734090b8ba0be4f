"""A new user at the front desk plans a six-dose course, moves dose 3, accepts the re-plan, calls dose 5 off and fills
its time from the waitlist: by keyboard alone, in Chromium. Each patient's phone (the sink) shows exactly the messages
those changes owe.

Negative control: the change that was undone at once owes nothing, and the sink shows nothing of it. The gate has
nothing against the one who waits (fixture `line`): what it holds back is in tests/clinic/scheduling/test_fits.py.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest

from clinic.core import clock
from clinic.outbox import engine
from clinic.outbox.models import Message
from clinic.scheduling import waitlist_clock
from clinic.scheduling.actions import roster_shift
from clinic.scheduling.models import Appointment, Change, FreedTime, Offer, WaitlistEntry
from tests.browser.conftest import *  # noqa: F403 - `as_person`
from tests.clinic.reminders.conftest import give_addresses
from tests.clinic.scheduling.conftest import *  # noqa: F403 - `calendar`, `line`
from tests.harness.browser import PHONE
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


def told(sink, messages):
    """What of these the telephone shows: (kind, subject) of each text, in order."""
    refs = {str(each.ref): each for each in messages}
    texts = [text for text in sink.texts() if text["ref"] in refs]
    assert all(not re.search("dose|dosing|ketamin", t["body"], re.IGNORECASE) for t in texts)
    return [(refs[text["ref"]].kind, refs[text["ref"]].subject_id) for text in texts]


def mailed(messages):
    return [(m.kind, m.subject_id) for m in messages.filter(channel="EMAIL") if m.has_gone]


def put_on_for(hands, name, day):
    """From any page: the waitlist, somebody new on it, for her first dose on that one day."""
    page = hands.page
    hands.opens("w")
    assert re.match(r"\d+ times? (is|are) free\.", heading(page))
    hands.opens("n")
    hands.write(name)
    with page.expect_navigation():
        hands.press("Enter")
    hands.go("main a[href*='/waitlist/add/']")
    hands.tab_to("#id_what")
    chosen = "document.querySelector('#id_what').selectedOptions[0].textContent"
    for _ in range(30):
        if page.evaluate(chosen) == "Dosing session 1":
            break
        hands.press("ArrowDown")
    assert page.evaluate(chosen) == "Dosing session 1"
    for field in ("#id_earliest_on", "#id_latest_on"):
        hands.tab_to(field)
        hands.write(f"{day:%m%d%Y}")
    with page.expect_navigation():
        hands.press("Enter")
    assert "On the waitlist. They are asked when a time fits." in page.inner_text("body")


def test_six_doses_planned_one_moved_one_called_off_and_its_time_filled(
    house,
    line,
    page,
    new_page,
    live_server,
    as_person,
    sink,
    wall,
    axe,
):
    course = house.walk.ready()
    give_addresses(course.patient, house.walk.desk, house.walk.at)
    waits = line.person("Bryony", address=False)
    give_addresses(
        waits.patient,
        house.walk.desk,
        house.walk.at,
        sms="505-555-0177",
        email="bryony@example.test",
    )
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

    # Somebody else would come that day.
    page.goto(f"{live_server.url}/today/")
    put_on_for(hands, "Bryony", fifth.wall_date)
    axe(page)
    entry = WaitlistEntry.objects.get(patient=waits.patient)

    # Nobody hears of it for three minutes; then she hears of each new time once, and of nothing else.
    page.close()
    engine.dispatch(at=wall.now + 2 * MINUTE, senders=1)
    assert told(sink, of_course(course)) == []
    wall.forward(3 * MINUTE)
    engine.dispatch(at=wall.now, senders=1)
    news = told(sink, of_course(course))
    moved = {
        ("NOTICE_MOVED", row.after.visit_id)
        for row in replanned.lines.select_related("before", "after")
        if row.before.starts_at != row.after.starts_at
    }
    moved.discard(("NOTICE_MOVED", fifth.visit_id))  # called off: she hears that alone
    assert set(news) == moved | {("NOTICE_CANCELLED", fifth.visit_id)}
    assert len(news) == len(set(news))
    notices = of_course(course).filter(kind__startswith="NOTICE")
    assert sorted(mailed(notices)) == sorted(news)

    # The one who waits is asked, and answers on her telephone.
    waitlist_clock.tick(at=wall.now)
    offer = Offer.objects.get()
    assert (offer.entry, offer.freed_time.appointment_id) == (entry, fifth.pk)
    engine.dispatch(at=wall.now, senders=1)
    wall.forward(2 * MINUTE)
    phone = as_person(
        new_page(**PHONE), type(waits.patient).objects.get(pk=waits.patient_id).account
    )
    phone.goto(f"{live_server.url}/me/offer/")
    axe(phone)
    Hands(phone).go("form[action$='/yes/'] button")
    assert heading(phone) == "It is yours."
    phone.close()
    booked = Appointment.objects.standing().get(course=waits)
    assert (booked.starts_at, booked.room) == (fifth.starts_at, fifth.room)
    assert Change.objects.get(lines__after=booked).kind == "WAITLIST"
    assert FreedTime.objects.get(appointment=fifth).status == "FILLED"

    # She was asked once by each way, and hears no more before her visit is near; the first hears no word of it.
    wall.forward(4 * MINUTE)
    engine.dispatch(at=wall.now, senders=1)
    # What is asked by questionnaire has its own reminders.
    hers = Message.objects.filter(patient_id=waits.patient_id).exclude(topic="measure")
    assert told(sink, hers) == mailed(hers) == [("M33_OFFER", offer.pk)]
    later = hers.exclude(subject_id=offer.pk)
    assert later.exists()
    assert {each.subject_id for each in later} == {booked.visit_id}
    assert min(each.due_at for each in later) > booked.starts_at - 8 * DAY
    assert told(sink, of_course(course)) == news
