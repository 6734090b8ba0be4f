"""Give a management command the private engines of this checkout, when the environment names no others.

`manage.py shell`, `manage.py verify` and the like then work beside a running `manage.py up`, or after it. A real clinic
names its database and its mode, and never comes here; a machine where nobody ever said `up` does not either.
"""

from __future__ import annotations

import atexit
import os
import sys
from pathlib import Path

from clinic.embedded.engines import Engines
from clinic.embedded.state import AlreadyRunning

ROOT = Path(__file__).resolve().parent.parent.parent
NAMED = ("CLINIC_MODE", "DATABASE_URL", "DATABASE_URL_FILE", "SECRET_KEY", "SECRET_KEY_FILE")
ALONE = {
    "help",
    "--help",
    "-h",
    "version",
    "--version",
    "makemigrations",
    "makemessages",
    "compilemessages",
}
ALWAYS = {"bench"}  # brings its own data, so it needs no `up` before it


def attach(verb: str) -> None:
    """Set the environment for `verb`; start engines that nobody runs, and stop them when this process ends."""
    if any(os.environ.get(name) for name in NAMED):
        return
    if verb in ALONE:
        os.environ["CLINIC_MODE"] = "check"
        return
    var = Path(os.environ.get("CLINIC_VAR") or ROOT / "var").resolve()
    if verb not in ALWAYS and not (var / "state.json").exists():
        return
    engines = Engines(var)
    try:
        engines.start(verb)
        atexit.register(engines.stop)
        env = engines.env
    except AlreadyRunning:
        env = engines.state.lent()
    if verb in ALWAYS:
        env |= engines.admin_env()
    print(f"Using the demo clinic's database in {var}.", file=sys.stderr)
    os.environ.update({"CLINIC_MODE": "demo", "CLINIC_VAR": str(var), **env})
