"""How often Python looks for garbage in cycles. Django's own rhythm is right for small programs, not for a server."""

from __future__ import annotations

import gc


def look_less_often() -> None:
    """Call once in a server process, when the program is loaded.

    What is loaded stays until the end: it is put aside. What a request makes is freed when it is let go; the cycles
    among it are few, and looking for them every 700 objects costs a day's verdicts a sixth of their time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
