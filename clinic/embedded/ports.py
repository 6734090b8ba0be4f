"""Loopback ports: which are free, and how long until something answers."""

from __future__ import annotations

import contextlib
import socket


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def is_free(port: int) -> bool:
    """Nobody listens on `port`, neither at 127.0.0.1 nor at ::1 (browsers try both for "localhost")."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with contextlib.suppress(OSError), socket.socket(family) as s:
            s.settimeout(0.5)
            if s.connect_ex((host, port)) == 0:
                return False
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def first_free(port: int, tries: int = 100) -> int:
    for candidate in range(port, port + tries):
        if is_free(candidate):
            return candidate
    raise SystemExit(
        f"No port between {port} and {port + tries - 1} is free; choose one with --port."
    )
