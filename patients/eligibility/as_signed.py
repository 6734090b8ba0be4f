"""The shape and the digest of what a signer had before them. Pure: the same facts always give the same letters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# Goes up by one whenever ``patients.policies.as_signed`` writes another shape; older ones stay as they are.
SCHEMA = 1


def plain(value: Any) -> Any:
    """A value as JSON keeps it to the letter: days and numbers as text, so that no reader rounds them."""
    match value:
        case None | bool() | int() | str():
            return str(value) if isinstance(value, str) else value
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            raise TypeError(f"{type(value).__name__} has no place in what is signed over.")


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document, whatever the order of its keys: one changed letter is another digest."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
