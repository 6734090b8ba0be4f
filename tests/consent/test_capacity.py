"""Capacity to consent: a licensed prescriber's judgement, kept each time, and doubt suspends."""

from __future__ import annotations

import pytest

from clinic.accounts.policies import NotLicensed
from clinic.accounts.roles import Role
from clinic.core.errors import InvalidInput, NotAllowed
from consent.models import Consent
from tests.people import hire


def test_capacity_is_a_licensed_prescribers_judgement(issued, ceremony, site):
    with pytest.raises(NotAllowed):
        ceremony.attest(issued, by=ceremony.walk.nurse)
    unlicensed = hire(site, Role.PRESCRIBER, "Rowan Pretend")
    with pytest.raises(NotLicensed, match="prescriber's licence for US-NM"):
        ceremony.attest(issued, by=unlicensed)
    ceremony.attest(issued)


def test_doubt_about_capacity_is_written_down_and_suspends(issued, ceremony):
    ceremony.signed(issued)
    assert holds(issued, ceremony.at)
    with pytest.raises(InvalidInput):
        ceremony.attest(issued, appreciates=False)
    ceremony.attest(issued, appreciates=False, note="Says it is a vitamin.")
    assert not holds(issued, ceremony.at)
    ceremony.attest(issued)
    assert holds(issued, ceremony.at)


def holds(consent, at):
    return Consent.objects.in_force_for(consent.course, "IV", at).filter(pk=consent.pk).exists()


def test_each_attestation_is_kept(issued, ceremony):
    ceremony.attest(issued, reasons=False, note="Tired.")
    ceremony.attest(issued)
    assert [a.has_capacity for a in issued.attestations.order_by("id")] == [False, True]
