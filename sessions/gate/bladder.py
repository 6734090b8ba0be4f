"""G32 the bladder question of each visit: repeated ketamine can harm the bladder [S11] [S34]."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.gate.case import Case, seen
from sessions.gate.facts import BladderFact
from sessions.gate.registry import guard
from sessions.gate.verdict import SAME_DAY, Finding, Level, passed


@guard("G32", words("Bladder question"), SAME_DAY, Level.WARN)
def bladder(case: Case) -> Finding:
    """Answered for this visit: after the last dose, and not longer ago than it is asked before a visit."""
    asked, mend = case.facts.bladder, case.at_session("check.bladder")
    if asked is None or not _is_for_this_visit(case, asked):
        sentence = _("The bladder question of this visit is not answered.")
        return case.warn(sentence, "MISSING", mend)
    evidence = seen("bladder", asked.id, asked_at=asked.asked_at, complaint=asked.complaint)
    if asked.complaint:
        sentence = _(
            "A bladder complaint since the last visit. It wants the bladder checklist and a urine test."
        )
        return case.warn(sentence, "COMPLAINT", mend, evidence)
    return passed(_("No bladder complaint."), evidence)


def _is_for_this_visit(case: Case, asked: BladderFact) -> bool:
    oldest = timedelta(days=case.policy.measures.before_dose_days)
    first_day = case.today - oldest
    if asked.asked_at > case.moment or case.local_date(asked.asked_at) < first_day:
        return False
    here = case.facts.session_id
    earlier = [d.last_drug_at for d in case.facts.past_doses if d.session_id != here]
    return all(asked.asked_at > given for given in earlier)
