"""Reviews of the story: what was told of treatment elsewhere, what the therapist thinks, what was decided."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from clinic.demo.story import Story
from sessions.actions import earlier_treatment, review

D = Decimal
HOUR = timedelta(hours=1)
OPINIONS = {
    "EXTEND": "Half way. He uses what comes up, and wants two more to finish the work on his father.",
    "MAINTAIN": "Back at work, sleeps through. Without a dose now and then the mornings grow heavy again.",
    "COMPLETE": "She has what she came for. We closed with a letter to herself.",
}
REASONS = {
    "MAINTAIN": "PHQ-9 halved after three doses; relapse within weeks in an earlier year.",
    "COMPLETE": "Planned care is finished, remission on the PHQ-9. Closing session held.",
}


def tell_earlier(story: Story, *, at: datetime) -> None:
    """What she had elsewhere: infusions by a letter, and lozenges of which nobody knows how many."""
    day = at.date()
    earlier_treatment.record(
        story.patient,
        route="IV",
        told_by="RECORD",
        named="Discharge letter, Imaginary Infusion Center",
        where="Imaginary Infusion Center",
        sessions_low=6,
        sessions_high=6,
        mg_low=D(240),
        mg_high=D(240),
        from_on=date(day.year - 2, 3, 1),
        until_on=date(day.year - 2, 3, 31),
        by=story.nurse,
        at=at,
    )
    earlier_treatment.record(
        story.patient,
        route="SL_TROCHE",
        told_by="PATIENT",
        where="By post, at home",
        sessions_low=8,
        sessions_high=12,
        mg_low=D(800),
        mg_high=D(2400),
        from_on=date(day.year - 1, 1, 1),
        until_on=date(day.year - 1, 6, 30),
        by=story.nurse,
        at=at,
    )


def say(story: Story, recommends: str, *, at: datetime) -> None:
    """The therapist signs what she thinks."""
    review.give_opinion(
        story.of_course(),
        recommends=recommends,
        words=OPINIONS[recommends],
        by=story.therapist,
        at=at,
        authenticated_at=at,
    )


def hold(story: Story, outcome: str, *, at: datetime, **granted: Any) -> None:
    """The therapist's word, then the prescriber's decision."""
    say(story, outcome, at=at - HOUR)
    review.decide(
        story.of_course(),
        outcome=outcome,
        reason=REASONS[outcome],
        despite="Two scales were answered on paper; the response is plain in talk and at work.",
        by=story.prescriber,
        at=at,
        authenticated_at=at,
        **granted,
    )
    story.refresh()
