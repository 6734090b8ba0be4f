"""`manage.py up` as a newcomer meets it: one command, and nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from clinic.demo.plots import PLOTS
from clinic.embedded.up import first_page_answers
from tests.harness.checkout import left_running, newcomers_environment, wait_until_nothing_runs

pytestmark = pytest.mark.timeout(900)  # on two cores that others use too


def page_comes(address):
    """Whether the first page answers 200 within a minute; until then it may refuse or fail."""
    return within(60, lambda: first_page_answers(address))


def lent(checkout):
    """What a management command of this checkout is given; here, the owner's connection."""
    code = "import os; print(os.environ['DATABASE_OWNER_URL'])"
    done = manage(checkout, "shell", "-v", "0", "-c", code)
    return done.stdout.split()[-1]


def manage(checkout, *arguments, environment=None):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=checkout,
        env=environment or newcomers_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.long
def test_the_first_page_comes_a_kill_leaves_nothing_and_the_data_stay(checkout, start):
    """In a path with a space. Negative control: drop preexec_fn from clinic/embedded/process.py."""
    first = start(checkout)
    address = first.wait_until_open()
    assert page_comes(address)
    for person in ("front", "clinician", "therapist", "patient"):
        assert f"{person}@demo.example" in first.said
    again = manage(checkout, "up")
    assert again.returncode == 1
    assert again.stderr.strip() == f"The clinic is already running in this checkout: {address}"
    with psycopg.connect(lent(checkout)) as owner:
        owner.execute("CREATE TABLE public.kept AS SELECT 7 AS seven")

    first.end(signal.SIGKILL)
    wait_until_nothing_runs(checkout)

    second = start(checkout)
    second.wait_until_open()
    with psycopg.connect(lent(checkout)) as owner:
        assert owner.execute("SELECT seven FROM public.kept").fetchone() == (7,)
    assert second.end(signal.SIGTERM) == 0
    wait_until_nothing_runs(checkout, seconds=1)


@pytest.mark.slow
def test_ctrl_c_while_it_starts_leaves_nothing(checkout, start):
    up = start(checkout)
    up.wait_until_it_says("PostgreSQL and Valkey are running")
    assert up.end(signal.SIGINT) == 0
    wait_until_nothing_runs(checkout, seconds=1)


@pytest.mark.slow
def test_a_busy_port_is_said_and_the_next_one_taken(checkout, start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        up = start(checkout, "--port", str(port))
        address = up.wait_until_open()
        assert f"Port {port} is in use; taking " in up.said
        assert not address.endswith(f":{port}")
        up.end()


PROGRAMS = {  # name: what its command line holds
    "web": "gunicorn",
    "worker": "celery -A clinic worker",
    "beat": "celery -A clinic beat",
    "sink": "clinic.embedded.sink",
    "valkey": "valkey-server",
    "postgres": "postgres -D",
}


@pytest.mark.slow
def test_whatever_dies_is_named_and_started_again(checkout, start):
    up = start(checkout)
    address = up.wait_until_open()
    for name, mark in PROGRAMS.items():
        before = child_of(up.process.pid, mark)
        os.kill(before, signal.SIGKILL)
        up.wait_until_it_says(rf"{name} ended \(killed by SIGKILL\)(.|\n)*Starting {name} again")
        assert within(30, lambda m=mark, b=before: child_of(up.process.pid, m) not in (None, b)), (
            name
        )
        assert page_comes(address), name
    up.end()


@pytest.mark.slow
def test_what_will_not_stay_alive_ends_everything_with_its_last_words(checkout, start):
    """A program that dies at each start: after four deaths the clinic says so and stops."""
    (checkout / "clinic" / "embedded" / "sink" / "__main__.py").write_text(
        "raise SystemExit('no paper')"
    )
    up = start(checkout)
    up.wait_until_it_says("sink ended 4 times within 120 s; giving up.")
    assert "no paper" in up.said
    assert up.process.wait(60) == 1
    wait_until_nothing_runs(checkout, seconds=1)


def within(seconds, condition):
    """Whether `condition()` comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def child_of(pid, mark):
    """The child of `pid` whose command line holds `mark`."""
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        command = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        if mark in command:
            return int(child)
    return None


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_killed_while_the_demo_is_told_it_starts_afresh_or_goes_on_with_what_was_seen(
    checkout, start
):
    """Before the pages open nobody has seen anything; afterwards it is kept, and gone on with, if somebody worked in it.

    Negative control: without die_with_parent in clinic/demo/telling.py its helpers go on alone.
    """
    unseen = start(checkout, demo=True)
    unseen.wait_until_it_says("The database's tables: done")
    assert within(120, lambda: demo_tellers(checkout))
    unseen.end(signal.SIGKILL)
    wait_until_nothing_runs(checkout)

    seen = start(checkout, demo=True)
    address = seen.wait_until_open(seconds=900)
    assert "The demo clinic was not finished last time; making it anew." in seen.said
    assert page_comes(address)
    with psycopg.connect(lent(checkout)) as owner:
        patients = owner.execute("SELECT count(*) FROM patients_patient").fetchone()[0]
    assert patients > 0
    seen.end(signal.SIGKILL)
    wait_until_nothing_runs(checkout)

    # Only looked at, and its patients are not all there: told anew, no chair is left over from then.
    again = start(checkout, demo=True)
    again.wait_until_open(seconds=900)
    assert "The demo clinic was not finished last time; making it anew." in again.said
    with psycopg.connect(lent(checkout)) as owner:
        somebody_works(owner)
        patients = owner.execute("SELECT count(*) FROM patients_patient").fetchone()[0]
    again.end(signal.SIGKILL)
    wait_until_nothing_runs(checkout)

    kept = start(checkout, demo=True)
    kept.wait_until_open()
    assert "What you did is kept" in kept.said
    with psycopg.connect(lent(checkout)) as owner:
        assert owner.execute("SELECT count(*) FROM patients_patient").fetchone()[0] >= patients
        kept.wait_until_it_says("The demo clinic is complete.", seconds=900)
        told = owner.execute("SELECT count(*) FROM patients_patient").fetchone()[0]
    assert patients < told == len(PLOTS)
    assert kept.end() == 0


def somebody_works(owner):
    """What a write from a page leaves behind: a row, and in the audit who and from where."""
    with owner.transaction():
        owner.execute("SELECT set_config('app.actor', 'user:somebody', true)")
        owner.execute("SELECT set_config('app.source', 'web', true)")
        owner.execute(
            "INSERT INTO core_idempotencykey (id, actor, key, route, body_hash, response, created_at)"
            " VALUES (gen_random_uuid(), 'user:somebody', 'k', 'r', 'h', '', now())"
        )


def demo_tellers(checkout):
    """Processes that tell the demo's stories, helpers included: two or more."""
    return len([line for line in left_running(checkout) if "manage.py demo" in line]) >= 2


@pytest.mark.slow
def test_data_of_another_postgresql_are_refused_in_a_sentence(checkout):
    (checkout / "var" / "pg").mkdir(parents=True)
    (checkout / "var" / "pg" / "PG_VERSION").write_text("17\n")
    done = manage(checkout, "up", "--empty")
    assert done.returncode == 1
    assert "were written by PostgreSQL 17, and this is PostgreSQL 18" in done.stderr
    assert "Traceback" not in done.stderr
    assert (checkout / "var" / "pg" / "PG_VERSION").read_text() == "17\n"
