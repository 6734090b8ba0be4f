"""G05 consent: what the consent chapter calls standing, asked for every type this route needs, and one thing more.

The rule of each form stands in `consent.standing`; here is added what only the gate knows: no signature counts that
was given while a dose was still working.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from consent.standing import Place, Standing, mandatory_types
from consent.standing import judge as standing_of
from sessions.gate.case import Case, seen
from sessions.gate.facts import PastDose
from sessions.gate.registry import guard
from sessions.gate.verdict import BEFORE_DOSE, Evidence, Finding, Level, Mend, Stage, passed


@guard("G05", words("Consent valid"), BEFORE_DOSE | {Stage.CONTINUE}, Level.HARD)
def consent_valid(case: Case) -> list[Finding]:
    """Each required type on its own; judged at the dose, not at the booking."""
    facts, terms = case.facts, case.policy.gate
    place = Place(facts.jurisdiction, case.moment, case.today)
    mine = [c for c in facts.consents if str(c.course_id) == facts.course_id]
    earlier = [d.started_at for d in facts.past_doses if d.session_id != facts.session_id]
    return [
        _told(
            case,
            standing_of(
                type_,
                mine,
                facts.consent_forms,
                facts.route,
                place,
                last_dose_at=max(earlier, default=None),
                gap_days=terms.consent_gap_days,
            ),
        )
        for type_ in mandatory_types(
            terms.consent_types, facts.route, maintenance=facts.maintenance
        )
    ]


def _told(case: Case, standing: Standing) -> Finding:
    evidence = _evidence(standing)
    mend = Mend("consent.sign", case.facts.course_id)
    desk = _("Consent is not signed for this visit.")
    if standing.lack is not None:
        cause = f"{standing.lack}:{standing.type}"
        return case.hard(standing.said, cause, mend, *evidence, desk=desk)
    signed_at = standing.signed_at
    if signed_at is None or signed_at > case.at:
        sentence = _("Consent is not signed.")
        return case.hard(sentence, f"NOT_SIGNED:{standing.type}", mend, *evidence, desk=desk)
    if not _registry_known(case, standing):
        sentence = _("The register of consent forms was not read.")
        return case.hard(sentence, f"REGISTER:{standing.type}", mend, *evidence, desk=desk)
    if _under_effect(case, signed_at):
        return case.hard(
            _("Consent was signed on %s while a dose was still working. It is signed again.")
            % case.day(signed_at),
            f"UNDER_EFFECT:{standing.type}",
            mend,
            *evidence,
            desk=desk,
        )
    return passed(standing.said, *evidence)


def _evidence(standing: Standing) -> tuple[Evidence, ...]:
    if standing.consent_id is None:
        return ()
    return (
        seen(
            "consent",
            str(standing.consent_id),
            form_type=standing.type,
            signed_at=standing.signed_at,
            expires_on=standing.expires_on,
        ),
    )


def _registry_known(case: Case, standing: Standing) -> bool:
    """The signed form is among the published ones that were looked at; else a newer one could be overlooked."""
    signed = next((c.form.id for c in case.facts.consents if c.id == standing.consent_id), None)
    return any(form.id == signed for form in case.facts.consent_forms)


def _under_effect(case: Case, signed_at: datetime) -> bool:
    """Inside any [dose start, day after discharge): the clinic's next calendar day."""
    return any(
        dose.started_at <= signed_at < _clear_head_at(case, dose) for dose in case.facts.past_doses
    )


def _clear_head_at(case: Case, dose: PastDose) -> datetime:
    """Midnight after discharge. While nobody has gone home, the drug is taken to be working still."""
    if dose.discharged_at is None:
        return datetime.max.replace(tzinfo=case.zone)
    local = dose.discharged_at.astimezone(case.zone)
    return datetime.combine(
        local.date() + timedelta(days=1), datetime.min.time(), tzinfo=case.zone
    )
