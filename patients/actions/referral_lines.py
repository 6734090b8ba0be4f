"""The lines of a letter become rows that wait."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.core.errors import InvalidInput
from patients.letter.gather import Gathered, gather
from patients.letter.letter import Statement
from patients.models import Patient, Referral, ReferralFact

MOST_LINES = 1000  # a long life holds about a hundred; each is read by a person


@step
def keep(
    referral: Referral, statements: Iterable[Statement], *, patient: Patient | None, at: datetime
) -> None:
    """One waiting row for each thing said, however often it was said.

    What an earlier referral of the same patient said in the same way is not asked again; how many lines
    that were is kept in ``evidence["known"]``.
    """
    lines = gather(statements)
    if len(lines) > MOST_LINES:
        raise InvalidInput(
            _("It says %(count)d different things; nobody can review more than %(most)d.")
            % {"count": len(lines), "most": MOST_LINES},
            field="bundle",
        )
    said_before = _said_before(patient)
    known = 0
    for place, line in enumerate(lines):
        row = _row(referral, line, place)
        if _sameness(row) in said_before:
            known += 1
            continue
        row.patient, row.created_at = patient, at
        row.save()
    if known:
        referral.evidence["known"] = known
        referral.save()


@step
def belong_to(referral: Referral, patient: Patient) -> None:
    """Now that it is known whom they are about."""
    for fact in referral.facts.filter(patient=None).order_by("place"):
        fact.patient = patient
        fact.save()


def _row(referral: Referral, line: Gathered, place: int) -> ReferralFact:
    said = line.statement
    code = next((one for one in said.codes if one.code), None)
    return ReferralFact(
        referral=referral,
        site=referral.site,
        place=place,
        kind=said.kind.value,
        text=said.text,
        code=code.code if code else "",
        system=code.system if code else "",
        codes=[[one.system, one.code, one.display] for one in said.codes],
        standing=said.standing.value,
        said=said.said,
        since=str(line.since or ""),
        until=str(line.until or ""),
        noted=str(said.noted or ""),
        details=said.details,
        entries=list(line.entries),
        unread=said.unread,
    )


def _said_before(patient: Patient | None) -> set[tuple[str, ...]]:
    if patient is None:
        return set()
    return {_sameness(fact) for fact in ReferralFact.objects.filter(patient=patient)}


def _sameness(fact: ReferralFact) -> tuple[str, ...]:
    if not fact.text:
        return (str(fact.referral_id), str(fact.place))
    return (
        fact.kind, fact.text, fact.code, fact.system, fact.standing,
        fact.since, fact.until, fact.details,
    )  # fmt: skip
