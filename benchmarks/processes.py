"""How much processor time a process and its children have used, from /proc (Linux); None elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

_PROC = Path("/proc")
_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 10.0


def _stat(pid: int) -> list[str] | None:
    try:
        text = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    return text.rpartition(")")[
        2
    ].split()  # the name before it may hold spaces; fields from "state" on


def parent_of(pid: int) -> int | None:
    """The parent of a process, as the postmaster is the parent of the connection's backend."""
    fields = _stat(pid)
    return None if fields is None else int(fields[1])


def tree_cpu_ms(pid: int) -> float | None:
    """Processor ms used so far by `pid`, its living children, and those it has buried. None where unknown.

    Exact to a clock tick (10 ms) per process: measure rounds of a second or more.
    """
    own = _stat(pid)
    if own is None:
        return None
    ticks = sum(
        int(value) for value in own[11:15]
    )  # own user and system, then the buried children's
    for entry in _PROC.iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))) and int(fields[1]) == pid:
            ticks += sum(int(value) for value in fields[11:15])
    return ticks * _TICK_MS
