"""What a team needs to look after tomorrow's patients with the program out of reach: last doses, allergies, a blank sheet.

Chart data: read as somebody who may read the chart, and only of patients who have a visit that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.core.actor import Actor
from clinic.policy.models import PolicyVersion
from clinic.printing.content import words
from clinic.scheduling.models import Appointment, Escort, Kind
from clinic.sites.models import Site
from patients.models import Allergy, AllergyCheck, Medication, Patient
from sessions.models import DosingSession

DOSES_SHOWN = 5
SPARE_LINES = 6


@dataclass(frozen=True)
class _Chart:
    """Everything the pack says of its patients, by patient."""

    doses: Mapping[UUID, list[DosingSession]]
    allergies: Mapping[UUID, list[Allergy]]
    asked: frozenset[UUID]
    medications: Mapping[UUID, list[Medication]]
    escorts: Mapping[UUID, Escort]


def visits_of(site: Site, day: date, reader: Actor) -> list[Appointment]:
    visits = Appointment.objects.visible_to(reader).standing().with_people()
    return list(visits.filter(site=site, wall_date=day).order_by("starts_at", "pk"))


def downtime(
    site: Site, day: date, visits: list[Appointment], *, reader: Actor, at: datetime
) -> dict[str, Any]:
    """The whole pack, in the order of the day. A constant number of queries."""
    chart = _read(visits, reader)
    version = PolicyVersion.objects.in_force(site.pk, at)
    routes = version.policy.routes if version else {}
    return {
        "title": _("Downtime pack: %(day)s") % {"day": words.long_day(day)},
        "place": site.name,
        "printed": words.printed(site, at),
        "lead": _(
            "As things stood when this was printed. Write here while the program cannot be reached; "
            "type it in afterwards and mark it as a late entry."
        ),
        "day_head": [_("Time"), _("Patient"), _("Visit"), _("Where"), _("Team")],
        "day_rows": [
            [
                visit.hours(),
                visit.patient.full_name,
                visit.visit_kind.name,
                words.place(visit),
                words.team(visit),
            ]
            for visit in visits
        ],
        "none": _("No visits."),
        "dose_head": [_("Day"), _("Route"), _("Given"), _("Weight"), _("Remarks")],
        "sheet_head": [
            *(_("Minute"), _("Time"), _("BP"), _("Pulse"), _("SpO₂"), _("Breaths")),
            *(_("MOAA/S"), _("Remarks, drug, signature")),
        ],
        "words": {
            "allergies": _("Allergies"),
            "medications": _("Takes"),
            "doses": _("Last doses"),
            "no_doses": _("No dose here yet."),
            "sheet": _("Flowsheet"),
            "escort": _("Takes them home"),
        },
        "patients": [_page(visit, chart, routes, site) for visit in visits],
    }


def _page(
    visit: Appointment, chart: _Chart, routes: Mapping[str, Any], site: Site
) -> dict[str, Any]:
    patient = visit.patient
    escort = chart.escorts.get(visit.pk)
    dosing = visit.kind == Kind.DOSING
    terms = routes.get(visit.route) if dosing else None
    return {
        "name": patient.full_name,
        "about": " · ".join(filter(None, [*_born(patient), patient.phone])),
        "visit": f"{visit.hours()} · {visit.visit_kind.name} · {words.place(visit)}",
        "team": words.team(visit),
        "escort": f"{escort.name}, {escort.phone}" if escort else _("Nobody is named."),
        "allergies": _allergies(patient.pk, chart),
        "medications": _medications(chart.medications[patient.pk]),
        "doses": [_dose(one, site) for one in chart.doses[patient.pk][:DOSES_SHOWN]],
        "is_dosing": dosing,
        "minutes": [*map(str, terms.due_minutes), *[""] * SPARE_LINES] if terms else [""] * 18,
    }


def _born(patient: Patient) -> tuple[str, str]:
    born = _("Born %(day)s") % {"day": words.short_day(patient.birth_date)}
    return born, _("Record %(number)s") % {"number": patient.record_number}


def _allergies(patient_id: UUID, chart: _Chart) -> str:
    """What is known; "not asked" is never shown as "none"."""
    named = [
        f"{a.name}: {a.reaction}" if a.reaction else a.name for a in chart.allergies[patient_id]
    ]
    if named:
        return ", ".join(named)
    return _("None known") if patient_id in chart.asked else _("Not asked")


def _medications(known: Iterable[Medication]) -> str:
    listed = [" ".join(filter(None, [one.name, one.dose, one.frequency])) for one in known]
    return ", ".join(listed) or _("Nothing on record.")


def _dose(session: DosingSession, site: Site) -> list[str]:
    at = session.first_drug_at
    return [
        words.short_day(site.local(at).date()) if at else "",
        session.route,
        f"{session.given_mg.normalize():f} mg",
        f"{session.kg} kg" if session.kg else "",
        session.stopped_because,
    ]


def _read(visits: list[Appointment], reader: Actor) -> _Chart:
    patients = {visit.patient_id for visit in visits}
    true = {"patient__in": patients, "mistaken_at": None, "ended_on": None, "is_past": False}
    doses = DosingSession.objects.visible_to(reader).dosed().filter(patient__in=patients)
    escorts = Escort.objects.visible_to(reader).current().filter(appointment__in=visits)
    asked = AllergyCheck.objects.visible_to(reader).filter(patient__in=patients)
    return _Chart(
        doses=_by_patient(doses.order_by("-first_drug_at", "pk")),
        allergies=_by_patient(Allergy.objects.visible_to(reader).filter(**true).order_by("name")),
        asked=frozenset(row.patient_id for row in asked),
        medications=_by_patient(
            Medication.objects.visible_to(reader).filter(**true).order_by("name")
        ),
        escorts={one.appointment_id: one for one in escorts},
    )


def _by_patient(rows: Iterable[Any]) -> defaultdict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.patient_id].append(row)
    return found
