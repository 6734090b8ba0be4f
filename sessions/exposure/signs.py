"""Signs of harm that pause a course at once (domain/06). Pure."""

from __future__ import annotations

from decimal import Decimal

from clinic.policy.terms import LongTermTerms


def bladder_rise(before: int | None, now: int, terms: LongTermTerms) -> int | None:
    """By how many points the bladder score rose, where that is enough to pause; None otherwise.

    Without an earlier score nothing is compared: the rise is not known, and the score has a cut-off of its own.
    """
    if before is None or now - before < terms.icsi_rise:
        return None
    return now - before


def cognition_fall(
    first: Decimal | None, now: Decimal | None, *, in_t: bool, terms: LongTermTerms
) -> Decimal | None:
    """By how much one test's score fell below the person's own first, where that is a decline; None otherwise.

    ``in_t``: T scores, else points of thirty. The first score is the baseline: a better one in between may be practice.
    """
    if first is None or now is None:
        return None
    limit = terms.cognition_t if in_t else terms.cognition_points
    return first - now if first - now >= limit else None


def liver_is_high(times_upper: Decimal | None, *, symptoms: bool, terms: LongTermTerms) -> bool:
    """Above so many times the upper limit, the limit itself not included. Unknown limits judge nothing."""
    if times_upper is None:
        return False
    return times_upper > (terms.liver_uln_symptoms if symptoms else terms.liver_uln)
