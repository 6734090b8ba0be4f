"""`manage.py up` started by root, and by somebody who is not: the database runs as neither root nor in reach of others."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from clinic.embedded.quarters import SHARED
from tests.harness.checkout import copy_checkout, newcomers_environment, wait_until_nothing_runs

pytestmark = pytest.mark.timeout(900)  # on two cores that others use too
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.mark.slow
@AS_ROOT
def test_in_a_folder_of_roots_alone_nothing_is_opened_and_nothing_left(tmp_path_factory, start):
    """The database's user cannot reach the checkout: it lives elsewhere while it runs, and comes home."""
    folder = tmp_path_factory.mktemp("roots")
    folder.chmod(0o700)
    checkout = copy_checkout(folder / "clinic")
    up = start(checkout)
    up.wait_until_open()
    away = [p for p in SHARED.iterdir() if (p / "checkout").read_text() == str(checkout / "var")]
    assert len(away) == 1
    assert not (checkout / "var" / "pg").exists()

    up.end(signal.SIGKILL)
    wait_until_nothing_runs(checkout, away[0])
    again = start(checkout)
    again.wait_until_open()
    assert again.end() == 0
    assert (checkout / "var" / "pg" / "PG_VERSION").exists()
    assert not away[0].exists()
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.slow
@AS_ROOT
def test_what_a_vanished_checkout_left_is_swept_away(tmp_path_factory, start):
    folder = tmp_path_factory.mktemp("gone")
    folder.chmod(0o700)
    checkout = copy_checkout(folder / "clinic")
    up = start(checkout)
    up.wait_until_it_says("PostgreSQL and Valkey are running")
    up.end(signal.SIGKILL)
    away = [p for p in SHARED.iterdir() if (p / "checkout").read_text() == str(checkout / "var")]
    wait_until_nothing_runs(checkout, *away)
    shutil.rmtree(checkout)
    other = copy_checkout(folder / "other")
    next_one = start(other)
    next_one.wait_until_it_says("PostgreSQL and Valkey are running")
    next_one.end()
    assert not away[0].exists()


@pytest.mark.slow
@AS_ROOT
def test_an_ordinary_user_needs_nothing_of_root(checkout, open_folder):
    """As `nobody`, in a folder of its own; our interpreter may be out of its reach, then Debian's is used."""
    nobody = {"user": 65534, "group": 65534, "extra_groups": []}
    for path in [open_folder, *open_folder.rglob("*")]:
        os.chown(path, 65534, 65534, follow_symlinks=False)
    environment = newcomers_environment(HOME=str(open_folder))
    python = next(
        (p for p in (sys.executable, "/usr/bin/python3") if reachable(p, nobody, environment)),
        None,
    )
    if python is None:
        pytest.skip("no Python that `nobody` may run")
    if python != sys.executable:
        (checkout / ".venv").unlink()
    out = open_folder / "out"
    with out.open("w") as file:
        process = subprocess.Popen(
            [python, "manage.py", "up", "--empty", "--port", "8790"],
            cwd=checkout,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            **nobody,
        )
    try:
        wait_for_words(out, "The clinic is open", process)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


def reachable(python, user, environment):
    code = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        run = subprocess.run([python, "-c", code], env=environment, cwd="/", check=False, **user)
    except OSError:
        return False
    return run.returncode == 0


def wait_for_words(file, words, process, seconds=280):
    for _ in range(int(seconds * 5)):
        if words in file.read_text():
            return
        if process.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail(file.read_text())
