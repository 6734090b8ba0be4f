"""The manager's browser in a clinic being set up."""

import pytest
from django.test import Client

from clinic.core import clock
from clinic.setup.readiness import steps


@pytest.fixture
def browse():
    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def office(browse, manager):
    return browse(manager)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def missing(site) -> set[str]:
    return {step.title for step in steps(site, clock.now()) if not step.done}
