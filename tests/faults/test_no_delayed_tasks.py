"""No task is ever delayed by the broker: beyond the visibility timeout it would run again and again [kombu#337]."""

import ast
from pathlib import Path

import pytest

from clinic.celery import app

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["clinic", "patients", "consent", "integration", "sessions"]
LIMIT = 60  # seconds


def delays_in(source):
    """Lines that give a task an ETA, or a countdown that is not a plain number of at most 60."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            seconds = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
            short = isinstance(seconds, int | float) and seconds <= LIMIT
            if keyword.arg == "eta" or (keyword.arg == "countdown" and not short):
                found.append(node.lineno)
    return found


def test_nobody_delays_a_task():
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        for line in delays_in(path.read_text())
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    [
        "task.apply_async(eta=tomorrow)",
        "task.apply_async(countdown=61)",
        "self.retry(countdown=later)",
        "app.send_task('x', countdown=3600)",
    ],
)
def test_negative_control_the_search_finds_them(line):
    assert delays_in(line) == [1]


def test_a_short_countdown_is_fine():
    assert delays_in("self.retry(countdown=5)") == []


def test_the_settings_that_keep_a_killed_task_safe():
    """Acknowledged late, given back when a child is killed, limited to less than half the visibility timeout."""
    conf = app.conf
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.task_ignore_result
    assert conf.task_time_limit * 2 < conf.broker_transport_options["visibility_timeout"]
    assert conf.accept_content == ["json"]
    assert conf.timezone == "UTC"


def test_the_schedule_is_fixed_intervals_of_known_tasks():
    """A crontab runs twice or not at all when the clocks change; an unknown name would tick for nobody."""
    app.loader.import_default_modules()
    for name, entry in app.conf.beat_schedule.items():
        assert isinstance(entry["schedule"], float), name
        assert entry["task"] in app.tasks, name
        assert "args" not in entry, name
        assert "kwargs" not in entry, name


def test_tasks_take_keywords_only_and_survive_unknown_ones():
    """Older and newer workers run beside each other during an upgrade."""
    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert ours
    for task in ours:
        code = task.run.__code__
        assert code.co_argcount == 0, task.name
        assert code.co_flags & 0x08, f"{task.name} takes no **_"
