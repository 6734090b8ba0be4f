"""Time-ordered identifiers (UUID version 7, RFC 9562 §5.7): new rows land at the end of an index."""

from __future__ import annotations

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def uuid7() -> uuid.UUID:
    """A new UUIDv7. Within one process later calls sort later, even inside a millisecond."""
    global _last_ms, _counter
    random = int.from_bytes(os.urandom(8), "big")
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms, _counter = now, random >> 54
        else:
            # The same millisecond, or a clock set back: stay monotonic by counting.
            _counter += 1
            if _counter > 0xFFF:
                _last_ms, _counter = _last_ms + 1, 0
        ms, count = _last_ms, _counter
    value = (ms & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | count << 64
    value |= 0b10 << 62 | random & 0x3FFFFFFFFFFFFFFF
    return uuid.UUID(int=value)
