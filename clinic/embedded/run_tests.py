"""`manage.py test`: pytest, with whatever was written after `test` passed through."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def main(arguments: Sequence[str]) -> int:
    """Become pytest, so that Ctrl-C, exit status and output are its own. Never returns.

    The engines are started by clinic/embedded/pytest_engines.py inside that process.
    """
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments])
