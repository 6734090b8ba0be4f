"""What a finished questionnaire counts, finds and means, written on its response."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.core.errors import DomainError, InvalidInput
from patients.instruments import scoring
from patients.instruments.definition import Instrument
from patients.instruments.recall import overlaps_previous_window
from patients.models import MeasurePart, MeasureResponse

# How exactly the value of a group is kept.
HUNDREDTH = Decimal("0.01")


class NotAnswered(InvalidInput):
    """Questions are left. ``details["missing"]`` lists them."""

    code = "not-answered"


@step
def score(
    response: MeasureResponse, instrument: Instrument, answers: Mapping[str, int]
) -> tuple[scoring.Part, ...]:
    """Write what the answers count, find and mean on the response; hand back its groups."""
    sex = response.cutoff_sex or _recorded_sex(response, instrument)
    result = scoring.score(instrument, answers, entry=scoring.Entry(response.entry), sex=sex)
    if result.missing and response.entry != MeasureResponse.Entry.PAPER:
        raise NotAnswered(
            _("Not answered yet: question %s.") % ", ".join(result.missing),
            missing=list(result.missing),
        )
    response.total, response.prorated = result.total, result.prorated
    response.band = result.band.code if result.band else ""
    response.positive, response.cutoff_sex = result.positive, sex
    return result.parts


def _recorded_sex(response: MeasureResponse, instrument: Instrument) -> str:
    """The patient's recorded sex where it chooses between cut-offs; empty when it does not."""
    sex = response.patient.sex
    return sex if sex in {each.sex for each in instrument.cutoffs if each.sex} else ""


@step
def choose_cutoff(response: MeasureResponse, sex: str) -> None:
    """Read a finished total again by the cut-off of ``sex``."""
    cutoffs = response.instrument.instrument.cutoffs
    if sex not in {each.sex for each in cutoffs if each.sex}:
        raise InvalidInput(_("This questionnaire has no such cut-off."), field="sex")
    if response.status != MeasureResponse.Status.COMPLETE:
        raise DomainError(_("Finish the questionnaire first, then choose its cut-off."))
    exact = None if response.prorated else response.total
    response.positive = scoring.by_cutoff(cutoffs, exact, sex=sex)
    response.cutoff_sex = sex
    response.save()


@step
def keep_parts(response: MeasureResponse, parts: tuple[scoring.Part, ...], at: datetime) -> None:
    for part in parts:
        MeasurePart(
            response=response,
            patient_id=response.patient_id,
            site_id=response.site_id,
            code=part.code,
            value=None if part.value is None else part.value.quantize(HUNDREDTH),
            met=part.met,
            created_at=at,
        ).save()


@step
def overlaps(response: MeasureResponse, instrument: Instrument) -> bool:
    before = (
        MeasureResponse.objects.complete()
        .of(instrument.code)
        .filter(patient_id=response.patient_id, answered_on__lte=response.answered_on)
        .exclude(pk=response.pk)
        .order_by("-answered_on")
        .first()
    )
    return overlaps_previous_window(
        instrument,
        answered_on=response.answered_on,
        previous_on=before.answered_on if before else None,
    )
