"""From a bare Python to a `.venv` with the right packages. Standard library only.

A `.venv` beside manage.py is used. Its stamp (`.venv/clinic-stamp.json`) says which requirement list it holds; it is
written last, so an interrupted set-up is seen and done again. What somebody else made is respected: a `.venv` that is a
link is never changed, and an interpreter that already has every pinned package is used as it is.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
STAMP = "clinic-stamp.json"
BUILDING = (
    "clinic-building"  # there while the venv is being made; still there = it was interrupted
)
WIDER = {"run": ("run", "local", "test"), "local": ("local", "test"), "test": ("test",)}
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*\\?$", re.MULTILINE)
UNREACHABLE = re.compile(
    r"dns error|failed to resolve|name resolution|temporary failure|connection (refused|reset|error)|"
    r"network is unreachable|timed? ?out|error sending request|could not connect|no route to host|"
    r"failed to establish a new connection|max retries exceeded|certificate",
    re.IGNORECASE,
)


class SetUpFailed(SystemExit):
    """The packages could not be put in place. Carries the sentence for the person at the terminal."""


def be_in_the_right_python(wanted: str) -> None:
    """Return if this interpreter has list `wanted`; otherwise make it so and start again inside `.venv`."""
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if inside and (VENV.is_symlink() or stamped(wanted)):
        return
    if not inside and satisfied(wanted):
        return  # a container image or somebody's own virtual environment
    ensure(wanted)
    python = VENV / "bin" / "python"
    os.execv(python, [str(python), *sys.argv])


def setup_command(args: Sequence[str]) -> int:
    """`manage.py setup [run|local|test]`: only put the packages in place."""
    wanted = args[0] if args else "local"
    if wanted not in WIDER:
        raise SetUpFailed(f"There is no list named {wanted}; choose one of {', '.join(WIDER)}.")
    ensure(wanted)
    return 0


def ensure(wanted: str) -> None:
    """Make `.venv` hold the packages of list `wanted`. Safe to interrupt and to run twice at once."""
    if VENV.is_symlink():
        if not (VENV / "bin" / "python").exists():
            raise SetUpFailed(f"{VENV} is a link that leads nowhere. Remove it and try again.")
        return
    with only_one():
        if stamped(wanted):
            return
        if not usable():
            make_venv()
        elif not (VENV / STAMP).exists() and satisfied(wanted, VENV):
            write_stamp(wanted)  # made by hand, and complete
            return
        install(widest(wanted))


def usable() -> bool:
    return (VENV / "bin" / "python").exists() and not (VENV / BUILDING).exists()


def requirements(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def fingerprint(name: str) -> str:
    return hashlib.sha256(requirements(name).read_bytes()).hexdigest()


def read_stamp() -> dict[str, str]:
    try:
        return dict(json.loads((VENV / STAMP).read_text()))
    except (OSError, ValueError):
        return {}


def stamped(wanted: str) -> bool:
    stamp = read_stamp()
    name = stamp.get("list", "")
    return usable() and name in WIDER[wanted] and stamp["sha256"] == fingerprint(name)


def widest(wanted: str) -> str:
    """Once the test tools are there, they stay: switching between `up` and `test` must not reinstall."""
    had = read_stamp().get("list", "")
    return had if had in WIDER[wanted] else wanted


def write_stamp(name: str) -> None:
    partial = VENV / (STAMP + ".partial")
    partial.write_text(json.dumps({"list": name, "sha256": fingerprint(name)}))
    partial.replace(VENV / STAMP)


def satisfied(name: str, venv: Path | None = None) -> bool:
    """Whether every package pinned for all platforms is installed in exactly its version."""
    search = (
        sys.path if venv is None else [str(p) for p in venv.glob("lib/python3.*/site-packages")]
    )
    have = {
        re.sub(r"[-_.]+", "-", d.name).lower(): d.version
        for d in importlib.metadata.distributions(path=search)
    }
    pins = PINNED.findall(requirements(name).read_text())
    return all(have.get(re.sub(r"[-_.]+", "-", n).lower()) == v for n, v in pins)


def var() -> Path:
    return Path(os.environ.get("CLINIC_VAR") or ROOT / "var").resolve()


@contextmanager
def only_one() -> Iterator[None]:
    var().mkdir(parents=True, exist_ok=True)
    with (var() / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Another command is putting the packages in place; waiting for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_venv() -> None:
    if VENV.exists():
        print("The last set-up did not finish; starting it afresh.", flush=True)
        shutil.rmtree(VENV)
    pip_wanted = shutil.which("uv") is None
    if pip_wanted and importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetUpFailed(
            "This Python cannot make virtual environments (ensurepip is missing).\n"
            f"On Debian or Ubuntu: sudo apt install python{version}-venv"
        )
    print(f"Making {VENV}", flush=True)
    VENV.mkdir()
    (VENV / BUILDING).touch()
    command = [sys.executable, "-m", "venv", *([] if pip_wanted else ["--without-pip"]), str(VENV)]
    logged(command, "The virtual environment could not be made.")


def install(name: str) -> None:
    """Install list `name` with its hashes: uv, and pip where uv is not to be had."""
    started = time.monotonic()
    listing = requirements(name)
    count = len(re.findall(r"^[A-Za-z0-9].*==", listing.read_text(), re.MULTILINE))
    print(f"Installing {count} packages ({listing.relative_to(ROOT)})", flush=True)
    ours = (VENV / BUILDING).exists() or (VENV / STAMP).exists()
    (VENV / STAMP).unlink(missing_ok=True)
    python = VENV / "bin" / "python"
    if uv := find_uv(python):
        verb = ["sync"] if ours else ["install", "--requirement"]
        command = [uv, "pip", *verb, str(listing), "--require-hashes", "--python", str(python)]
        done = run(command, env=uv_environment(python))
        if done:
            return finish(name, started)
        print("uv could not do it; trying pip.", flush=True)
    pip = [str(python), "-m", "pip", "install", "--require-hashes", "--disable-pip-version-check"]
    logged([*pip, "--requirement", str(listing)], "The packages could not be installed.")
    return finish(name, started)


def finish(name: str, started: float) -> None:
    (VENV / BUILDING).unlink(missing_ok=True)
    write_stamp(name)
    print(f"Packages in place after {time.monotonic() - started:.0f} s.", flush=True)


def find_uv(python: Path) -> str | None:
    """uv from PATH, or our own copy in var/ (never inside the environment that it fills)."""
    if found := shutil.which("uv"):
        return found
    place = var() / "uv"
    if not (place / "bin" / "uv").exists():
        partial = var() / "uv.partial"
        shutil.rmtree(partial, ignore_errors=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        listing = ["--require-hashes", "--requirement", str(requirements("uv"))]
        if not run([*pip, "--target", str(partial), *listing]):
            return None
        shutil.rmtree(place, ignore_errors=True)
        partial.rename(place)
    return str(place / "bin" / "uv")


def uv_environment(python: Path) -> dict[str, str]:
    """Never let uv fetch a Python; and let it use the package index that pip was told of."""
    env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    if env.get("PYTHONDONTWRITEBYTECODE"):
        # Python may not compile as it goes, so every process would compile Django anew: do it once, now.
        env.setdefault("UV_COMPILE_BYTECODE", "1")
    settings = subprocess.run(
        [str(python), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    for line in settings.splitlines():
        key, _, value = line.partition("=")
        if key in ("global.index-url", ":env:.index-url"):
            env.setdefault("UV_DEFAULT_INDEX", value.strip("'"))
    return env


def run(command: Sequence[str], env: dict[str, str] | None = None) -> bool:
    """Run with its output shown and kept in var/setup.log."""
    with (var() / "setup.log").open("w") as log:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=env,
            cwd=ROOT,
            preexec_fn=die_with_us,
        )
        assert process.stdout is not None  # noqa: S101 - for the type checker
        for line in process.stdout:
            log.write(line)
            if line.startswith(
                ("Resolved", "Downloading", "Downloaded", "Prepared", "Collecting")
            ):
                print("  " + line.rstrip(), flush=True)
        return process.wait() == 0


def die_with_us() -> None:
    """Linux: end this child if we are killed (the same wish as clinic/embedded/process.py, before it can be imported)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)


def logged(command: Sequence[str], sentence: str) -> None:
    if run(command):
        return
    output = (var() / "setup.log").read_text()
    reason = (
        "The package index could not be reached: is this machine on the network?"
        if UNREACHABLE.search(output)
        else "\n".join(line.rstrip()[:300] for line in output.splitlines()[-5:])
    )
    raise SetUpFailed(
        f"{sentence}\n{reason}\nThe whole output is in {var() / 'setup.log'}. Nothing is lost: try again."
    )
