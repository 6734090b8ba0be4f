"""Why this treatment is not right for somebody, told to whoever goes on caring. No more than they need.

Who the patient is, what was decided, the reasons with what shows them, and what is suggested instead. Not
the other rows of the screening, no scores, no history, no notes: who needs those asks, and is answered by a
person.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.printing.content import words
from patients.eligibility.exclusion import BY_CODE
from patients.models import Screening

# About substances: told only when the patient agreed (42 CFR 2.31 asks for written consent).
SUBSTANCES = frozenset({"X12", "X14", "X16", "R10", "R16"})


def outward_letter(
    screening: Screening,
    *,
    addressed_to: str,
    reasons: Sequence[str],
    advice: str,
    by: User,
    at: datetime,
) -> dict[str, Any]:
    """Every word on the paper."""
    patient, site = screening.patient, screening.site
    evidence = {row.code: row.evidence for row in screening.findings.all()}
    name = f"{patient.given_name} {patient.family_name}"
    return {
        "title": _("Letter about a referral"),
        "place": site.name,
        "sender": [site.address, site.phone],
        "addressed_to": addressed_to.splitlines(),
        "date": words.long_day(site.today(at)),
        "subject": _("%(name)s, born %(born)s, our record %(record)s")
        % {
            "name": name,
            "born": words.short_day(patient.birth_date),
            "record": patient.record_number,
        },
        "decision": _decision(screening)
        % {"name": name, "day": words.long_day(screening.signed_on or site.today(at))},
        "because": _("The reason:") if len(reasons) == 1 else _("The reasons:"),
        "reasons": [
            {"what": _(BY_CODE[code].label), "shown_by": evidence.get(code, "")}
            for code in reasons
        ],
        "advice_title": _("What we suggest"),
        "advice": advice.splitlines(),
        "ask": _("If you need more than this letter, call %(phone)s.") % {"phone": site.phone},
        "signed": by.actor_label,
        "confidential": _(
            "Confidential. Only for the person it is addressed to. It may not be passed on without the "
            "patient's consent."
        ),
        "printed": words.printed(site, at),
    }


def _decision(screening: Screening) -> str:
    """What was decided, and whether anything was given before."""
    course = screening.course
    if course.first_dose_at is None:
        return _(
            "We screened %(name)s on %(day)s for ketamine-assisted psychotherapy and decided not to "
            "offer it. It was not given."
        )
    if course.is_open:
        return _(
            "We looked again on %(day)s at the screening of %(name)s, who is in ketamine-assisted "
            "psychotherapy here, and decided to give no more ketamine for now."
        )
    return _(
        "We looked again on %(day)s at the screening of %(name)s, who was in ketamine-assisted "
        "psychotherapy here, and decided to stop it."
    )
