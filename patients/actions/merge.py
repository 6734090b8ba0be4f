"""Two records turn out to be one person. A pointer says so; nothing is moved, and it can be undone."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from clinic.core.locks import lock_all
from patients.actions.course import moving
from patients.models import Allergy, Condition, Course, CourseStatus, Medication, Patient
from patients.models.fact import Fact


class CannotMerge(DomainError):
    """The records hold something that a pointer cannot settle."""

    code = "cannot-merge"


@action(Permission.PATIENT_MERGE)
def merge(patient: Patient, *, into: Patient, by: Actor, at: datetime) -> Patient:
    """``patient`` is a second record of ``into``. Everything stays where it was written, and both histories.

    From now on the second record takes no new entries and is found through the first. A course that was
    only referred is closed, because one person has one course; a course that has begun forbids merging. So
    does a diagnosis, a medication or an allergy the first record does not know: nobody would read it again.
    """
    require_open_to(by, into)
    patient, into = _lock_both(patient, into)
    if patient.merged_into_id is not None or into.merged_into_id is not None:
        raise CannotMerge(_("One of these records is merged already. Open the one that is left."))
    if patient.account_id is not None and into.account_id is not None:
        raise CannotMerge(_("Both records have an account of their own. Close one first."))
    if Patient.objects.filter(merged_into=patient).exists():
        raise CannotMerge(_("Another record is merged into this one. Undo that first."))
    _require_known(patient, into)
    for course in Course.objects.filter(patient=patient).open().order_by("id"):
        _close_unbegun(course, by, at)
    patient.merged_into, patient.merged_at = into, at
    patient.save()
    return patient


@action(Permission.PATIENT_MERGE)
def undo_merge(patient: Patient, *, by: Actor, at: datetime) -> Patient:
    """They are two people after all. The record takes entries again; a course closed then is taken up anew."""
    patient = Patient.objects.select_for_update(of=("self",)).get(pk=patient.pk)
    if patient.merged_into_id is None:
        raise CannotMerge(_("This record is not merged."))
    patient.merged_into = patient.merged_at = None
    patient.save()
    return patient


@step
def require_open_to(by: Actor, patient: Patient) -> None:
    """Nobody ties anything to a record they may not open."""
    if not Patient.objects.visible_to(by).filter(pk=patient.pk).exists():
        raise NotAllowed(_("You cannot open the other record."))


def _lock_both(patient: Patient, into: Patient) -> tuple[Patient, Patient]:
    if patient.pk == into.pk:
        raise InvalidInput(_("Choose two different records."), field="into")
    lock_all([("patient", patient.pk), ("patient", into.pk)])
    rows = Patient.objects.select_for_update(of=("self",)).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[patient.pk, into.pk])}
    return found[patient.pk], found[into.pk]


def _require_known(patient: Patient, into: Patient) -> None:
    """What is true on the second record stands on the first too. Says how many, not what: the desk merges as well."""
    lost = 0
    for held in (
        Condition.objects.filter(mistaken_at=None),
        Medication.objects.current(),
        Allergy.objects.current(),
    ):
        known = {name for fact in held.filter(patient=into) for name in _names(fact)}
        lost += sum(known.isdisjoint(_names(fact)) for fact in held.filter(patient=patient))
    if lost:
        raise CannotMerge(
            ngettext(
                "The second record knows %d thing about this person’s health that the first does not. "
                "A clinician writes it there first.",
                "The second record knows %d things about this person’s health that the first does not. "
                "A clinician writes them there first.",
                lost,
            )
            % lost
        )


def _names(fact: Fact) -> set[tuple[str, str]]:
    """What a fact is known by: its words, and its code where it has one."""
    known = {("", fact.name.casefold())}
    return known | ({(fact.code_system, fact.code)} if fact.code else set())


def _close_unbegun(course: Course, by: Actor, at: datetime) -> None:
    course = moving.lock(course)
    if course.status != CourseStatus.REFERRED:
        raise CannotMerge(
            _("The second record has a course under way. Merge the other one into it, or end it.")
        )
    moving.move(
        course,
        CourseStatus.CLOSED_NO_CONTACT,
        by=by,
        at=at,
        note=_("This record was merged into another."),
    )
