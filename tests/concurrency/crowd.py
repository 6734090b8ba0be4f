"""Many people at once: one thread and one database connection each, all let go at the same instant."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection


def all_at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run each call in its own thread and connection; answer with results or exceptions, in order."""
    gate = threading.Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def one(number: int) -> None:
        try:
            connection.ensure_connection()
            gate.wait(60)
            answers[number] = calls[number]()
        except Exception as error:  # noqa: BLE001 - an answer like any other
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return answers


def tally(answers: Sequence[Any]) -> Counter[str]:
    """How often each kind of answer came, by class name."""
    return Counter(type(answer).__name__ for answer in answers)
