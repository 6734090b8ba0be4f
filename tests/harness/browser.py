"""Headless Chromium. Every page fails its test on a CSP violation, a script error or a message on the console."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from clinic.embedded.pytest_engines import CHROMIUM

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"viewport": {"width": 1280, "height": 720}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
LISTEN = """
window.addEventListener("securitypolicyviolation", (e) => console.error(
    `CSP: ${e.effectiveDirective} blocked ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber} ${e.sample}`));
"""
WCAG = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


class Watch:
    """What went wrong in a browser context. `allow(pattern)` for what a test provokes on purpose."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._allowed: list[re.Pattern] = []

    def follow(self, context) -> None:
        context.add_init_script(LISTEN)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._seen.append(f"script error: {error.error}"))

    def _console(self, message) -> None:
        if message.type in ("error", "warning"):
            where = message.location
            self._seen.append(f"{message.type}: {message.text} ({where.get('url', '')})")

    def allow(self, pattern: str) -> None:
        """Expect console messages that match, e.g. "status of 409" where a test provokes a clash."""
        self._allowed.append(re.compile(pattern))

    @property
    def complaints(self) -> list[str]:
        return [line for line in self._seen if not any(p.search(line) for p in self._allowed)]


@pytest.fixture(scope="module")
def chromium():
    """One browser a module. Not longer: while it lives, Django believes itself inside an event loop."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def csp_clean():
    """The watch over this test's pages; complaints fail the test at its end."""
    watch = Watch()
    yield watch
    assert not watch.complaints, "The browser complained:\n" + "\n".join(watch.complaints)


@pytest.fixture
def new_page(chromium, csp_clean):
    """`new_page(**PHONE)`, `new_page(java_script_enabled=False)`: another watched person at another screen."""
    contexts = []

    def open_page(**options):
        context = chromium.new_context(locale="en-US", **{**DESKTOP, **options})
        csp_clean.follow(context)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    """A desktop page, 1280 × 720."""
    return new_page()


@pytest.fixture
def phone_page(new_page):
    """A telephone, 390 × 844, touch."""
    return new_page(**PHONE)


@pytest.fixture
def axe():
    """`axe(page)` fails on any accessibility violation (WCAG 2.2 AA and axe's best practices)."""

    def check(page) -> None:
        results = Axe().run(page, options=WCAG)
        assert not results.response["violations"], results.generate_report()

    return check
