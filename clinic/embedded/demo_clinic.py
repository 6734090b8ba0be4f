"""The demo clinic of `manage.py up`: told, kept, gone on with, or made anew. Nobody's work is ever thrown away."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg

from clinic.embedded.commands import local
from clinic.embedded.engines import Engines
from clinic.embedded.process import Child
from clinic.embedded.supervisor import Supervisor
from clinic.embedded.tables import made_by_others

ROOT = Path(__file__).resolve().parent.parent.parent
UNFINISHED = "The demo clinic was not finished last time; making it anew."
STALE = "The demo clinic is of another day, and nobody has worked in it; making it anew for today."
OTHER = "The demo clinic is of another version of the program, and nobody has worked in it; making it anew."
STALE_SECONDS = 12 * 3600  # by then whoever sat in a chair "now" would have sat there all night
FILLING = "demo-filling"  # what `manage.py demo` lays into the directory when the doors can open, until all is told


class DemoClinic:
    """How far the demo was told stands in the state: `loading`, then `opened` with the doors, then `loaded`."""

    def __init__(
        self, engines: Engines, supervisor: Supervisor, say: Callable[[str], None], var: Path
    ) -> None:
        self.engines, self.supervisor, self.say, self.var = engines, supervisor, say, var

    def why_anew(self) -> str:
        """Why it is thrown away and told again; empty when it stays, or was never there."""
        how_far = self.engines.state.values.get("demo")
        if (
            how_far == "loading"
        ):  # nobody has seen it: the address is not told before the doors open
            return UNFINISHED
        if self.engines.postgres is None or how_far is None or worked_in(self._owner_url()):
            return ""
        if made_by_others(self._owner_url()):
            return OTHER
        if how_far == "opened":
            return UNFINISHED
        return STALE if how_far == "loaded" and self._age() > STALE_SECONDS else ""

    def load(self, env: Mapping[str, str]) -> None:
        """Tell it into an empty database, and return when the doors can open; or go on where it was broken off."""
        (self.var / FILLING).unlink(missing_ok=True)
        if self._is_empty():
            self._tell(env)
        elif self.engines.state.values.get("demo") != "opened":
            return
        elif self._age() <= STALE_SECONDS:
            self._begin(env, "--resume")
            self.say(
                "The demo clinic was not finished last time. What you did is kept; the rest follows."
            )
        else:
            self.say(
                "The last run was stopped before all of the demo's patients were there. What you did is kept; to make "
                f"the demo clinic anew, stop and remove {self.var}."
            )

    def _tell(self, env: Mapping[str, str]) -> None:
        """Wait until the four homes have their day; the other patients are told while the pages can be opened."""
        started = time.monotonic()
        self.engines.state.values["demo_told_at"] = int(time.time())
        self._note("loading")
        child = self._begin(env)
        while child.running() and not (self.var / FILLING).exists():
            time.sleep(0.1)
        if child.process and child.process.returncode:
            raise SystemExit(
                f"The demo clinic: {child.exit_words()}. {child.log}:\n{child.last_lines(40)}"
            )
        self._note("opened")
        _step_back(child)
        seconds = time.monotonic() - started
        self.say(f"The demo clinic: today is there ({seconds:.1f} s); the rest follows.")

    def _begin(self, env: Mapping[str, str], *more: str) -> Child:
        told_at = str(self.engines.state.values["demo_told_at"])
        command = local(("python", "manage.py", "demo", "--at", told_at, *more))
        child = Child("demo", command, self.var / "log" / "demo.log", env, ROOT)
        child.start()
        if more:
            _step_back(child)
        self.supervisor.await_end(child, self._is_told)
        return child

    def _is_told(self) -> None:
        self._note("loaded")
        self.say("The demo clinic is complete.")

    def _note(self, how_far: str) -> None:
        self.engines.state.values["demo"] = how_far
        self.engines.state.save()

    def _age(self) -> float:
        return time.time() - int(self.engines.state.values.get("demo_told_at") or 0)

    def _is_empty(self) -> bool:
        with psycopg.connect(self._owner_url()) as owner:
            return not owner.execute("SELECT EXISTS (SELECT FROM sites_site)").fetchone()[0]  # type: ignore[index]

    def _owner_url(self) -> str:
        return self.engines.env["DATABASE_OWNER_URL"]


def _step_back(child: Child) -> None:
    """Whoever is at the pages comes first."""
    if child.running() and child.pid:
        os.setpriority(os.PRIO_PROCESS, child.pid, 10)


def worked_in(owner_url: str) -> bool:
    """Whether a person wrote anything through the pages or the API: the audit says where each row came from."""
    try:
        with psycopg.connect(owner_url) as owner:
            found = owner.execute(
                "SELECT EXISTS (SELECT FROM audit.row_event"
                " WHERE source IN ('web', 'api') AND actor LIKE 'user:%')"
            ).fetchone()
    except psycopg.errors.UndefinedTable:
        return False
    return bool(found and found[0])
