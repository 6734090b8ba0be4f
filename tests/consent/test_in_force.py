"""Which consents are in force on stored rows, and what publishing a form does to them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic.core.errors import InvalidInput
from consent.actions import consent as actions
from consent.actions import form as forms
from consent.models import Consent
from consent.policies import standing
from consent.standing import Lack, speaks

DAY = timedelta(days=1)


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
