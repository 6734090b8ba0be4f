"""A patient who can sign in, and the clinic's day around them."""

import pytest

from clinic.accounts.roles import Role
from patients.actions import patient as patients
from tests.clinic.web.conftest import ClinicDay, day, stopped_clock, walk, walk_to_dosing_visit
from tests.people import hire

__all__ = ["ClinicDay", "day", "stopped_clock", "walk", "walk_to_dosing_visit"]


@pytest.fixture
def sign_up(site, desk, at):
    """`sign_up(patient)`: that person's own account."""

    def give(patient):
        account = hire(site, Role.PATIENT, patient.full_name, password=True)
        patients.give_account(patient, account=account, by=desk, at=at)
        account.forget_roles()
        return account

    return give
