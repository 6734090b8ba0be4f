"""`manage.py up`: the whole clinic on this machine, with fictitious patients, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from clinic.embedded.commands import MIGRATE, PROGRAMS, local
from clinic.embedded.demo_clinic import DemoClinic
from clinic.embedded.engines import Engines
from clinic.embedded.ports import first_free, free_port, is_free
from clinic.embedded.process import Child
from clinic.embedded.supervisor import Stop, Supervisor, stopped_by_signals
from clinic.embedded.tables import made_by_others

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60  # seconds for the first page
POLITE = {"web": signal.SIGINT}  # gunicorn's quick stop; the others take SIGTERM
SIGN_INS = (
    ("Front desk", "front@demo.example"),
    ("Clinician", "clinician@demo.example"),
    ("Therapist", "therapist@demo.example"),
    ("Patient", "patient@demo.example"),
)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="manage.py up", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="where the pages are (8000)")
    parser.add_argument("--empty", action="store_true", help="no demo clinic, for setup_clinic")
    options = parser.parse_args(arguments)
    var = Path(os.environ.get("CLINIC_VAR") or ROOT / "var").resolve()
    clinic = Clinic(var, options.port, demo=not options.empty)
    with stopped_by_signals():
        try:
            clinic.start()
            clinic.supervisor.run()
        except Stop:
            say("\nStopping.")
            return 0
        finally:
            clinic.stop()
    return 1


def say(sentence: str) -> None:
    print(sentence, flush=True)


TABLES_OF_ANOTHER_VERSION = "The tables in {where} were made by another version of the program and cannot be brought up to date. {remedy}"


class Clinic:
    """Everything `up` runs, started in order and stopped in the opposite one."""

    def __init__(self, var: Path, port: int, demo: bool = True) -> None:
        self.var, self.wanted_port = var, port
        self.engines = Engines(var)
        self.supervisor = Supervisor(say)
        self.demo = DemoClinic(self.engines, self.supervisor, say, var) if demo else None
        self.env: dict[str, str] = {}
        self.url = self.sink_url = ""

    def start(self) -> None:
        started = time.monotonic()
        self.engines.start("up")
        self.engines.state.values.pop("address", None)
        self._watch_engines()
        self._choose_addresses()
        if self.demo and (why := self.demo.why_anew()):
            say(why)
            self.engines.remake_database()
        self._refuse_tables_of_another_version()
        self._step("The database's tables", list(MIGRATE), owner=True)
        self._start_program("web")  # it gets ready while today is told
        if self.demo:
            self.demo.load(self.env)
        for name in ("sink", "worker", "beat"):
            self._start_program(name)
        self._wait_for_first_page()
        self.engines.state.values["address"] = self.url
        self.engines.state.save()
        self._welcome(time.monotonic() - started)

    def stop(self) -> None:
        self.supervisor.stop()
        self.engines.stop()

    def _watch_engines(self) -> None:
        say("PostgreSQL and Valkey are running.")
        for engine in (self.engines.postgres, self.engines.valkey):
            if engine and engine.child:
                self.supervisor.watch(engine.child, engine.restart)

    def _choose_addresses(self) -> None:
        port = first_free(self.wanted_port)
        if port != self.wanted_port:
            say(f"Port {self.wanted_port} is in use; taking {port}.")
        smtp, http = self._kept_port("smtp_port"), self._kept_port("sink_port")
        self.url, self.sink_url = f"http://localhost:{port}", f"http://localhost:{http}"
        token = self.engines.state.text("sms_token")
        self.env = {
            **{k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")},
            **{k: v for k, v in self.engines.env.items() if k != "DATABASE_OWNER_URL"},
            "CLINIC_MODE": "demo",
            "CLINIC_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "clinic.settings",
            "PUBLIC_ORIGIN": self.url,
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "WEB_BIND": f"127.0.0.1:{port}",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(smtp),
            "SMTP_TLS": "False",
            "SMS_URL": f"http://127.0.0.1:{http}",
            "SMS_TOKEN": token,
            "CLINIC_SMS_TOKEN": token,
        }

    def _kept_port(self, name: str) -> int:
        """The same port as last time if it is free: bookmarks keep working."""
        port = self.engines.state.values.get(name)
        if not isinstance(port, int) or not is_free(port):
            port = self.engines.state.values[name] = free_port()
            self.engines.state.save()
        return port

    def _step(self, what: str, command: Sequence[str], owner: bool = False) -> None:
        """Run one command to its end; its output goes to a log, and is shown when it fails."""
        env = dict(self.env)
        if owner:
            env["DATABASE_OWNER_URL"] = self.engines.env["DATABASE_OWNER_URL"]
        name = command[2]
        child = Child(name, local(tuple(command)), self.var / "log" / f"{name}.log", env, ROOT)
        started = time.monotonic()
        child.start()
        try:
            while child.running():
                time.sleep(0.05)
        finally:
            child.kill()
        if child.process and child.process.returncode:
            raise SystemExit(f"{what}: {child.exit_words()}. {child.log}:\n{child.last_lines(40)}")
        say(f"{what}: done ({time.monotonic() - started:.1f} s).")

    def _refuse_tables_of_another_version(self) -> None:
        if not made_by_others(self.engines.env["DATABASE_OWNER_URL"]):
            return
        where, remedy = "the database named in the environment", "Name an empty one."
        if self.engines.postgres is not None:
            where, remedy = str(self.var), f"To begin anew, remove {self.var} and start again."
        raise SystemExit(TABLES_OF_ANOTHER_VERSION.format(where=where, remedy=remedy))

    def _start_program(self, name: str) -> None:
        state = self.engines.state.values
        sink = ("python", "-m", "clinic.embedded.sink", "--dir", str(self.var / "sink"))
        ports = ("--smtp-port", str(state["smtp_port"]), "--http-port", str(state["sink_port"]))
        command = {"sink": (*sink, *ports), **PROGRAMS}[name]
        log = self.var / "log" / f"{name}.log"
        polite = POLITE.get(name, signal.SIGTERM)
        orphaned = signal.SIGKILL if name in ("web", "worker") else signal.SIGTERM
        child = Child(name, local(command), log, self.env, ROOT, None, polite, orphaned)
        child.start()
        self.supervisor.watch(child, child.start)

    def _wait_for_first_page(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not first_page_answers(self.url):
            self.supervisor.look()
            if time.monotonic() > deadline:
                raise SystemExit(
                    f"The first page did not come within {PATIENCE} s. Look into {self.var / 'log'}."
                )
            time.sleep(0.2)

    def _welcome(self, seconds: float) -> None:
        say(f"\nThe clinic is open after {seconds:.0f} s:  {self.url}\n")
        for role, address in SIGN_INS:
            say(f"  {role:<11} {address}")
        say("\n  The sign-in page has a button for each; no password is needed here.")
        say(f"  Mail and texts that were sent: {self.sink_url}")
        say(f"  Logs: {self.var / 'log'}")
        say(
            "\nAll patients are invented. Ctrl-C stops everything; the data stay for the next start."
        )


def first_page_answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - our own loopback address
            return int(answer.status) == 200
    except urllib.error.HTTPError as error:
        error.close()
        return False
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
