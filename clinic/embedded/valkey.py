"""A private Valkey: loopback only, password required, dies with us. It carries nudges, nothing else."""

from __future__ import annotations

import contextlib
import signal
import socket
import time

from clinic.embedded.binaries import valkey_server
from clinic.embedded.process import Child
from clinic.embedded.state import State

PATIENCE = 30  # seconds


class Valkey:
    """One server. `start`, then `url()`."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.child: Child | None = None

    def start(self) -> Child:
        place = self.state.directory / "valkey"
        place.mkdir(mode=0o700, exist_ok=True)
        quoted = str(place).replace("\\", "\\\\").replace('"', '\\"')
        configuration = place / "valkey.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            f"bind 127.0.0.1\nport {self.state.port('valkey_port')}\n"
            f"requirepass {self.state.text('valkey_password')}\n"
            f'dir "{quoted}"\ndatabases 64\ndaemonize no\n'
            # A full broker must refuse, not drop: `noeviction`. Appended, so that a restart loses a second at most.
            "maxmemory 256mb\nmaxmemory-policy noeviction\nappendonly yes\nappendfsync everysec\n"
        )
        self.child = Child(
            name="valkey",
            command=[str(valkey_server()), str(configuration)],
            log=self.state.directory / "log" / "valkey.log",
            cwd=place,
            polite=signal.SIGTERM,  # saves first
        )
        self.restart()
        return self.child

    def restart(self) -> None:
        """Start it again after it was stopped or killed, and wait until it answers."""
        assert self.child is not None  # noqa: S101 - for the type checker
        self.child.start()
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if not self.child.running() or time.monotonic() > deadline:
                raise SystemExit(
                    f"Valkey did not start ({self.child.exit_words()}). The end of {self.child.log}:\n"
                    f"{self.child.last_lines()}"
                )
            time.sleep(0.03)

    def _answers(self) -> bool:
        address = ("127.0.0.1", self.state.port("valkey_port"))
        with contextlib.suppress(OSError), socket.create_connection(address, 0.5) as connection:
            connection.sendall(f"AUTH {self.state.text('valkey_password')}\r\nPING\r\n".encode())
            time.sleep(0.01)
            return connection.recv(256).startswith(b"+OK")
        return False

    def url(self, database: int = 0) -> str:
        password, port = self.state.text("valkey_password"), self.state.port("valkey_port")
        return f"redis://:{password}@127.0.0.1:{port}/{database}"

    def stop(self) -> None:
        if self.child:
            self.child.stop(timeout=15)
