"""What goes along with a mail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A file of text of a kind (``calendar``), with the parameters of that kind and the file's name."""

    name: str
    kind: str
    text: str
    parameters: tuple[tuple[str, str], ...] = ()
