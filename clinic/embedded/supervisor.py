"""Keep a set of programs alive, and say plainly when one of them dies."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from clinic.embedded.process import Child

TRIES, WINDOW = 4, 120.0  # this many deaths of one program within so many seconds: give up
TURN = 0.25  # seconds between looks


class Stop(BaseException):
    """A signal asked us to stop. Not an Exception: nothing may swallow it."""


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Turn Ctrl-C, SIGTERM and a closed terminal into `Stop`, wherever we are. A second one changes nothing."""

    def stop(number: int, _frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)  # stopping in order is not to be interrupted
        raise Stop(signal.Signals(number).name)

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {each: signal.signal(each, stop) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class Supervisor:
    """Programs in the order they were started. A dead one is named, its last lines shown, and it is started again."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self._starts: dict[str, Callable[[], object]] = {}
        self._children: dict[str, Child] = {}
        self._deaths: dict[str, list[float]] = {}
        self._errands: list[tuple[Child, Callable[[], object]]] = []

    def watch(self, child: Child, start: Callable[[], object]) -> None:
        """Keep `child` alive; `start` is how to start it again."""
        self._children[child.name], self._starts[child.name] = child, start

    def await_end(self, child: Child, done: Callable[[], object]) -> None:
        """Let `child` come to its own end; `done` is called if it ended well, and its last lines shown if not."""
        self._errands.append((child, done))

    def run(self) -> None:
        """Until `Stop`, or SystemExit when a program cannot be kept alive."""
        while True:
            self.look()
            time.sleep(TURN)

    def look(self) -> None:
        """Start again whatever died since the last look; note which errands have ended."""
        ended = [errand for errand in self._errands if not errand[0].running()]
        self._errands = [errand for errand in self._errands if errand not in ended]
        for child, done in ended:
            if child.process and child.process.returncode:
                self.say(f"{child.name} ended ({child.exit_words()}). The end of {child.log}:")
                self.say(child.last_lines())
            else:
                done()
        for name, child in self._children.items():
            if child.running():
                continue
            now = time.monotonic()
            recent = [t for t in self._deaths.get(name, []) if now - t < WINDOW]
            self._deaths[name] = [*recent, now]
            self.say(f"{name} ended ({child.exit_words()}). The end of {child.log}:")
            self.say(child.last_lines())
            if len(recent) + 1 >= TRIES:
                raise SystemExit(f"{name} ended {TRIES} times within {WINDOW:.0f} s; giving up.")
            self.say(f"Starting {name} again.")
            self._starts[name]()

    def stop(self) -> None:
        """Ask all to stop, newest first, and wait for each."""
        children = [child for child, _done in self._errands]
        children += reversed(self._children.values())
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait(15)
