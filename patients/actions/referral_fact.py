"""A clinician settles what a referral says: confirmed onto the chart, or set aside with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.states import require_move
from patients.actions import fact as chart
from patients.actions import referral as referrals
from patients.models import Allergy, Patient, Referral, ReferralFact
from patients.models.fact import Fact

NAME, CODE, DOSE, REACTION, NOTE = 200, 64, 120, 200, 500  # what the columns of the chart hold
SEVERITIES = {"mild", "moderate", "severe"}


class NothingToConfirm(DomainError):
    """The sender named nothing in this line."""

    code = "nothing-to-confirm"


class StillWaiting(DomainError):
    """Lines of the referral are not settled."""

    code = "still-waiting"


@action(Permission.REFERRAL_CONFIRM)
def confirm_fact(
    fact: ReferralFact,
    *,
    name: str | None = None,
    is_past: bool | None = None,
    by: User,
    at: datetime,
) -> ReferralFact:
    """Vouch for one line: it becomes a condition, medication or allergy on the chart.

    ``name`` puts it in the clinic's words; ``is_past`` overrules the sender on whether it still holds.
    What the sender does not say to be over counts as current, so that the gate sees it.
    """
    fact = _lock(fact)
    _confirm(fact, name, is_past, by, at)
    _settle_if_done(fact.referral, by, at)
    return fact


@action(Permission.REFERRAL_CONFIRM)
def confirm_facts(
    referral: Referral, *, facts: Sequence[UUID], by: User, at: datetime
) -> Referral:
    """Vouch for several lines at once, as the sender wrote them. All of them, or none."""
    for fact in _lock_several(referral, facts):
        _confirm(fact, None, None, by, at)
    return _settle_if_done(referral, by, at)


@action(Permission.REFERRAL_CONFIRM)
def reject_fact(fact: ReferralFact, *, because: str, by: User, at: datetime) -> ReferralFact:
    """Set one line aside: it never reaches the chart, and can be taken up again."""
    fact = _lock(fact)
    _reject(fact, because, by, at)
    _settle_if_done(fact.referral, by, at)
    return fact


@action(Permission.REFERRAL_CONFIRM)
def reject_facts(
    referral: Referral, *, facts: Sequence[UUID], because: str, by: User, at: datetime
) -> Referral:
    """Set several lines aside for one reason."""
    for fact in _lock_several(referral, facts):
        _reject(fact, because, by, at)
    return _settle_if_done(referral, by, at)


@action(Permission.REFERRAL_CONFIRM)
def take_up_again(fact: ReferralFact, *, by: User, at: datetime) -> ReferralFact:
    """A line set aside waits again."""
    fact = _lock(fact)
    require_move(ReferralFact.MOVES, fact.status, ReferralFact.Status.PENDING, what=_("line"))
    fact.status = ReferralFact.Status.PENDING
    fact.settled_at = fact.settled_by = None
    fact.because = ""
    fact.save()
    referral = fact.referral
    if referral.status == Referral.Status.SETTLED:
        referral.status = Referral.Status.OPEN
        referral.save()
    return fact


@action(Permission.REFERRAL_CONFIRM)
def finish_review(referral: Referral, *, by: User, at: datetime) -> Referral:
    """Somebody read it and there is nothing to settle, or nothing left."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if referral.facts.pending().exists():
        raise StillWaiting(_("Lines are still waiting. Confirm them or set them aside."))
    return _settle(referral, by, at)


@step
def _confirm(
    fact: ReferralFact, name: str | None, is_past: bool | None, by: User, at: datetime
) -> None:
    require_move(ReferralFact.MOVES, fact.status, ReferralFact.Status.CONFIRMED, what=_("line"))
    if not fact.text and not (name or "").strip():
        raise NothingToConfirm(_("The sender named nothing in this line. Ask, or set it aside."))
    patient = fact.referral.patient
    if patient is None:
        raise DomainError(_("First say who this referral is about."))
    while patient.merged_into is not None:
        patient = patient.merged_into
    fact.text = fact.text or (name or "").strip()
    made = _onto_chart(fact, patient, name, is_past, by, at)
    fact.status, fact.became = ReferralFact.Status.CONFIRMED, made.pk
    fact.settled_at, fact.settled_by = at, by
    fact.save()


