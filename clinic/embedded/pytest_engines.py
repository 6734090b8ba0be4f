"""Start private engines before pytest-django reads the settings. Loaded by `-p` in pyproject.toml.

A conftest would be too late: pytest-django reads the settings before the first one. The engines live in `var/test`
(`var/test-2` … if that is in use), start once in the main pytest process, and are inherited by xdist's workers through
the environment. A run of the whole suite uses two workers where there are two cores, each with its own test database
(tests/harness/database.py) and its own Valkey database.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from clinic.embedded.engines import Engines
from clinic.embedded.state import AlreadyRunning

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
NO_CHROMIUM = "no Chromium here (Debian: sudo apt install chromium; or set CHROMIUM to its path)"
ASKED_ONLY = {"--help", "-h", "--version", "-V", "--fixtures", "--markers"}

WORKERS = 2

engines: Engines | None = None  # None in an xdist worker: the main process holds them


def start() -> None:
    """Start engines in the first free directory and put their addresses into the environment."""
    global engines
    var = Path(os.environ.get("CLINIC_VAR") or ROOT / "var").resolve()
    for number in range(1, 20):
        candidate = Engines(var / ("test" if number == 1 else f"test-{number}"), for_tests=True)
        try:
            candidate.start()
        except AlreadyRunning:
            continue
        engines = candidate
        atexit.register(engines.stop)
        os.environ.update(engines.env)
        os.environ["CLINIC_TEST_ENGINES"] = str(engines.state.directory)
        return
    raise SystemExit("Nineteen test runs are using this checkout already.")


def own_valkey_database() -> None:
    """Database 0 is the main process's; worker gw0 takes 1, gw1 takes 2 …: they never read each other's nudges."""
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        server = os.environ["REDIS_URL"].rsplit("/", 1)[0]
        os.environ["REDIS_URL"] = f"{server}/{int(worker.removeprefix('gw')) + 1}"


os.environ["CLINIC_MODE"] = "test"
if (ROOT / "clinic" / "settings.py").exists():
    os.environ["DJANGO_SETTINGS_MODULE"] = "clinic.settings"
if "CLINIC_TEST_ENGINES" not in os.environ and not ASKED_ONLY & set(sys.argv):
    start()
own_valkey_database()


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, object, object]:
    """The whole suite in two processes; named files, `-m`, `-n`, `--pdb` and `-s` as they were asked for.

    Which of the two takes a test is settled while they run (`worksteal`); a module stays together but for a rare cut.
    The slow suite is not divided: it holds measurements, and processes that are given seconds to come up.
    """
    option = config.option
    worker = hasattr(config, "workerinput")
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    one = option.usepdb or option.capture == "no" or option.collectonly or option.markexpr
    if whole and not worker and not one and option.numprocesses is None and cores() >= WORKERS:
        option.numprocesses, option.dist = WORKERS, "worksteal"
    return (yield)


def cores() -> int:
    """How many cores this process may use."""
    return (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )


def chromium_is_here() -> bool:
    return Path(CHROMIUM).exists()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out `slow` unless asked for, and `browser` where there is no browser (an error in CI).

    What is `long` goes first, so that at the end no process waits for the other's one long test.
    """
    left_out: list[pytest.Item] = []
    named = any("::" in argument for argument in config.args)
    if not config.option.markexpr and not named:
        left_out += [item for item in items if item.get_closest_marker("slow")]
    browser = [item for item in items if item.get_closest_marker("browser")]
    if browser and not chromium_is_here():
        if os.environ.get("CI") == "true":
            raise pytest.UsageError(f"{len(browser)} browser tests cannot run: {NO_CHROMIUM}")
        left_out += [item for item in browser if item not in left_out]
        config.stash[_left_out_browser] = len(browser)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


_left_out_browser = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if count := terminalreporter.config.stash.get(_left_out_browser, 0):
        terminalreporter.write_line(
            f"{count} browser tests were left out: {NO_CHROMIUM}", yellow=True
        )
