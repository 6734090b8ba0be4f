"""What the gate says about one visit, as the pages show it: worst first, passes folded into a count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from sessions import mending
from sessions.gate import Level, Verdict
from sessions.outlook import verdicts_for

CHIPS = (
    (Level.HARD, "danger", ngettext_lazy("%d stop", "%d stops")),
    (Level.RX, "due", ngettext_lazy("%d for a prescriber", "%d for a prescriber")),
    (Level.WARN, "info", ngettext_lazy("%d warning", "%d warnings")),
)


@dataclass(frozen=True)
class Row:
    level: str
    sentence: str
    href: str = ""
    act: str = ""


@dataclass(frozen=True)
class GatePanel:
    """The gate of one visit: what is open, what passes, and how many of each level."""

    title: str
    open: list[Row]
    passed: list[Row]
    counts: list[tuple[str, str]]
    stop: str


def panel(visit_id: UUID, title: str, now: datetime, here: str = "") -> GatePanel | None:
    """The verdicts for one visit at its own stage; None for a visit that no course stands behind.

    ``here`` is the page it is shown on: a link to itself would be no help.
    """
    return panel_of(verdicts_for([visit_id], now).get(visit_id, []), title, here)


def panel_of(verdicts: Iterable[Verdict], title: str, here: str = "") -> GatePanel | None:
    rows = sorted(verdicts, key=lambda v: (-v.level.rank, v.id))
    if not rows:
        return None
    fine = [v for v in rows if v.level is Level.PASS or v.resolved_by]
    open_ = [v for v in rows if v not in fine]
    # Two forms unsigned are two verdicts and one sentence: said once.
    said: dict[tuple[Level, str], Verdict] = {}
    for verdict in open_:
        said.setdefault((verdict.level, verdict.sentence), verdict)
    open_ = list(said.values())
    counts = [
        (kind, said_so % n)
        for level, kind, said_so in CHIPS
        if (n := sum(v.level is level for v in open_))
    ]
    stop = next((v.sentence for v in open_ if v.blocks), "")
    return GatePanel(
        title, [_row(v, here) for v in open_], [_row(v, here) for v in fine], counts, stop
    )


def _row(verdict: Verdict, here: str) -> Row:
    link = mending.link_of(verdict.mend)
    if link and link.href == here:
        link = None
    sentence = verdict.sentence
    if verdict.resolved_by:
        answer = _("Allowed, with a reason.") if verdict.level is Level.RX else _("Seen.")
        sentence = f"{sentence} {answer}"
    return Row(
        verdict.level.value, sentence, link.href if link else "", link.label if link else ""
    )
