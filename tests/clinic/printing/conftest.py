"""A clinic day with one dosing visit, and a directory of its own for the packs."""

import pytest

from tests.clinic.web.conftest import day, stopped_clock, walk, walk_to_dosing_visit

__all__ = ["day", "packs_dir", "stopped_clock", "walk", "walk_to_dosing_visit"]


@pytest.fixture(autouse=True)
def packs_dir(settings, tmp_path):
    settings.PACKS_DIR = tmp_path / "downtime"
    return settings.PACKS_DIR
