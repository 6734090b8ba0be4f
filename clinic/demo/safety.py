"""Two answers that asked for a call: one taken on and not assessed yet, one answered, with a safety plan."""

from __future__ import annotations

from datetime import datetime, timedelta

from clinic.demo.plots import Plot, Stage
from clinic.demo.story import Story
from patients.actions import measure, safety_alert, safety_plan
from patients.instruments.suicide_risk import SUICIDE_SCREEN
from patients.models import SafetyAlert

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
# How long ago each answered.
AGO = {Stage.PAUSED: 40 * MINUTE, Stage.DISCONTINUED: 2 * DAY}
MODERATE = {"Q1": 1, "Q2": 1, "Q3": 1, "Q4": 0, "Q5": 0, "Q6": 0}
PLAN = {
    "signs": "I stop answering the telephone. I lie awake past three.",
    "alone": "The dog, once round the reservoir. The slow record, loud.",
    "company": "The library, the table by the window. My cousin's kitchen.",
    "people": "Robin, any hour: 505-555-0177",
    "help": "My therapist, in the week.",
    "surroundings": "Robin keeps the tablets and gives me a week's worth.",
    "reasons": "My niece starts school in August.",
}


def tell_of_danger(story: Story, plot: Plot, *, now: datetime) -> None:
    """The paused patient's answer of this morning, and the one of a patient who stopped, two days ago."""
    if plot.stage not in AGO:
        return
    at = now - AGO[plot.stage]
    story.ask(13, None, at=at, item9=1)
    alert = SafetyAlert.objects.waiting().get(patient=story.patient)
    safety_alert.acknowledge(alert, by=story.nurse, at=at + 6 * MINUTE)
    if plot.stage == Stage.DISCONTINUED:
        _answer(story, alert, at)


def _answer(story: Story, alert: SafetyAlert, at: datetime) -> None:
    measure.record(
        story.patient,
        instrument=SUICIDE_SCREEN.code,
        answers=MODERATE,
        course=story.course,
        by=story.nurse,
        at=at + 20 * MINUTE,
    )
    safety_alert.assess(
        alert,
        assessment="Thoughts, no intention and no plan. Not alone at home this week.",
        by=story.nurse,
        at=at + 35 * MINUTE,
    )
    safety_plan.write(
        story.patient, after=0, alert=alert, by=story.nurse, at=at + 50 * MINUTE, **PLAN
    )
    safety_alert.plan(
        alert,
        plan="Wrote a safety plan together. Calls on Thursday; sees the family doctor on Friday.",
        by=story.prescriber,
        at=at + 55 * MINUTE,
    )
