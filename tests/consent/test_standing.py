"""When a signed consent holds, and everything that makes it hold no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from clinic.core.errors import InvalidInput
from consent.actions import consent as actions
from consent.actions import form as forms
from consent.models import Consent
from consent.policies import standing
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
    speaks,
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


# --- on stored rows --------------------------------------------------------------------------------


def test_in_force_for_one_and_for_many_courses(ceremony, django_assert_num_queries):
    """The same number of queries for one course and for three; each route judged by itself. Of the three
    one finds the ids, two read what they are judged by."""
    first = ceremony.consented()
    courses = [first]
    for n, code in enumerate(("WEEKLY_IM_4", "IV_6")):
        patient = ceremony.walk.register("Sage", f"Pseudonym{n}", date(1980, 1, n + 1))
        courses.append(ceremony.consented(ceremony.walk.eligible(
            ceremony.walk.referred(patient, code))))  # fmt: skip
    with django_assert_num_queries(3):
        mine = list(Consent.objects.in_force_for(first, "IV", ceremony.at))
    assert sorted(c.type for c in mine) == ["KAP_TREATMENT", "ROUTE_ANNEX_IV"]
    with django_assert_num_queries(3):
        assert Consent.objects.in_force_for(courses, None, ceremony.at).count() == 6
    im = Consent.objects.in_force_for(courses, "IM", ceremony.at)
    assert sorted(c.type for c in im) == ["KAP_TREATMENT"] * 3 + ["ROUTE_ANNEX_IM"]
    questions = [standing.Question(course) for course in courses]
    with django_assert_num_queries(4):
        answers = standing.load(questions, ceremony.at)
    assert all(answer.holds for answer in answers.values())


def test_a_new_material_version_stops_it_from_its_date_on(ceremony, manager):
    course = ceremony.consented()
    later = ceremony.at + 5 * DAY
    ceremony.publish(manager, effective_from=later, grace_days=2)
    for at, holds in (
        (later - timedelta(seconds=1), True),
        (later, True),
        (later + 2 * DAY - timedelta(seconds=1), True),
        (later + 2 * DAY, False),
    ):
        assert standing.of_course(course, at).holds is holds
    ceremony.publish(manager, at=ceremony.at + 6 * DAY, material=False)
    assert not standing.of_course(course, later + 2 * DAY).holds


def test_signing_the_new_version_replaces_the_old(ceremony, manager):
    course = ceremony.consented()
    old = Consent.objects.signed().get(course=course, type="KAP_TREATMENT")
    form = ceremony.publish(manager)
    (anew,) = actions.issue_packet(course, by=ceremony.walk.nurse, at=ceremony.at)
    assert anew.form == form
    ceremony.signed(anew)
    old.refresh_from_db()
    assert (old.state, old.ended_at) == ("SUPERSEDED", ceremony.at)
    assert standing.of_course(course, ceremony.at).holds


def test_one_changed_word_shuts_the_gate(ceremony, admin_connection, transactional_db):
    """Only an operator above every role can change a word with its fingerprint; the consent then no longer
    holds, because it was signed for another one."""
    course = ceremony.consented()
    assert standing.of_course(course, ceremony.at).holds
    reword(admin_connection)
    try:
        lacking = standing.of_course(course, ceremony.at).lacking
        assert [s.lack for s in lacking] == [Lack.WORDING]
    finally:
        restore(admin_connection)


def reword(admin, change="title || '!'"):
    """As a superuser, past every trigger, with the fingerprint computed anew."""
    admin.execute("SET session_replication_role = replica")
    admin.execute("CREATE TEMP TABLE kept AS SELECT * FROM consent_consentform")
    try:
        admin.execute(
            f"UPDATE consent_consentform SET title = {change}, sha256 = encode(sha256(convert_to("
            f"public.consent_wording(type, edition, jurisdiction, language, routes, {change}, body,"
            " elements, questions, meaning), 'UTF8')), 'hex') WHERE type = 'KAP_TREATMENT'"
        )
    finally:
        admin.execute("SET session_replication_role = DEFAULT")


def restore(admin):
    admin.execute("SET session_replication_role = replica")
    admin.execute(
        "UPDATE consent_consentform f SET title = k.title, sha256 = k.sha256 FROM kept k WHERE k.id = f.id"
    )
    admin.execute("DROP TABLE kept")
    admin.execute("SET session_replication_role = DEFAULT")


def test_publishing_counts_editions_and_checks_every_part(ceremony, manager):
    assert ceremony.publish(manager).edition == 2
    assert ceremony.publish(manager, jurisdiction="US-NM").edition == 1
    for changed, field in (
        ({"routes": []}, "routes"),
        ({"routes": ["NASAL"]}, "routes"),
        ({"questions": ()}, "questions"),
        ({"elements": ()}, "elements"),
        ({"body": "  "}, "body"),
        ({"grace_days": 15}, "grace_days"),
        ({"grace_days": 1, "material": False}, "grace_days"),
        ({"effective_from": ceremony.at - DAY}, "effective_from"),
        ({"type": "POEM"}, "type"),
    ):
        with pytest.raises(InvalidInput) as refused:
            ceremony.publish(manager, **changed)
        assert refused.value.field == field


def test_two_publishers_never_share_a_number(ceremony, manager):
    numbers = [ceremony.publish(manager, like="ROUTE_ANNEX_IM").edition for _ in range(2)]
    assert numbers == [2, 3]


def test_a_form_is_retired_once(ceremony, manager):
    retired = forms.retire(ceremony.publish(manager), by=manager, at=ceremony.at)
    with pytest.raises(forms.AlreadyRetired):
        forms.retire(retired, by=manager, at=ceremony.at)


@pytest.mark.parametrize(
    ("form", "person", "fits"),
    [
        ("en", "en", True),
        ("en", "en-US", True),
        ("EN", "en-us", True),
        ("en-GB", "en-US", False),
        ("en-US", "en", False),
        ("en", "eng", False),
        ("es", "en-US", False),
    ],
)
def test_a_form_speaks_the_language_of_who_signs_it(form, person, fits):
    """Referral letters say `en-US`; the shipped forms are in `en`."""
    assert speaks(form, person) is fits
