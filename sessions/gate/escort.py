"""G10 somebody is named to take the patient home, G26 that person has been reached."""

from __future__ import annotations

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.gate.case import Case, seen
from sessions.gate.registry import guard
from sessions.gate.verdict import BEFORE_DOSE, SAME_DAY, Finding, Level, Mend, Stage, passed


@guard("G10", words("Escort promised"), BEFORE_DOSE, Level.HARD)
def escort_promised(case: Case) -> Finding:
    """A named adult with a phone; a ride service alone is nobody. A warning until check-in."""
    escort = case.facts.escort
    mend = Mend("escort.promise", case.facts.appointment_id)
    say = case.warn if case.stage is Stage.CONFIRM else case.hard
    if escort is None or escort.promised_at is None or escort.promised_at > case.at:
        sentence = _("Nobody is named to take the patient home.")
        return say(sentence, "MISSING", mend, desk=sentence)
    evidence = seen(
        "escort",
        escort.id,
        named=escort.named,
        phone=escort.phone,
        adult=escort.adult,
        rideshare_only=escort.rideshare_only,
    )
    complaints = (
        (
            escort.rideshare_only,
            "RIDESHARE",
            _("A ride service alone is not an escort. Name an adult."),
        ),
        (not escort.named, "NAME", _("The escort has no name on record.")),
        (not escort.adult, "ADULT", _("The escort is not recorded as an adult.")),
        (not escort.phone, "PHONE", _("The escort has no phone number on record.")),
    )
    for wrong, cause, sentence in complaints:
        if wrong:
            return say(sentence, cause, mend, evidence, desk=sentence)
    return passed(_("An escort is named."), evidence)


@guard("G26", words("Escort reached"), SAME_DAY, Level.HARD)
def escort_reached(case: Case) -> Finding:
    """Spoken to today, by phone or in person, before the dose."""
    escort = case.facts.escort
    mend = Mend("escort.reach", case.facts.appointment_id)
    if escort is None:
        sentence = _("Nobody is named to take the patient home.")
        return case.hard(sentence, "MISSING", mend, desk=sentence)
    evidence = seen("escort", escort.id, reached_at=escort.reached_at)
    if escort.reached_at is None or not case.is_today(escort.reached_at):
        sentence = _("The escort has not been reached today. Call now.")
        return case.hard(sentence, "NOT_REACHED", mend, evidence, desk=sentence)
    return passed(_("Escort reached at %s.") % case.clock(escort.reached_at), evidence)
