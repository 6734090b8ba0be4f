"""The demo's four doors: who one can step in as with one click, in demo mode only.

The demo clinic makes its people under these addresses and with this password; nothing here exists in production.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

#: Typed beside a signature in the demo, where a real person would type their own.
PASSWORD = "thistledown demo"  # noqa: S105  # fictitious, and shown on the page


@dataclass(frozen=True)
class Door:
    """One person of the demo: the address they were made under, and what stands on their button."""

    key: str
    email: str
    role: Any
    what: Any
    opens: Any
    icon: str
    care: bool = False


DOORS = (
    Door("front", "front@demo.example", _("front desk"), _("Today by room, who is not ready, who to call."),
         _("Opens: Today"), "list-check"),
    Door("clinician", "clinician@demo.example", _("prescriber"), _("Running chairs, gates, the live flowsheet."),
         _("Opens: Chairs"), "heart-pulse"),
    Door("therapist", "therapist@demo.example", _("therapist"), _("Caseload by attention, notes kept apart."),
         _("Opens: My people"), "chat-heart", care=True),
    Door("patient", "patient@demo.example", _("patient"), _("Next visit, what to do before, help now."),
         _("Opens: Next step"), "person-fill"),
)  # fmt: skip
