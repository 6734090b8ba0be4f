"""A newcomer's checkout, and `manage.py up` in it."""

import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from tests.harness.checkout import Up, copy_checkout, wait_until_nothing_runs


@pytest.fixture
def open_folder():
    """A folder that everybody may enter (pytest's own belong to us alone), with a space in its name."""
    folder = Path(tempfile.mkdtemp(prefix="a clinic "))
    folder.chmod(0o755)
    yield folder
    wait_until_nothing_runs(folder)
    shutil.rmtree(folder)


@pytest.fixture
def checkout(open_folder):
    return copy_checkout(open_folder / "check out")


@pytest.fixture
def start():
    """`start(checkout, …)` is `manage.py up` there; whatever still runs when the test ends, or fails, is killed."""
    started = []

    def begin(*arguments, **options):
        started.append(Up(*arguments, **options))
        return started[-1]

    yield begin
    for up in started:
        up.end(signal.SIGKILL)
