"""Ways an outside service lets you down, switched on by a test for the next few messages."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FaultKind(StrEnum):
    """Each name says what the sender sees and whether the message was accepted all the same."""

    DROP = "drop"  # connection closed, nothing accepted
    ERROR = "error"  # 500, nothing accepted
    THROTTLE = "throttle"  # 429 with Retry-After, nothing accepted
    REJECT = "reject"  # 400, this number can never be reached
    ACCEPT_500 = "accept-500"  # accepted, then 500
    ACCEPT_CLOSE = "accept-close"  # accepted, then the connection closes without an answer
    ACCEPT_HANG = "accept-hang"  # accepted, then silence for `seconds`
    DELAY = "delay"  # a slow but honest answer after `seconds`
    DUPLICATE_CALLBACK = "duplicate-callback"  # the status callback comes three times
    MAIL_LATER = "mail-later"  # SMTP 451, not accepted
    MAIL_REFUSE = "mail-refuse"  # SMTP 550, not accepted
    MAIL_ACCEPT_CLOSE = "mail-accept-close"  # accepted, then the connection closes before the 250

    @property
    def hits_mail(self) -> bool:
        return self.value.startswith("mail-")


@dataclass
class Fault:
    """One switched-on fault. ``left`` messages will meet it, ``every`` n-th one only."""

    kind: FaultKind
    left: int = 1
    seconds: float = 0.0
    every: int = 1
    seen: int = 0

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Fault:
        """Read a request's body. Raises ValueError for an unknown kind or a senseless number."""
        fault = cls(
            FaultKind(data["kind"]),
            left=int(data.get("count", 1)),
            seconds=float(data.get("seconds", 0)),
            every=int(data.get("every", 1)),
        )
        if fault.left < 1 or fault.every < 1 or not 0 <= fault.seconds <= 120:
            message = "count and every start at 1; seconds lie between 0 and 120"
            raise ValueError(message)
        return fault


class Faults:
    """The faults switched on now, safe to ask from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def switch_on(self, fault: Fault) -> None:
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def next_for(self, *, mail: bool) -> Fault | None:
        """The fault the next message meets, used up by asking."""
        with self._lock:
            for fault in self._faults:
                if fault.kind.hits_mail is not mail:
                    continue
                fault.seen += 1
                if fault.seen % fault.every:
                    continue
                fault.left -= 1
                if fault.left == 0:
                    self._faults.remove(fault)
                return fault
            return None
