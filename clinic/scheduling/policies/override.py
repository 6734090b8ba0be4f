"""Putting a booking rule aside for one visit: only rules the signed policy names, only with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinic.core.errors import InvalidInput
from clinic.policy.models import PolicyVersion
from clinic.policy.terms.booking import NOTHING, BookingTerms
from clinic.scheduling.policies.reason import Reason

LONGEST_REASON = 500


@dataclass(frozen=True)
class Override:
    """Somebody books against these rules on purpose, and says why."""

    reason: str
    codes: frozenset[str]

    def require_reason(self) -> None:
        if not self.reason.strip():
            raise InvalidInput(_("Say why the rule is put aside."), field="override_reason")
        if len(self.reason) > LONGEST_REASON:
            sentence = _("Say it in at most %(count)d characters.") % {"count": LONGEST_REASON}
            raise InvalidInput(sentence, field="override_reason")


def booking_terms(version: PolicyVersion | None) -> BookingTerms:
    """What the signed policy says about booking; without one, nothing is allowed."""
    return version.policy.booking if version else NOTHING


def put_aside(
    reasons: Sequence[Reason], override: Override | None, version: PolicyVersion | None
) -> tuple[list[Reason], list[Reason]]:
    """The reasons that still stand in the way, and those put aside."""
    if override is None or not reasons:
        return list(reasons), []
    allowed = frozenset(booking_terms(version).may_be_put_aside)
    aside = [each for each in reasons if each.code in override.codes & allowed]
    still = [each for each in reasons if each not in aside]
    if any(each.code in override.codes for each in still):
        sentence = _("The signed clinical policy does not let this rule be put aside.")
        still.append(Reason("override-refused", sentence))
    return still, aside
