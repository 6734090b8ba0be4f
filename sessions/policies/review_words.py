"""Why a review is due, in words: from the stored code and numbers, in the language of whoever reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from sessions.exposure import Code, Level


class Reason(Protocol):
    """What a stored reason and a standing trigger share."""

    @property
    def code(self) -> Any: ...

    @property
    def level(self) -> Any: ...

    @property
    def facts(self) -> Mapping[str, Any]: ...


SENTENCES = {
    Code.PLANNED_DOSES_USED: words("The planned sessions are used: %(count)s of %(limit)s."),
    Code.DOSES_IN_28_DAYS: words("%(count)s doses in 28 days. More than %(limit)s ask for a review."),
    Code.ACUTE_WITHOUT_REVIEW: words(
        "%(count)s acute sessions without a review. No more than %(limit)s are given."
    ),
    Code.MAINTENANCE_TOO_CLOSE: words(
        "Maintenance sessions less than a week apart for %(count)s days. The limit is %(limit)s."
    ),
    Code.SESSIONS_IN_12_MONTHS: words(
        "%(count)s sessions in 12 months. From %(limit)s a second prescriber looks too."
    ),
    Code.LIFETIME_SESSIONS: words(
        "%(count)s sessions in all. From %(limit)s the whole team looks."
    ),
    Code.LIFETIME_MG: words("%(count)s mg in all, as given. From %(limit)s mg the whole team looks."),
    Code.DIVERSION: words("%(count)s signs that drug is asked for too often or goes missing."),
    Code.MISSED_MEASURES: words(
        "The mood questionnaire was not answered before the last %(count)s doses. From %(limit)s a review asks why."
    ),
    Code.LONG_PAUSE: words(
        "The course was paused for %(count)s days. From %(limit)s a review comes before the next dose."
    ),
    Code.URINARY: words("Bladder symptoms: %(what)s."),
    Code.LIVER: words("Liver tests: %(what)s. Repeat them within %(days)s days."),
    Code.COGNITION: words("Memory or thinking: %(what)s."),
    Code.EARLY_NON_RESPONSE: words("Little improvement after the first sessions: %(what)s."),
    Code.NON_RESPONSE: words("Too little improvement after the sessions given: %(what)s."),
    Code.WORSENING: words("Scores are worse than before treatment: %(what)s."),
}  # fmt: skip

ASKS = {
    Level.PLAN: "",
    Level.RX: "",
    Level.HARD: words("No exception is possible without this review."),
    Level.SECOND: words("A second prescriber signs an opinion."),
    Level.TEAM: words("A therapist and a second prescriber sign an opinion."),
    Level.DIVERSION: words("This review looks at how the drug is handled."),
    Level.PAUSE: words("The course is paused until somebody has looked."),
}


def said(reason: Reason) -> str:
    """One sentence about the finding."""
    facts = dict(reason.facts)
    told = {"what": "", "days": "7", "limit": "", **facts, "count": _count(facts)}
    return str(_(SENTENCES[Code(reason.code)]) % told)


def asks(reason: Reason) -> str:
    """What its level asks of the review; empty where an ordinary decision is enough."""
    sentence = ASKS[Level(reason.level)]
    return str(_(sentence)) if sentence else ""


def _count(facts: Mapping[str, Any]) -> str:
    low, high = facts.get("low", ""), facts.get("high", "")
    if "low" not in facts or low == high:
        return str(low)
    if high is None:
        return _("At least %(low)s, perhaps more") % {"low": low}
    return _("%(low)s to %(high)s") % {"low": low, "high": high}
