"""From a bare Python to the packages: each thing that goes wrong on a newcomer's machine is a sentence."""

import ast
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clinic.embedded import bootstrap
from tests.harness.checkout import copy_checkout, newcomers_environment, wait_until_nothing_runs

pytestmark = pytest.mark.timeout(900)
ROOT = Path(__file__).resolve().parents[2]
# An index that refuses the connection, and no cache or local store to fall back on.
NOWHERE = "http://127.0.0.1:9/simple"
OFFLINE = {
    "PIP_INDEX_URL": NOWHERE,
    "UV_DEFAULT_INDEX": NOWHERE,
    "PIP_CONFIG_FILE": "/dev/null",
    "PIP_RETRIES": "0",
    "UV_HTTP_RETRIES": "0",
}


def setup(checkout, *, python=None, wanted="run", environment=None, **more):
    return subprocess.run(
        [python or base_python(), "manage.py", "setup", wanted],
        cwd=checkout,
        env=environment or newcomers_environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def base_python():
    """The interpreter that made our virtual environment: a newcomer's `python3`."""
    return str(
        Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    )


@pytest.fixture
def bare(tmp_path):
    return copy_checkout(tmp_path / "a bare check out", venv=False)


def test_an_old_python_can_read_the_file_that_sends_it_away():
    """Every Python 3 that is still met parses manage.py, and the first thing it does is look at its version."""
    source = (ROOT / "manage.py").read_text()
    tree = ast.parse(source, feature_version=(3, 6))
    main = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "main")
    assert "sys.version_info < (3, 11)" in ast.unparse(main.body[0])


