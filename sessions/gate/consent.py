"""G05 consent: this course, this route, the wording in force, signed with a clear head."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from sessions.gate.case import Case, seen
from sessions.gate.facts import ConsentFact, ConsentVersionFact, PastDose
from sessions.gate.registry import guard
from sessions.gate.verdict import BEFORE_DOSE, Evidence, Finding, Level, Mend, Stage, passed


@guard("G05", words("Consent valid"), BEFORE_DOSE | {Stage.CONTINUE}, Level.HARD)
def consent_valid(case: Case) -> list[Finding]:
    """Each required type on its own; judged at the dose, not at the booking."""
    return [_of_type(case, form_type) for form_type in case.policy.gate.consent_types]


def _of_type(case: Case, form_type: str) -> Finding:
    mine = [
        c
        for c in case.facts.consents
        if c.form_type == form_type and c.course_id == case.facts.course_id
    ]
    mend = Mend("consent.sign", case.facts.course_id)
    desk = _("Consent is not signed for this visit.")
    if not mine:
        return case.hard(_("Consent for this course is not signed."), "MISSING", mend, desk=desk)
    complaints: list[tuple[ConsentFact, str, str]] = []
    for consent in sorted(mine, key=lambda c: c.version, reverse=True):
        complaint = _complaint(case, consent)
        if complaint is None:
            return passed(
                _("Consent version %(n)d signed %(day)s.")
                % {"n": consent.version, "day": case.day(consent.signed_at or case.at)},
                _evidence(consent),
            )
        complaints.append((consent, *complaint))
    newest, cause, sentence = complaints[0]
    return case.hard(sentence, cause, mend, _evidence(newest), desk=desk)


def _evidence(consent: ConsentFact) -> Evidence:
    return seen(
        "consent",
        consent.id,
        form_type=consent.form_type,
        version=consent.version,
        state=consent.state,
        routes=consent.routes,
        signed_at=consent.signed_at,
        expires_on=consent.expires_on,
        withdrawn_at=consent.withdrawn_at,
    )


def _complaint(case: Case, consent: ConsentFact) -> tuple[str, str] | None:
    """Why this signature does not do: a code and a sentence. None when it does."""
    if consent.withdrawn_at is not None or consent.state == "WITHDRAWN":
        day = case.day(consent.withdrawn_at or case.at)
        return "WITHDRAWN", _("Consent was withdrawn on %s.") % day
    if consent.state not in {"SIGNED", "SUPERSEDED"} or consent.signed_at is None:
        return "UNSIGNED", _("Consent was handed out and is not signed.")
    if consent.signed_at > case.at:
        return "UNSIGNED", _("Consent was handed out and is not signed.")
    if newer := _material_since(case, consent):
        return "SUPERSEDED", _(
            "Consent is out of date. Version %(old)d is signed. Version %(new)d applies since %(day)s."
        ) % {"old": consent.version, "new": newer.number, "day": case.day(newer.effective_at)}
    if consent.state == "SUPERSEDED":
        return "SUPERSEDED", _("Consent is out of date: a newer version applies.")
    if consent.expires_on is not None and case.today > consent.expires_on:
        return "EXPIRED", _("Consent ran out on %s.") % case.day(consent.expires_on)
    if case.facts.route not in consent.routes:
        return "ROUTE", _("The signed consent does not cover this route.")
    if consent.jurisdiction != case.facts.jurisdiction:
        return "JURISDICTION", _(
            "The signed consent is for %(theirs)s; the patient is in %(here)s."
        ) % {
            "theirs": consent.jurisdiction or _("no place"),
            "here": case.facts.jurisdiction,
        }
    if consent.capacity_attested_at is None or consent.capacity_attested_at > case.at:
        return "CAPACITY", _("No prescriber has attested that consent was understood.")
    if _under_effect(case, consent.signed_at):
        return "UNDER_EFFECT", _(
            "Consent was signed on %s while a dose was still working. It is signed again."
        ) % case.day(consent.signed_at)
    return None


def _material_since(case: Case, consent: ConsentFact) -> ConsentVersionFact | None:
    """The newest later version that changes something that matters and is past its grace."""
    later = [
        v
        for v in consent.versions
        if v.number > consent.version
        and v.material
        and v.effective_at + timedelta(days=v.grace_days) <= case.moment
    ]
    return max(later, key=lambda v: v.number, default=None)


def _under_effect(case: Case, signed_at: datetime) -> bool:
    """Inside any [dose start, day after discharge): the patient's own next calendar day."""
    return any(dose.started_at <= signed_at < _clear_head_at(case, dose) for dose in _doses(case))


def _doses(case: Case) -> list[PastDose]:
    return list(case.facts.past_doses)


def _clear_head_at(case: Case, dose: PastDose) -> datetime:
    """Midnight after discharge. While nobody has gone home, the drug is taken to be working still."""
    if dose.discharged_at is None:
        return datetime.max.replace(tzinfo=case.zone)
    local = dose.discharged_at.astimezone(case.zone)
    return datetime.combine(
        local.date() + timedelta(days=1), datetime.min.time(), tzinfo=case.zone
    )
