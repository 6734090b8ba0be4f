"""Races run on separate, committed connections; each deadlock the door swallows and retries is counted."""

import pytest

from clinic.accounts import action
from tests.clinic.scheduling.conftest import *  # noqa: F403 - `calendar`


@pytest.fixture
def contention(monkeypatch):
    """The SQLSTATE of every transaction that lost to another: 40P01 is a deadlock, 55P03 a lock timeout."""
    seen = []
    real = action._sqlstate

    def spy(error):
        state = real(error)
        seen.append(state)
        return state

    monkeypatch.setattr(action, "_sqlstate", spy)
    return seen