@pytest.mark.parametrize("version", ["3.8", "3.9", "3.10"])
def test_an_old_python_gets_a_sentence(version):
    old = next(Path(sys.base_prefix).parent.glob(f"{version}.*/bin/python{version}"), None)
    if old is None:
        pytest.skip(f"no Python {version} here")
    done = subprocess.run(
        [old, "manage.py", "up"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith(
        f"The clinic needs Python 3.11 or newer; this is Python {version}"
    )
    assert "Traceback" not in done.stderr


@pytest.mark.long
def test_without_a_network_there_is_a_sentence_and_the_next_run_starts_afresh(bare, tmp_path):
    done = setup(bare, UV_CACHE_DIR=str(tmp_path / "cache"), PIP_NO_CACHE_DIR="1", **OFFLINE)
    assert done.returncode == 1
    assert "The package index could not be reached: is this machine on the network?" in done.stderr
    assert "Nothing is lost: try again." in done.stderr
    assert "Traceback" not in done.stderr
    again = setup(bare, UV_CACHE_DIR=str(tmp_path / "cache"), PIP_NO_CACHE_DIR="1", **OFFLINE)
    assert "did not finish; starting it afresh" in again.stdout


def test_without_ensurepip_the_apt_line_is_given(bare, tmp_path):
    """Debian's python3 has no ensurepip until python3-venv is installed."""
    blocker = tmp_path / "block"
    blocker.mkdir()
    (blocker / "sitecustomize.py").write_text(
        "import sys\n"
        "class No:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'ensurepip': raise ModuleNotFoundError(name)\n"
        "import importlib.util as u\n"
        "real = u.find_spec\n"
        "u.find_spec = lambda name, package=None: None if name == 'ensurepip' else real(name, package)\n"
    )
    python_only = tmp_path / "bin"  # no uv on PATH either
    python_only.mkdir()
    environment = newcomers_environment(PYTHONPATH=str(blocker), PATH=str(python_only))
    done = setup(bare, environment=environment)
    assert done.returncode == 1
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert f"sudo apt install python{version}-venv" in done.stderr
    assert not (bare / ".venv").exists()


def test_a_changed_requirement_is_not_installed_into_somebody_elses_link(bare, tmp_path):
    """A `.venv` that is a link belongs to whoever made the link."""
    (bare / ".venv").symlink_to(sys.prefix)
    with (bare / "requirements" / "run.txt").open("a") as listing:
        listing.write("nothing-of-that-name==1.0 --hash=sha256:00\n")
    before = sorted(p.name for p in Path(sys.prefix).iterdir())
    done = subprocess.run(
        [base_python(), "manage.py", "help"],
        cwd=bare,
        env=newcomers_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in Path(sys.prefix).iterdir()) == before


def test_a_link_that_leads_nowhere_is_a_sentence(bare):
    (bare / ".venv").symlink_to(bare / "gone")
    done = setup(bare)
    assert done.returncode == 1
    assert "is a link that leads nowhere" in done.stderr


def test_the_interpreter_at_hand_is_used_if_it_has_every_package():
    """An image or a virtual environment made by other means. Negative control: one version differs."""
    assert bootstrap.satisfied("run")
    pins = bootstrap.PINNED.findall(bootstrap.requirements("run").read_text())
    assert len(pins) > 30
    assert not bootstrap.satisfied("run", Path("/nonexistent"))


def test_switching_between_up_and_test_reinstalls_nothing(monkeypatch, tmp_path):
    """The wider list stays once it is there."""
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    monkeypatch.setattr(bootstrap, "VENV", venv)
    bootstrap.write_stamp("test")
    assert bootstrap.stamped("local")
    assert bootstrap.stamped("run")
    bootstrap.write_stamp("local")
    assert not bootstrap.stamped("test")
    assert bootstrap.widest("run") == "local"
    stamp = json.loads((venv / bootstrap.STAMP).read_text())
    (venv / bootstrap.STAMP).write_text(json.dumps({**stamp, "sha256": "0"}))
    assert not bootstrap.stamped("local")
    bootstrap.write_stamp("local")
    (venv / bootstrap.BUILDING).touch()
    assert not bootstrap.stamped("local")


@pytest.mark.slow
def test_an_interrupted_set_up_is_made_whole_by_the_next(bare):
    """Killed in the middle of installing, with nothing left filling the environment behind our back."""
    process = subprocess.Popen(
        [base_python(), "manage.py", "setup", "run"],
        cwd=bare,
        env=newcomers_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in process.stdout:
        if line.startswith("Installing"):
            break
    time.sleep(0.5)
    process.send_signal(signal.SIGKILL)
    process.stdout.close()
    process.wait(10)
    wait_until_nothing_runs(bare, seconds=5)
    assert (bare / ".venv" / bootstrap.BUILDING).exists()
    assert not (bare / ".venv" / bootstrap.STAMP).exists()
    done = setup(bare)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "did not finish; starting it afresh" in done.stdout
    assert imports(bare, "django, celery, psycopg, gunicorn")
    started = time.monotonic()
    second = setup(bare)
    assert (second.stdout, second.returncode) == ("", 0)
    assert time.monotonic() - started < 5


@pytest.mark.slow
def test_where_uv_is_not_to_be_had_pip_does_it_with_the_same_hashes(bare):
    """uv's list names a version that does not exist."""
    listing = bare / "requirements" / "uv.txt"
    listing.write_text(re.sub(r"uv==[\d.]+", "uv==0.0.999", listing.read_text()))
    environment = newcomers_environment(PATH=os.pathsep.join(["/usr/bin", "/bin"]))
    done = setup(bare, environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert imports(bare, "django, celery, psycopg, gunicorn")
    assert not (bare / "var" / "uv").exists()


@pytest.mark.slow
def test_a_package_that_is_not_what_was_pinned_is_refused(bare):
    listing = bare / "requirements" / "run.txt"
    listing.write_text(re.sub(r"sha256:[0-9a-f]{8}", "sha256:00000000", listing.read_text()))
    done = setup(bare)
    assert done.returncode == 1
    assert "The packages could not be installed." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (bare / ".venv" / bootstrap.STAMP).exists()


def imports(checkout, names):
    python = checkout / ".venv" / "bin" / "python"
    return subprocess.run([python, "-c", f"import {names}"], check=False).returncode == 0
