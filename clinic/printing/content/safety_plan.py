"""The patient's safety plan on paper, for the pocket and the kitchen door: their words, large, and the lines to call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from clinic.printing.content import words
from patients.crisis import crisis_line
from patients.models import SafetyPlan


def safety_plan(plan: SafetyPlan, *, at: datetime) -> dict[str, Any]:
    site = plan.site
    line = crisis_line(site.jurisdiction)
    now = [_("If life is in danger: call the emergency number.")]
    if line is not None:
        now = [
            _("If life is in danger, call %(number)s.") % {"number": line.emergency},
            _("Day and night, call %(number)s.") % {"number": line.call},
        ]
        if line.text:
            now.append(_("Or text %(number)s.") % {"number": line.text})
    now.append(_("The clinic, in its hours: %(phone)s.") % {"phone": site.phone})
    return {
        "title": _("My plan for hard hours"),
        "owner": plan.patient.full_name,
        "place": site.neutral_name,
        "version": _("Version %(n)d, %(day)s")
        % {"n": plan.number, "day": words.long_day(site.today(plan.made_at))},
        "parts": [
            {
                "title": SafetyPlan.title_of(name),
                "lines": [line for line in getattr(plan, name).splitlines() if line.strip()],
            }
            for name in SafetyPlan.PARTS
            if getattr(plan, name)
        ],
        "now_title": _("If it becomes too much"),
        "now": now,
        "printed": words.printed(site, at),
    }
