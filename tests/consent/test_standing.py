"""When a signed consent holds, and everything that makes it hold no more.

Controls, run: each question of `lack_of` left out, one after the other (signed by now, wording, place, route, capacity,
replaced, retired, the last day, the gap since a dose), turns a row of `test_each_reason...`, or the test of new versions
or of the gap, red.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from consent.policies.signing import months_later
from consent.standing import (
    ConsentFacts,
    FormFacts,
    Lack,
    Place,
    current_form,
    judge,
    lack_of,
    mandatory_types,
)
from tests.people import AT

DAY = timedelta(days=1)
HERE = Place("US-NM", AT, date(2026, 11, 24))
FORM = FormFacts(
    id=uuid4(),
    type="KAP_TREATMENT",
    edition=1,
    jurisdiction="US",
    language="en",
    routes=("IM", "IV"),
    effective_from=AT - 100 * DAY,
    replaces_from=AT - 100 * DAY,
    retired_at=None,
    sha256="a" * 64,
)
SIGNED = ConsentFacts(
    id=uuid4(),
    course_id=uuid4(),
    form=FORM,
    state="SIGNED",
    signed_at=AT - 10 * DAY,
    signed_sha256="a" * 64,
    expires_on=date(2027, 11, 14),
    capacity_attested_at=AT - 10 * DAY,
)


def edition(number, days_ago, **changed):
    since = AT - days_ago * DAY
    given = {"edition": number, "effective_from": since, "replaces_from": since, **changed}
    return replace(FORM, id=uuid4(), **given)


def lack(consent=SIGNED, forms=(FORM,), route="IV", place=HERE, **more):
    found = lack_of(consent, forms, route, place, **more)
    return found[0] if found else None


def test_it_holds():
    assert lack() is None
    assert lack(route="IM") is None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"state": "PARTIAL", "signed_at": None}, Lack.NOT_SIGNED),
        ({"state": "WITHDRAWN"}, Lack.WITHDRAWN),
        ({"state": "DECLINED"}, Lack.DECLINED),
        ({"state": "SUPERSEDED"}, Lack.REPLACED),
        ({"state": "EXPIRED"}, Lack.EXPIRED),
        ({"signed_at": AT + timedelta(seconds=1)}, Lack.NOT_SIGNED),
        ({"signed_sha256": "b" * 64}, Lack.WORDING),
        ({"capacity_attested_at": None}, Lack.CAPACITY),
        ({"capacity_attested_at": AT + timedelta(seconds=1)}, Lack.CAPACITY),
        ({"expires_on": date(2026, 11, 24)}, Lack.EXPIRED),
        ({"expires_on": date(2026, 11, 25)}, None),
        ({"expires_on": None}, Lack.EXPIRED),
        ({"form": replace(FORM, jurisdiction="US-AZ")}, Lack.JURISDICTION),
        ({"form": replace(FORM, jurisdiction="CA")}, Lack.JURISDICTION),
        ({"form": replace(FORM, jurisdiction="US-NM")}, None),
        ({"form": replace(FORM, routes=("SL_RDT",))}, Lack.ROUTE),
        ({"form": replace(FORM, retired_at=AT)}, Lack.RETIRED),
        ({"form": replace(FORM, retired_at=AT + DAY)}, None),
    ],
)
def test_each_reason_it_does_not_hold(changed, expected):
    """One change at a time from a consent that holds (the test above is the control)."""
    assert lack(replace(SIGNED, **changed)) is expected


@pytest.mark.parametrize(
    ("newer", "expected"),
    [
        (edition(2, 5), Lack.REPLACED),
        (edition(2, 0), Lack.REPLACED),  # from its effective instant
        (edition(2, 5, replaces_from=AT + DAY), None),  # still in its grace
        (edition(2, -1), None),  # to come
        (edition(2, 5, replaces_from=None), None),  # editorial
        (edition(2, 5, retired_at=AT), None),  # published by mistake and taken out of use
        (edition(2, 5, language="es"), None),
        (edition(2, 5, type="TOUCH"), None),
        (edition(2, 5, routes=("SL_RDT",)), None),
        (edition(2, 5, jurisdiction="US-AZ"), None),
        (edition(1, 5, jurisdiction="US-NM"), Lack.REPLACED),  # the state's own form
    ],
)
def test_a_new_version_replaces_from_its_effective_date(newer, expected):
    assert lack(forms=(FORM, newer)) is expected


def test_a_states_own_form_is_not_replaced_by_the_nations():
    own = replace(FORM, id=uuid4(), jurisdiction="US-NM")
    assert lack(replace(SIGNED, form=own), forms=(own, edition(2, 5))) is None


def test_the_sentence_says_which_version_and_since_when():
    _lack, sentence = lack_of(SIGNED, (FORM, edition(4, 4)), "IV", HERE)
    assert str(sentence) == (
        "Consent is out of date. Version 1 was signed. Version 4 applies since 20 Nov 2026."
    )


def test_a_long_gap_since_the_last_dose_asks_for_a_new_signature():
    """[POL] 90 days. A consent signed after the gap holds."""
    asked = {"gap_days": 90, "last_dose_at": AT - 90 * DAY}
    assert lack(replace(SIGNED, signed_at=AT - 95 * DAY), **asked) is None
    asked["last_dose_at"] -= timedelta(seconds=1)
    assert lack(replace(SIGNED, signed_at=AT - 95 * DAY), **asked) is Lack.GAP
    assert lack(replace(SIGNED, signed_at=AT), **asked) is None


def test_the_form_to_sign_is_the_nearest_then_the_latest():
    state = edition(1, 50, jurisdiction="US-NM")
    later = edition(2, 3)
    forms = (FORM, later, edition(3, -2), edition(9, 5, retired_at=AT))
    assert current_form(forms, "KAP_TREATMENT", "IV", "en", HERE) is later
    assert current_form((*forms, state), "KAP_TREATMENT", "IV", "en", HERE) is state
    assert current_form(forms, "KAP_TREATMENT", "SL_RDT", "en", HERE) is None
    assert current_form(forms, "KAP_TREATMENT", "IV", "es", HERE) is None


def test_the_latest_says_why_when_none_is_signed():
    first = replace(SIGNED, state="WITHDRAWN")
    later = replace(SIGNED, id=_after(first.id), state="DECLINED")
    assert judge("KAP_TREATMENT", [later, first], [FORM], "IV", HERE).lack is Lack.DECLINED
    assert judge("KAP_TREATMENT", [later, SIGNED], [FORM], "IV", HERE).holds
    assert judge("TOUCH", [SIGNED], [FORM], "IV", HERE).lack is Lack.NOT_SIGNED


def _after(pk):
    return type(pk)(int=pk.int + 1)


def test_each_route_needs_its_annex():
    assert mandatory_types(("KAP_TREATMENT",), "IV") == ("KAP_TREATMENT", "ROUTE_ANNEX_IV")
    assert mandatory_types(("KAP_TREATMENT",), "SL_TROCHE")[1] == "ROUTE_ANNEX_SL"
    assert mandatory_types((), "NASAL") == ("ROUTE_ANNEX_NASAL",)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_twelve_months_are_calendar_months(day, months, expected):
    assert months_later(day, months) == expected