def _onto_chart(
    fact: ReferralFact,
    patient: Patient,
    name: str | None,
    is_past: bool | None,
    by: User,
    at: datetime,
) -> Fact:
    past = fact.standing == ReferralFact.Standing.PAST if is_past is None else is_past
    said: dict[str, Any] = {
        "name": _shortened((name or "").strip() or fact.text, NAME),
        "code": fact.code if len(fact.code) <= CODE else "",
        "code_system": fact.system if len(fact.code) <= CODE else "",
        "started_on": _exact(fact.since),
        "ended_on": _exact(fact.until) if past else None,
        "is_past": past,
        "came_from": fact.pk,
        "note": _note(fact),
    }
    if said["started_on"] and said["ended_on"] and said["ended_on"] < said["started_on"]:
        said["ended_on"] = None  # the sender contradicts itself; that it is past still stands
    if said["ended_on"] and said["ended_on"] > patient.site.today(at):
        said["ended_on"] = None  # and so does one for whom a day to come is past
    confirm: Callable[..., Fact]
    if fact.kind == ReferralFact.Kind.MEDICATION:
        confirm = chart.confirm_medication.step
        said["dose"] = _shortened(fact.details, DOSE)
    elif fact.kind == ReferralFact.Kind.ALLERGY:
        confirm = chart.confirm_allergy.step
        said["reaction"] = _shortened(fact.details, REACTION)
        said["severity"] = _severity(fact.details)
    else:
        confirm = chart.confirm_condition.step
    return confirm(patient, by=by, at=at, **said)


def _note(fact: ReferralFact) -> str:
    """What the chart's own columns do not hold, in the sender's words."""
    parts = []
    if fact.since and not _exact(fact.since):
        parts.append(_("Since %(when)s.") % {"when": fact.since})
    if fact.until and not _exact(fact.until):
        parts.append(_("Until %(when)s.") % {"when": fact.until})
    if fact.kind == ReferralFact.Kind.CONDITION and fact.details:
        parts.append(fact.details)
    return _shortened(" ".join(parts), NOTE)


def _severity(details: str) -> str:
    words = {word.strip("().,;") for word in details.lower().split()}
    worst = [one for one in ("severe", "moderate", "mild") if one in words & SEVERITIES]
    return Allergy.Severity[worst[0].upper()] if worst else Allergy.Severity.UNKNOWN


def _exact(written: str) -> date | None:
    return date.fromisoformat(written) if len(written) == len("YYYY-MM-DD") else None


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _reject(fact: ReferralFact, because: str, by: User, at: datetime) -> None:
    require_move(ReferralFact.MOVES, fact.status, ReferralFact.Status.REJECTED, what=_("line"))
    if not because.strip():
        raise InvalidInput(_("Say why."), field="because")
    fact.status, fact.because = ReferralFact.Status.REJECTED, because.strip()
    fact.settled_at, fact.settled_by = at, by
    fact.save()


def _lock(fact: ReferralFact) -> ReferralFact:
    """The referral first, then its line: everybody locks in this order."""
    referral = _lock_referral(fact.referral)
    fact = ReferralFact.objects.select_for_update(of=("self",)).get(pk=fact.pk)
    fact.referral = referral
    return fact


def _lock_several(referral: Referral, ids: Sequence[UUID]) -> list[ReferralFact]:
    if not ids:
        raise InvalidInput(_("Choose at least one line."), field="facts")
    referral = _lock_referral(referral)
    facts = list(
        ReferralFact.objects.select_for_update(of=("self",))
        .filter(referral=referral, pk__in=ids)
        .order_by("place")
    )
    if len(facts) != len(set(ids)):
        raise InvalidInput(_("There is no such line in this referral."), field="facts")
    for fact in facts:
        fact.referral = referral
    return facts


def _lock_referral(referral: Referral) -> Referral:
    locked = Referral.objects.select_for_update(of=("self",)).select_related(
        "patient__merged_into", "site"
    )
    referral = locked.get(pk=referral.pk)
    if referral.status == Referral.Status.DECLINED:
        raise DomainError(_("This referral was declined."))
    return referral


def _settle_if_done(referral: Referral, by: User, at: datetime) -> Referral:
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if referral.status != Referral.Status.OPEN or referral.facts.pending().exists():
        return referral
    return _settle(referral, by, at)


def _settle(referral: Referral, by: User, at: datetime) -> Referral:
    require_move(Referral.MOVES, referral.status, Referral.Status.SETTLED, what=_("referral"))
    referral.status = Referral.Status.SETTLED
    referral.save()
    referrals.done_with(referral, by=by, at=at, outcome=_("Reviewed."))
    return referral
