"""A browser signed in as somebody, and what its pages say."""

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse


@pytest.fixture
def browser(at):
    """A browser signed in as somebody, at the suite's instant."""

    def make(user):
        client = Client()
        client.force_login(user)
        return client

    with time_machine.travel(at, tick=False):
        yield make


def url(name, *args):
    return reverse(f"patients:{name}", args=args)


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
