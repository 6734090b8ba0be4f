"""What answers ask for at once: read from the answers themselves, never from a total, and put into an alert."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from patients.actions import safety_alert, safety_screen
from patients.instruments import scoring
from patients.instruments.definition import Scoring, UnknownAnswer
from patients.instruments.suicide_risk import Risk, RiskFound, find_risk
from patients.models import MeasureAnswer, MeasureResponse

_URGENCY_BY_RISK = {
    Risk.LOW: scoring.Urgency.WITHIN_A_DAY,
    Risk.MODERATE: scoring.Urgency.SAME_DAY,
    Risk.HIGH: scoring.Urgency.NOW,
}
# The alert of a screener as a whole stands under this name: no single question is to blame.
WHOLE = "ALL"


@step
def look(
    response: MeasureResponse,
    rows: Mapping[str, MeasureAnswer],
    *,
    finished: bool,
    by: Actor,
    at: datetime,
) -> tuple[scoring.Urgency | None, bool]:
    """How soon somebody has to be spoken with, and whether the alert for it is new or more urgent than it was."""
    instrument = response.instrument.instrument
    answers = {item: row.value for item, row in rows.items()}
    if instrument.scoring is Scoring.SUICIDE_RISK:
        item, urgency = WHOLE, _URGENCY_BY_RISK.get(risk_of(answers).proven)
        raise_it = safety_screen.raise_or_join
    else:
        raise_it = safety_alert.raise_alert
        concern = scoring.safety_concern(instrument, answers, finished=finished)
        item = instrument.safety_item or WHOLE
        urgency = concern.urgency if concern else None
    if urgency is None:
        return None, False
    said = [row.answered_at for key, row in rows.items() if item in {key, WHOLE}]
    given_at = max(said, default=at)
    is_news = raise_it(response, item=item, urgency=urgency, given_at=given_at, by=by, at=at)
    return urgency, is_news


def risk_of(answers: Mapping[str, int]) -> RiskFound:
    """The risk a screener's answers show; refused where they contradict its skip rule."""
    try:
        return find_risk(answers)
    except UnknownAnswer as error:
        raise InvalidInput(
            _(
                "A question is answered that is not asked after a no. Void this form to start anew."
            ),
            field="answers",
        ) from error
