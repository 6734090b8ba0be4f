"""A signed screening opened again: by a person who says why, or by the rule for what came on record."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.core.events import publish
from clinic.tasks.actions import task
from patients.actions.screening_rows import lock, move
from patients.eligibility.reopening import New, reopens, rows_of
from patients.events import ScreeningReopened
from patients.models import Patient, Screening
from patients.models.course import OPEN
from patients.models.fact import Fact
from patients.models.screening import ScreeningQuerySet
from patients.models.workup import Entry
from patients.policies.known import as_known
from patients.policies.known_tests import tests_of
from patients.policies.suggestion import because as because_of

_Status = Screening.Status
LONGEST = 240


@action(Permission.SCREENING_EDIT)
def reopen(screening: Screening, *, because: str, by: Actor, at: datetime) -> Screening:
    """Its term runs out, or somebody doubts it: until it is signed again it does not count."""
    screening = lock(screening)
    if not because.strip():
        raise InvalidInput(_("Say why."), field="because")
    move(screening, _Status.REOPENED)
    screening.reopened_at, screening.reopened_because = at, because.strip()
    screening.save()
    publish(
        ScreeningReopened(
            screening_id=screening.pk,
            course_id=screening.course_id,
            patient_id=screening.patient_id,
            site_id=screening.site_id,
            at=at,
        )
    )
    return screening


@step
def reopen_for(fact: Fact, *, by: Actor, at: datetime) -> None:
    """A condition, medication or allergy was confirmed: the prescriber signs again before a dose (G01)."""
    reopen_for_new(fact.patient, as_known(fact), by=by, at=at)


@step
def reopen_for_new(patient: Patient, new: New, *, by: Actor, at: datetime) -> None:
    """Something came on record. By ``patients.eligibility.reopening`` it opens every signed screening
    of a course that is still open, or none; the sentence names what is new and where to look."""
    for screening in _signed(patient).select_for_update(of=("self",)).select_related("site"):
        rows = rows_of(new, screening.site.today(at), patient.birth_date)
        if not reopens(new, rows):
            continue
        because = because_of(new, rows)
        reopen.step(screening, because=_shortened(because), by=by, at=at)
        task.raise_task.step(
            screening.site,
            kind="SCREENING_AGAIN",
            sentence=_("A new fact was confirmed. Read the screening and sign it again."),
            patient_id=screening.patient_id,
            subject_id=screening.pk,
            role=Role.PRESCRIBER,
            due_at=at,
            link=f"/screenings/{screening.pk}/",
            key=f"screening-again:{screening.pk}",
            by=by,
            at=at,
        )


@step
def reopen_for_entry(patient: Patient, entry: Entry, *, by: Actor, at: datetime) -> None:
    """A result or an answer was written down: by the rule it opens a signed screening when it points at a row.

    Most are written before anything is signed: then there is nothing to open, and nothing more is read.
    """
    if not _signed(patient).exists():
        return
    for new in tests_of(patient, entry.site.today(at), at):
        if new.id == str(entry.pk):
            reopen_for_new(patient, new, by=by, at=at)


def _signed(patient: Patient) -> ScreeningQuerySet:
    """The signed screenings of the patient's courses that are still open."""
    return Screening.objects.filter(
        patient=patient, status=_Status.SIGNED, course__status__in=OPEN
    )


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
