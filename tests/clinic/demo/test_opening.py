"""The demo clinic opens through the same actions as a real one."""

import pytest

from clinic.accounts.models import Licence
from clinic.accounts.roles import Role
from clinic.demo.cast import birth_date, name
from clinic.demo.opening import open_clinic
from clinic.policy.models import PolicyVersion


@pytest.mark.django_db
def test_it_opens_with_rooms_people_papers_policy_and_stock(at):
    houses = open_clinic(at)
    assert set(houses) == {"thistledown", "saltbush"}
    for house in houses.values():
        assert PolicyVersion.objects.in_force(house.site.pk, at)
        assert house.lots["IV"].balance_now() > 0
        assert house.all_of(Role.PRESCRIBER)
        assert house.chairs
    assert not Licence.objects.filter(verified_at=None).exists()


def test_no_two_patients_share_a_name():
    assert len({name(n) for n in range(200)}) == 200
    assert all(birth_date(n).year < 2003 for n in range(200))
