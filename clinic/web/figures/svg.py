"""The few shapes our figures are made of. Text is escaped here; colours are classes, never attributes."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def num(value: float) -> str:
    """One decimal at most: ``12``, ``12.5``."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def rect(cls: str, x: float, y: float, width: float, height: float, rx: float = 0) -> str:
    round_ = f' rx="{num(rx)}"' if rx else ""
    return f'<rect class="{cls}" x="{num(x)}" y="{num(y)}" width="{num(max(width, 0))}" height="{num(height)}"{round_}/>'


def path(cls: str, d: str) -> str:
    return f'<path class="{cls}" d="{d}"/>'


def circle(cls: str, cx: float, cy: float, r: float) -> str:
    return f'<circle class="{cls}" cx="{num(cx)}" cy="{num(cy)}" r="{num(r)}"/>'


def text(cls: str, x: float, y: float, words: object) -> str:
    return f'<text class="{cls}" x="{num(x)}" y="{num(y)}">{escape(words)}</text>'


def line(points: Iterable[tuple[float, float]]) -> str:
    """A path through the points."""
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points)


def figure(cls: str, width: float, height: float, title: str, description: str, shapes: list[str], ident: str) -> SafeString:  # fmt: skip
    """The whole drawing: an image with a name and a description."""
    said = (
        f'<title id="{ident}-t">{escape(title)}</title>'
        f'<desc id="{ident}-d">{escape(description)}</desc>'
    )
    return mark_safe(  # noqa: S308  # made of the shapes above, which escape every word
        f'<svg class="{cls}" viewBox="0 0 {num(width)} {num(height)}" role="img" '
        f'aria-labelledby="{ident}-t {ident}-d">{said}{"".join(shapes)}</svg>'
    )
