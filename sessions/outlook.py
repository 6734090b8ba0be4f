"""The gate over a whole day: every dosing visit of a site judged in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from clinic.scheduling.models import Appointment, Kind
from clinic.sites.models import Site
from sessions.facts import load, policies_in_force
from sessions.gate import Stage, Verdict, judge

STAGE_OF: dict[str, Stage] = {
    Appointment.Status.HELD: Stage.CONFIRM,
    Appointment.Status.BOOKED: Stage.CONFIRM,
    Appointment.Status.CONFIRMED: Stage.CHECK_IN,
    Appointment.Status.ARRIVED: Stage.DOSE,
}


def verdicts_for(
    appointments: Iterable[UUID],
    at: datetime,
    *,
    stage: Stage | None = None,
) -> dict[UUID, list[Verdict]]:
    """Verdicts by appointment. Without a stage each visit is judged at its own: planned, expected, or here.

    A visit of no course has no verdicts: nothing can be given there, and no session can be opened.
    """
    policies = policies_in_force(at)
    facts = load(appointments, at, policies=policies)
    terms = {site: version.policy for site, version in policies.items()}
    return {
        pk: judge(
            one,
            terms.get(UUID(one.site_id)),
            stage=stage or STAGE_OF.get(one.appointment_status, Stage.CONFIRM),
            at=at,
        )
        for pk, one in facts.items()
    }


def verdicts_for_day(site: Site, day: date, at: datetime) -> dict[UUID, list[Verdict]]:
    """Every standing dosing visit of that local day."""
    visits = Appointment.objects.standing().filter(site=site, wall_date=day, kind=Kind.DOSING)
    return verdicts_for(visits.values_list("pk", flat=True), at)


def blocking(verdicts: Mapping[UUID, list[Verdict]]) -> dict[UUID, list[Verdict]]:
    """Only what stands in the way, visits without anything left out."""
    found = {pk: [v for v in rows if v.blocks] for pk, rows in verdicts.items()}
    return {pk: rows for pk, rows in found.items() if rows}
