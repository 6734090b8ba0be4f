"""The person of a request comes with what they may do, and never with more than they may do now."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from clinic.accounts.backend import SignInBackend
from clinic.accounts.models import Membership
from clinic.accounts.permissions import Permission

pytestmark = pytest.mark.django_db


def signed_in(user):
    return SignInBackend().get_user(str(user.pk))


def test_person_and_roles_are_one_statement(desk, site, django_assert_num_queries):
    with django_assert_num_queries(1):
        who = signed_in(desk)
        assert who == desk
        assert who.may(Permission.APPOINTMENT_BOOK, site.pk)
        assert who.sites_with(Permission.APPOINTMENT_BOOK) == {site.pk}


def test_they_are_the_roles_that_the_record_says(prescriber, site):
    read_anew = get_user_model().objects.get(pk=prescriber.pk)
    assert signed_in(prescriber)._current == read_anew._current


def test_a_membership_that_has_not_begun_gives_nothing(desk, site, at, time_machine):
    (membership,) = Membership.objects.filter(user=desk)
    time_machine.move_to(membership.started_at - timedelta(seconds=1))
    assert not signed_in(desk).may(Permission.APPOINTMENT_BOOK, site.pk)


def test_roles_are_read_anew_after_they_changed(desk, site, django_assert_num_queries):
    who = signed_in(desk)
    who.forget_roles()
    with django_assert_num_queries(1):
        assert who.may(Permission.APPOINTMENT_BOOK, site.pk)


def test_nobody_is_nobody(desk, site):
    assert SignInBackend().get_user("00000000-0000-7000-8000-000000000000") is None
