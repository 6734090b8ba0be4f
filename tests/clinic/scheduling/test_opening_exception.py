"""One dated day instead of the week's hours. Negative control: the same booking on the same day without the exception."""

from datetime import date, time, timedelta

import pytest

from clinic.core.errors import InvalidInput
from clinic.scheduling.actions import opening_exception as exceptions
from clinic.scheduling.models import OpeningException, site_spans
from clinic.scheduling.models.free_time import Search, find
from clinic.scheduling.models.visit_kind import VisitKind
from clinic.scheduling.policies.booking import RulesInTheWay
from tests.clinic.scheduling.conftest import DAY, NINE

WEDNESDAY = date(2026, 11, 25)


def close(calendar, on=WEDNESDAY, name="Thanksgiving", **given):
    wanted = {"on": on, "name": name, "by": calendar.manager, "at": calendar.walk.at, **given}
    return exceptions.set_exception(calendar.site, **wanted)


def test_nothing_is_booked_on_a_closed_day_until_it_is_taken_back(calendar):
    closed = close(calendar)
    with pytest.raises(RulesInTheWay, match="The site is closed that day: Thanksgiving"):
        calendar.screening()
    exceptions.withdraw_exception(closed, by=calendar.manager, at=calendar.walk.at)
    calendar.screening()


def test_a_day_with_other_hours_has_those_alone(calendar):
    close(calendar, opens=time(12), closes=time(14), name="Inventory")
    with pytest.raises(
        RulesInTheWay, match=r"The site is open 12:00–14:00 MST that day \(Inventory\)\."
    ):
        calendar.screening()
    calendar.screening(starts_at=NINE + timedelta(hours=3))


def test_the_later_exception_of_a_day_replaces_the_earlier(calendar):
    close(calendar)
    close(calendar, opens=time(8), closes=time(12), name="Half a day")
    (standing,) = OpeningException.objects.standing()
    assert standing.name == "Half a day"
    calendar.screening()


def test_nothing_free_is_offered_on_a_closed_day(calendar):
    search = Search(
        site=calendar.site,
        visit_kind=VisitKind.objects.get(code="SCREENING", site=None),
        after=NINE - timedelta(hours=1),
        until=NINE + 2 * DAY,
        room_kind="OFFICE",
    )
    assert find(search)[0].starts_at < NINE
    close(calendar)
    assert find(search)[0].starts_at > NINE + timedelta(hours=12)


def test_an_open_saturday_is_open(calendar):
    saturday = date(2026, 11, 28)
    assert site_spans(calendar.site.pk, calendar.site.timezone, saturday, saturday) == []
    close(calendar, on=saturday, opens=time(9), closes=time(12), name="Long Saturday")
    spans = site_spans(calendar.site.pk, calendar.site.timezone, saturday, saturday)
    assert spans == [(NINE + 3 * DAY, NINE + 3 * DAY + timedelta(hours=3))]


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"name": " "}, "name", "Say what the day is, such as Thanksgiving."),
        ({"name": "x" * 5000}, "name", "The name has at most 60 characters."),
        ({"opens": time(9)}, "closes", "Give both times, or neither for a closed day."),
        (
            {"opens": time(9), "closes": time(8)},
            "closes",
            "The site would close at 08:00, before it opens at 09:00.",
        ),
        ({"on": date(2026, 11, 1)}, "on", "That day is over."),
    ],
)
def test_an_exception_that_cannot_be_is_refused(calendar, given, field, sentence):
    with pytest.raises(InvalidInput) as refused:
        close(calendar, **given)
    assert (str(refused.value), refused.value.field) == (sentence, field)
