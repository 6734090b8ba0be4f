"""A letter that waits is not signed over, whenever it came."""

import pytest

from patients.actions import referral, referral_fact
from patients.policies.screening import ScreeningBlocked
from tests.patients.letters import FRACTURE, ZELDA, letter


def test_a_letter_taken_up_again_after_completing_stands_against_the_signature(
    walk, signed_policy
):
    """Control, run: with the question asked at completing alone the signature goes over the unread line."""
    came = referral.receive(walk.site, letter=letter(ZELDA, (FRACTURE,)), by=walk.desk, at=walk.at)
    line = came.facts.get()
    referral_fact.reject_fact(line, because="Another person's", by=walk.nurse, at=walk.at)
    sheet = walk.complete_screening(
        walk.referred(came.patient) if came.course is None else came.course
    )
    referral_fact.take_up_again(line, by=walk.nurse, at=walk.at)
    with pytest.raises(ScreeningBlocked, match="of the referral wait"):
        walk.sign(sheet)
    referral_fact.reject_fact(line, because="Another person's", by=walk.nurse, at=walk.at)
    assert walk.sign(sheet).status == "SIGNED"
