"""A gunicorn with the product's own settings, on a port of its own, and the processor time it used."""

from __future__ import annotations

import http.client
import os
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.processes import tree_cpu_ms
from benchmarks.scenario import BenchBroken
from clinic.embedded.commands import PROGRAMS, local
from clinic.embedded.ports import free_port
from clinic.embedded.process import Child

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds until the first answer


class Web:
    """`application` under the command and configuration of `manage.py up`. Close it when done."""

    def __init__(self, name: str, application: str, env: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        command = [
            application if part == "clinic.wsgi:application" else part
            for part in local(PROGRAMS["web"])
        ]
        bind = {"WEB_BIND": f"127.0.0.1:{self.port}", "PYTHONPATH": str(ROOT)}
        log = Path(mkdtemp(prefix="bench-")) / f"{name}.log"
        self.child = Child(name, command, log, {**os.environ, **bind, **(env or {})}, ROOT)
        self.child.start()
        self._wait()

    def cpu_ms(self) -> float | None:
        """Of its master and all its workers, so far."""
        return tree_cpu_ms(self.child.pid) if self.child.pid else None

    def close(self) -> None:
        self.child.stop()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.child.running():
            try:
                asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
                asked.request("GET", "/")
                asked.getresponse().read()
            except OSError:
                time.sleep(0.2)
            else:
                return
        self.close()
        raise BenchBroken(f"{self.child.name} does not answer:\n{self.child.last_lines()}")
