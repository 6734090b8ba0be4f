"""What runs in one load-making process. Imported once, with Django set up, by the process the others are forked from."""

from __future__ import annotations

import importlib
import time
import traceback
from multiprocessing.connection import Connection
from typing import Any

import django

django.setup()


def serve(pipe: Connection, target: str, index: int, options: dict[str, Any]) -> None:
    """Load the class that `target` names ("module:Class"), then run one round for every message until None comes."""
    try:
        module, _, name = target.partition(":")
        client = getattr(importlib.import_module(module), name)(index, options)
        pipe.send({"ready": True})
        while (round_options := pipe.recv()) is not None:
            started = time.process_time()
            latencies = client.run(round_options)
            used = (time.process_time() - started) * 1000
            pipe.send({"latencies_ms": latencies, "cpu_ms": used})
    except (EOFError, KeyboardInterrupt):
        return
    except Exception:  # noqa: BLE001 - whatever it was, the harness must hear it and stop
        pipe.send({"error": traceback.format_exc()})
