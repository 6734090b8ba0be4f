"""Which days a score talks about, and so what it can and cannot be compared with."""

from datetime import date, timedelta

from patients.instruments.definition import Instrument

# The endpoint of the acute phase is read 14 to 31 days after its last dose [S22].
ENDPOINT_FROM_DAYS = 14
ENDPOINT_UNTIL_DAYS = 31


def overlaps_previous_window(
    instrument: Instrument, *, answered_on: date, previous_on: date | None
) -> bool:
    """Whether some of the remembered days were already in the previous answer (domain/05 5.2)."""
    if previous_on is None or instrument.recall_days is None:
        return False
    return answered_on - previous_on < timedelta(days=instrument.recall_days)


def contains_days_before(instrument: Instrument, *, answered_on: date, dose_on: date) -> bool:
    """Whether the remembered days reach back before a dose, so the score is trend only."""
    if instrument.recall_days is None:
        return False
    return answered_on - dose_on < timedelta(days=instrument.recall_days)


def is_endpoint(*, answered_on: date, last_acute_dose_on: date) -> bool:
    """Whether an answer counts as the acute phase's endpoint: day 14 to day 31, both counted."""
    days = (answered_on - last_acute_dose_on).days
    return ENDPOINT_FROM_DAYS <= days <= ENDPOINT_UNTIL_DAYS
