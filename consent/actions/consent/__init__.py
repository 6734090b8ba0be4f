"""Every verb of a consent, under one name: ``from consent.actions import consent``."""

from consent.actions.consent.capacity import attest_capacity
from consent.actions.consent.ending import decline, withdraw
from consent.actions.consent.issuing import issue, issue_packet
from consent.actions.consent.reading import acknowledge, answer, fill, take_back
from consent.actions.consent.signing import sign

__all__ = [
    "acknowledge",
    "answer",
    "attest_capacity",
    "decline",
    "fill",
    "issue",
    "issue_packet",
    "sign",
    "take_back",
    "withdraw",
]
