"""Start private engines before pytest-django reads the settings. Loaded by `-p` in pyproject.toml.

A conftest would be too late: pytest-django reads the settings before the first one. The engines live in `var/test`
(`var/test-2` … if that is in use), start once in the main pytest process, and are inherited by xdist's workers through
the environment.
"""

from __future__ import annotations

import atexit
import os
import sys
from pathlib import Path

import pytest

from clinic.embedded.engines import Engines
from clinic.embedded.state import AlreadyRunning

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
NO_CHROMIUM = "no Chromium here (Debian: sudo apt install chromium; or set CHROMIUM to its path)"
ASKED_ONLY = {"--help", "-h", "--version", "-V", "--fixtures", "--markers"}

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


os.environ["CLINIC_MODE"] = "test"
if (ROOT / "clinic" / "settings.py").exists():
    os.environ["DJANGO_SETTINGS_MODULE"] = "clinic.settings"
if "CLINIC_TEST_ENGINES" not in os.environ and not ASKED_ONLY & set(sys.argv):
    start()


def chromium_is_here() -> bool:
    return Path(CHROMIUM).exists()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out `slow` unless asked for, and `browser` where there is no browser (an error in CI)."""
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


_left_out_browser = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if count := terminalreporter.config.stash.get(_left_out_browser, 0):
        terminalreporter.write_line(
            f"{count} browser tests were left out: {NO_CHROMIUM}", yellow=True
        )
