"""Data and a template become a PDF: tagged for readers of screens, archivable, the same bytes for the same data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

PAPER = Path(__file__).parent / "paper"
# For the archive and for assistive technology, both [ISO 19005-2 level A, ISO 14289-1].
STANDARDS: list[Any] = ["a-2a", "ua-1"]


def typeset(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of ``paper/<template>.typ``. ``data`` is given as JSON, so no name is ever read as markup.

    ``at`` is the document's date; together with fonts that come with the program it makes every run the same.
    """
    made = typst.compile(
        str(PAPER / f"{template}.typ"),
        root=str(PAPER),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        pdf_standards=STANDARDS,
        timestamp=int(at.timestamp()),
    )
    return bytes(made)
