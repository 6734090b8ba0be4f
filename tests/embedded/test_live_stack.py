"""The programs as they really run: they answer, they die with their parent, they come back."""

import os
import signal
import smtplib
import subprocess
import sys
import urllib.request
from email.message import EmailMessage
from pathlib import Path

import pytest
import yaml

from tests.harness.browser import PHONE

ROOT = Path(__file__).resolve().parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def children_of(pid):
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_killed_program_takes_its_busiest_children_along_and_comes_back(live_stack, name):
    """A child in the middle of its work does not look whether its parent lives, so here it is halted: only the kernel
    can end it. Negative control: without die_with_parent in gunicorn_conf.py the web server's stay for ever. Celery
    asks the kernel by itself (celery/concurrency/prefork.py); this would tell us if it stopped."""
    program = live_stack.programs[name]
    children = children_of(program.pid)
    assert len(children) >= 2
    for child in children:
        os.kill(child, signal.SIGSTOP)
    live_stack.kill(name)
    try:
        live_stack.wait_for(
            lambda: not any(map(alive, children)), f"the children of {name} to end", seconds=10
        )
    finally:
        for child in filter(alive, children):
            os.kill(child, signal.SIGKILL)
    live_stack.restart(name)
    assert program.running()


def test_the_pages_answer_from_the_test_database(live_stack):
    with urllib.request.urlopen(live_stack.url + "/readyz", timeout=20) as answer:
        assert answer.status == 200


def test_the_programs_do_not_know_the_owner_of_the_database(live_stack):
    environment = Path(f"/proc/{live_stack.programs['web'].pid}/environ").read_bytes()
    assert b"clinic_app" in environment
    assert b"clinic_owner" not in environment
    assert b"clinic_admin" not in environment


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_the_containers_health_checks_say_yes_to_a_healthy_program(live_stack, name):
    """The commands of docker-compose.yml, with this stack's address and directory. Negative control: below."""
    assert ask_health(live_stack, name) == 0


def test_the_containers_health_check_says_no_to_a_dead_web_server(live_stack):
    live_stack.kill("web")
    try:
        assert ask_health(live_stack, "web") == 1
    finally:
        live_stack.restart("web")


def ask_health(stack, name):
    kind, *command = SERVICES[name]["healthcheck"]["test"]
    command = ["sh", "-c", command[0]] if kind == "CMD-SHELL" else command
    command = [
        part.replace("$$", "$")
        .replace("http://127.0.0.1:8000", stack.url)
        .replace("/clinic/var", str(stack.directory))
        for part in command
    ]
    if command[0] == "python":
        command[0] = sys.executable
    return subprocess.run(
        command, env=stack.env, cwd=ROOT, check=False, capture_output=True
    ).returncode


def test_what_was_sent_can_be_read(live_stack):
    message = EmailMessage()
    message["To"], message["From"] = "aster@example.test", "clinic@example.test"
    message["Subject"] = "Your visit"
    with smtplib.SMTP("127.0.0.1", live_stack.sink.smtp_port, timeout=5) as server:
        server.send_message(message)
    assert [mail["subject"] for mail in live_stack.mails()] == ["Your visit"]
    assert live_stack.texts() == []


@pytest.mark.browser
def test_the_browser_notices_what_a_strict_page_must_not_do(live_stack, page, csp_clean):
    """The watch itself: an inline script on a page with our policy is a complaint."""
    page.route(
        "**/trap",
        lambda route: route.fulfill(
            body="<title>trap</title><script>1</script>",
            headers={"Content-Security-Policy": "script-src 'self'", "Content-Type": "text/html"},
        ),
    )
    page.goto(live_stack.url + "/trap")
    page.wait_for_timeout(200)
    assert any("CSP: script-src" in line for line in csp_clean.complaints)
    csp_clean.allow("Content Security Policy|CSP:")


@pytest.mark.browser
def test_axe_finds_a_picture_without_words(live_stack, new_page, axe):
    page = new_page(**PHONE)
    page.route(
        "**/bad",
        lambda route: route.fulfill(
            body="<!doctype html><html lang=en><title>x</title><main><h1>x</h1><img src='data:,'></main>",
            content_type="text/html",
        ),
    )
    page.goto(live_stack.url + "/bad")
    assert page.viewport_size == {"width": 390, "height": 844}
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
