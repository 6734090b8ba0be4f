"""A screening with nothing gathered yet."""

import pytest


@pytest.fixture
def sheet(walk, monkeypatch):
    monkeypatch.setattr("clinic.core.clock.now", lambda: walk.at)
    return walk.screening()
