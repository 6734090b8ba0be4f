"""What arrived, on disk before the sender is told so."""

from __future__ import annotations

import json
import os
import threading
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Record = dict[str, Any]


class Ledger:
    """An append-only file of JSON lines, held in memory too.

    ``add`` returns only after ``fsync``: an answer of 201 or 250 is a promise, and a restart keeps it.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._records: list[Record] = []
        self._by_key: dict[str, list[Record]] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        self._load(path)
        # A bare descriptor in append mode: a line is one write, whole even if two processes write at once.
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def _load(self, path: Path) -> None:
        if not path.exists():
            return
        kept = 0
        with path.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break  # a line cut short by a kill was never answered, so it was never promised
                self._remember(json.loads(line))
                kept += len(line)
        if kept != path.stat().st_size:
            os.truncate(path, kept)

    def _remember(self, record: Record) -> None:
        self._records.append(record)
        self._by_key.setdefault(str(record["key"]), []).append(record)

    def add(self, *, key: str, **fields: Any) -> Record:
        """Keep one record. ``key`` is what it can be found by: a text's ref, a mail's Message-ID."""
        with self._lock:
            record: Record = {
                "id": uuid.uuid4().hex,
                "at": datetime.now(UTC).isoformat(),
                "key": key,
                "copy": len(self._by_key.get(key, [])) + 1,
                **fields,
            }
            os.write(self._file, json.dumps(record, ensure_ascii=False).encode() + b"\n")
            os.fsync(self._file)
            self._remember(record)
            return record

    def all(self) -> list[Record]:
        """Every record, oldest first."""
        with self._lock:
            return list(self._records)

    def find(self, key: str) -> list[Record]:
        """The records kept under this key, oldest first."""
        with self._lock:
            return list(self._by_key.get(key, []))


class Store:
    """The two ledgers of one folder: mails and texts."""

    def __init__(self, folder: Path) -> None:
        self.mails = Ledger(folder / "mails.jsonl")
        self.texts = Ledger(folder / "texts.jsonl")
