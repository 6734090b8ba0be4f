"""What the order and the clearance must say: of this order, still young enough, inside the limits of the dose."""

from __future__ import annotations

from dataclasses import replace

from sessions.gate import Level
from sessions.gate.facts import ReadingFact, SessionFacts
from tests.sessions.gate.changed import HARD, RX, WARN, D, order
from tests.sessions.gate.visit import READING, READY, ago, reading, with_

# (guard, what is wrong, facts, level or None where it passes)
ORDER: list[tuple[str, str, SessionFacts, Level | None]] = [
    ("G34", "not cleared", replace(READY, clearance=None), HARD),
    (
        "G34",
        "60 minutes",
        with_(
            READY,
            clearance__signed_at=ago(minutes=60),
            order__signed_at=ago(minutes=60),
            **{
                f"{f}__{t}": ago(minutes=61)
                for f, t in (
                    ("weight", "measured_at"),
                    ("intake", "recorded_at"),
                    ("pregnancy_test", "tested_at"),
                    ("sobriety", "attested_at"),
                    ("suicide_screen", "asked_at"),
                    ("mental_state", "seen_at"),
                )
            },
            readings=(ReadingFact("baseline", replace(READING, taken_at=ago(minutes=60))),),
        ),
        None,
    ),
    (
        "G34",
        "61 minutes",
        with_(
            READY,
            clearance__signed_at=ago(minutes=60, seconds=1),
            order__signed_at=ago(minutes=61),
            **{
                f"{f}__{t}": ago(minutes=61)
                for f, t in (
                    ("weight", "measured_at"),
                    ("intake", "recorded_at"),
                    ("pregnancy_test", "tested_at"),
                    ("sobriety", "attested_at"),
                    ("suicide_screen", "asked_at"),
                    ("mental_state", "seen_at"),
                )
            },
            readings=(ReadingFact("baseline", replace(READING, taken_at=ago(minutes=60))),),
        ),
        HARD,
    ),
    ("G34", "another order", with_(READY, clearance__order_id="another"), HARD),
    ("G34", "cleared by a nurse", with_(READY, clearance__prescriber_id="nurse"), HARD),
    ("G34", "ordered by a nurse", order(prescriber_id="nurse"), HARD),
    ("G34", "another route", order(route="IM"), HARD),
    ("G34", "another weight", order(weight_id="another"), HARD),
    ("G34", "a reading after it", reading(taken_at=ago(minutes=9)), HARD),
    ("G34", "a weight after it", with_(READY, weight__measured_at=ago(minutes=9)), HARD),
    ("L01", "0.75 mg/kg", order(ordered_mg=D(54), actual_mg=D(54)), None),
    ("L06", "undiluted", order(mg_per_ml=D(100), drug_ml=D("0.36"), diluent_ml=D("0.35")), HARD),
    ("L05", "19 minutes", order(minutes=19), RX),
    ("L05", "29 minutes", order(minutes=29), WARN),
    ("L02", "first session, high", order(ordered_mg=D("36.01"), actual_mg=D("36.01")), RX),
]
