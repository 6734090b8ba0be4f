"""One load-making process: `python -m benchmarks.client`, spoken to in JSON lines by `benchmarks.clients`.

First line: which class to load, this client's number, its options. Each later line: one round. Everything Django
or a library may print goes to standard error, so that standard output carries answers only.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
import traceback
from typing import IO, Any

import django


def _load(target: str) -> Any:
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def _answer(to: IO[str], **words: Any) -> None:
    to.write(json.dumps(words) + "\n")
    to.flush()


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    opening = json.loads(sys.stdin.readline())
    django.setup()
    client = _load(opening["target"])(opening["index"], opening["options"])
    _answer(answers, ready=True)
    for line in sys.stdin:
        started = time.process_time()
        try:
            latencies = client.run(json.loads(line))
        except Exception:  # noqa: BLE001 - whatever it was, the harness must hear it and stop
            _answer(answers, error=traceback.format_exc())
            continue
        used = (time.process_time() - started) * 1000
        _answer(answers, latencies_ms=latencies, cpu_ms=used)


if __name__ == "__main__":
    main()
