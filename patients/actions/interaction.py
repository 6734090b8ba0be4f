"""The list of medications read against the rules, and a prescriber's reason for going on in spite of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from patients.actions import patient as patients
from patients.interactions.judging import Flag, Taken, judge
from patients.interactions.matching import recognise
from patients.interactions.rule import Level
from patients.models import (
    Course,
    InteractionCheck,
    InteractionNote,
    InteractionRules,
    Medication,
    Patient,
)
from patients.policies.shape import require_fit

_Cause = InteractionCheck.Cause
NOTHING_TAKEN: Mapping[UUID, datetime] = {}


class RulesMissing(DomainError):
    """No version of the rules is in the database: nothing can be judged, so nothing is."""

    code = "interaction-rules-missing"


class NotAnswerable(DomainError):
    """The finding is gone, or is none that a prescriber's reason settles."""

    code = "not-answerable"


@action(Permission.CHART_EDIT)
def check(patient: Patient, *, by: User, at: datetime) -> InteractionCheck:
    """Read the list again with the rules of today."""
    return read_list(patients.lock(patient), cause=_Cause.ASKED, at=at)


@action(Permission.INTERACTION_ANSWER)
def answer(
    check: InteractionCheck, *, finding: str, reason: str, by: User, at: datetime
) -> InteractionNote:
    """A prescriber's reason for treating in spite of an RX finding, which still stands in the newest check.

    It answers this rule about these very medications: another drug, or another level, asks again.
    ``NotAnswerable`` for what is not RX: a HARD finding never bends, and the rest needs no reason.
    """
    newest = _newest(check.patient_id)
    flag = next((f for f in newest.flags if f["finding"] == finding), None)
    if flag is None:
        raise NotAnswerable(_("This finding is gone. Read the list again."))
    if flag["level"] != Level.RX:
        raise NotAnswerable(_("A reason does not settle this finding."))
    if len(reason.strip()) < InteractionNote.SHORTEST:
        raise InvalidInput(_("Say why in a sentence."), field="reason")
    return _write(newest, flag["rule"], finding, reason, stands=True, by=by, at=at)


@action(Permission.INTERACTION_ANSWER)
def take_back(note: InteractionNote, *, because: str, by: User, at: datetime) -> InteractionNote:
    """The reason no longer holds. The finding stands in the way again; the note stays readable."""
    newest = (
        InteractionNote.objects.filter(patient=note.patient_id, finding=note.finding)
        .newest()
        .select_related("check_read")
        .get()
    )
    if newest.pk != note.pk or not newest.stands:
        raise NotAnswerable(_("Something was written about this finding since."))
    if not because.strip():
        raise InvalidInput(_("Say why."), field="because")
    return _write(
        newest.check_read, note.rule_code, note.finding, because, stands=False, by=by, at=at
    )


@step
def read_list(
    patient: Patient,
    *,
    cause: str,
    route: str | None = None,
    session: UUID | None = None,
    last_taken: Mapping[UUID, datetime] = NOTHING_TAKEN,
    at: datetime,
) -> InteractionCheck:
    """Keep what the rules say to everything the patient takes now. The caller holds the patient's lock.

    ``route`` is the way in that is planned: the open course's, unless told. ``last_taken`` by medication
    is newer than what stands on the record.
    """
    version = InteractionRules.objects.newest().first()
    if version is None:
        raise RulesMissing(_("The rules about medications are missing. Run the migrations."))
    rows = list(
        Medication.objects.current().filter(patient=patient).order_by("confirmed_at", "pk")
    )
    taken = [
        Taken(
            str(row.pk),
            row.name,
            row.code,
            row.code_system,
            last_taken.get(row.pk, row.last_taken_at),
        )
        for row in rows
    ]
    way_in = _route_of(patient) if route is None else route
    flags = judge(taken, version.rules, route=way_in, at=at)
    before = InteractionCheck.objects.filter(patient=patient).newest().first()
    check = InteractionCheck(
        number=before.number + 1 if before else 1,
        patient=patient,
        site_id=patient.site_id,
        rules=version,
        cause=cause,
        route=way_in,
        session=session,
        checked_at=at,
        medications=[_line(one) for one in taken],
        flags=[_plain(flag) for flag in flags],
        worst=flags[0].level if flags else InteractionCheck.Worst.NONE,
        created_at=at,
    )
    check.save()
    return check


@step
def _newest(patient_id: UUID) -> InteractionCheck:
    patients.lock(Patient.objects.get(pk=patient_id))
    newest = InteractionCheck.objects.filter(patient=patient_id).newest().first()
    if newest is None:
        raise NotAnswerable(_("This finding is gone. Read the list again."))
    return newest


@step
def _write(
    check: InteractionCheck,
    rule_code: str,
    finding: str,
    reason: str,
    *,
    stands: bool,
    by: User,
    at: datetime,
) -> InteractionNote:
    note = InteractionNote(
        patient_id=check.patient_id,
        site_id=check.site_id,
        check_read=check,
        rule_code=rule_code,
        finding=finding,
        stands=stands,
        reason=reason.strip(),
        written_at=at,
        written_by=by,
        created_at=at,
    )
    require_fit(note)
    note.save()
    return note


def _route_of(patient: Patient) -> str:
    course = Course.objects.filter(patient=patient).open().order_by("-opened_at").first()
    return course.route if course else ""


def _line(one: Taken) -> dict[str, Any]:
    """One medication as it was read, with what was recognised and why."""
    read = recognise(one.name, one.code, one.system)
    return {
        "id": one.id,
        "name": one.name,
        "code": one.code,
        "system": one.system,
        "last_taken_at": one.last_taken_at.isoformat() if one.last_taken_at else None,
        "substances": sorted(read.substances),
        "matches": [
            {"substance": m.substance, "words": m.words, "how": m.how, "known_as": m.known_as}
            for m in read.matches
        ],
        "unread": list(read.unread),
        "is_local": read.is_local,
    }


def _plain(flag: Flag) -> dict[str, Any]:
    hold = flag.hold
    return {
        "rule": flag.rule_code,
        "level": flag.level.value,
        "finding": flag.finding,
        "title": flag.title,
        "message": flag.message,
        "sources": flag.sources,
        "medications": list(flag.medication_ids),
        "substances": list(flag.substances),
        "found": [_because(flag.found, each) for each in flag.medication_ids],
        "hold": (
            None
            if hold is None
            else {"hours": hold.hours, "preferred_hours": hold.preferred_hours, "days": hold.days}
        ),
        "may_not_be_skipped": flag.may_not_be_skipped,
    }


def _because(found: Iterable[Any], medication_id: str) -> dict[str, Any]:
    """The words a medication stands under a flag for."""
    return {
        "medication": medication_id,
        "words": [
            {"substance": f.substance, "words": f.words, "how": f.how, "known_as": f.known_as}
            for f in found
            if f.medication_id == medication_id
        ],
    }
