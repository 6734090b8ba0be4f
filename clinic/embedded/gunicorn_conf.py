"""How the web server runs, everywhere: threads for waiting requests, few processes, children that die with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from clinic.core.collector import look_less_often
from clinic.core.logs import WithoutQueryString
from clinic.embedded.process import die_with_parent

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60  # seconds without a sign of life before a worker is replaced
graceful_timeout = 20
max_requests = 5000  # a slow leak never becomes an outage
max_requests_jitter = 500
# The heartbeat file belongs in memory: on a busy disk gunicorn takes a healthy worker for a dead one.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
accesslog = None  # paths hold secrets (a calendar's address): what was read stands in the audit
control_socket_disable = True  # a socket in the home directory that nobody asked for


def post_fork(server: Any, worker: Any) -> None:
    """The wish to die with the parent is not inherited by fork, so each worker makes it for itself."""
    die_with_parent()


def post_worker_init(worker: Any) -> None:
    """The program is loaded; requests begin. The server's own complaints name paths: cleaned as ours are."""
    for handler in worker.log.error_log.handlers:
        handler.addFilter(WithoutQueryString())
    look_less_often()
