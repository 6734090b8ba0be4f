"""What runs: one list for `manage.py up`, for the tests' live stack and for docker-compose.yml (a test compares them).

`python` stands for the interpreter that has the packages: the launcher puts its own there, a container has only one.
Where each listens and writes comes from the environment (.env.example), never from the command.
"""

from __future__ import annotations

import sys

MIGRATE = ("python", "manage.py", "migrate", "--noinput")
PROGRAMS: dict[str, tuple[str, ...]] = {
    "web": (
        *("python", "-m", "gunicorn", "clinic.wsgi:application"),
        *("--config", "python:clinic.embedded.gunicorn_conf"),
    ),
    "worker": (
        *("python", "-m", "celery", "-A", "clinic", "worker", "--loglevel", "INFO"),
        # Workers need not know of each other; not asking makes start and reconnecting simpler.
        *("--without-gossip", "--without-mingle"),
    ),
    "beat": ("python", "-m", "celery", "-A", "clinic", "beat", "--loglevel", "INFO"),
}


def local(command: tuple[str, ...]) -> list[str]:
    """The command with this very interpreter, which may lie in a path with a space."""
    return [sys.executable, *command[1:]]
