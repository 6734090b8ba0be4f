"""What a template must not contain under our Content-Security-Policy, or for its readers' sake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

PLACES = ("clinic", "patients", "consent", "integration", "sessions")
FORBIDDEN = (
    (r"""\son[a-z]+\s*=\s*["']""", "an inline event handler; use a module and data- attributes"),
    (r"\sstyle\s*=", "an inline style; use a class"),
    (r"<style\b", "an inline style sheet; use a file"),
    (r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", "an inline script; use a file"),
    (r"\shx-on\b", "hx-on needs eval; use a module"),
    (r"""hx-(vals|headers)\s*=\s*["']?js:""", "js: needs eval"),
    (r"""hx-trigger\s*=\s*["'][^"']*\[""", "a trigger filter needs eval"),
    (r"<body[^>]*\shx-headers\s*=", "htmx 4 does not inherit this; write hx-headers:inherited"),
    (r"""(src|href|action)\s*=\s*["']https?://(?!localhost)""", "an address outside the clinic"),
    (r"\|\s*safe\b|{%\s*autoescape\s+off", "unescaped text; build markup with format_html"),
    (r"javascript:", "a javascript: address"),
)
RULES = tuple((re.compile(pattern, re.IGNORECASE | re.DOTALL), why) for pattern, why in FORBIDDEN)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
LINKS_OUT = "data-outside"  # an <a> that leaves the clinic on purpose says so


def places(root: Path) -> list[str]:
    return [place for place in PLACES if (root / place).is_dir()]


def complaints(root: Path) -> list[str]:
    """One line for each: file, line, what is wrong. Looks at every HTML template of the house."""
    return [
        f"{path.relative_to(root)}:{line}: {why}"
        for place in places(root)
        for engine in ("templates", "jinja2")
        for path in sorted((root / place).glob(f"**/{engine}/**/*.html"))
        for line, why in wrong_in(path.read_text())
    ]


def wrong_in(text: str) -> Iterator[tuple[int, str]]:
    text = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    for rule, why in RULES:
        for found in rule.finditer(text):
            tag = text[text.rfind("<", 0, found.end()) : text.find(">", found.end()) + 1]
            if LINKS_OUT in tag and tag.startswith("<a"):
                continue
            yield text.count("\n", 0, found.start()) + 1, why
