"""G22 weight: a dose in milligrams per kilogram is only as right as the kilograms."""

from __future__ import annotations

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.dosing.weight import body_mass_index, change_percent
from sessions.gate.case import Case, seen, trim
from sessions.gate.facts import WeightFact
from sessions.gate.registry import guard
from sessions.gate.verdict import SAME_DAY, Evidence, Finding, Level, passed


@guard("G22", words("Weight"), SAME_DAY, Level.HARD)
def weighed(case: Case) -> Finding:
    """In kilograms, recent, the same day at the edges of body mass; a jump is typed twice."""
    weight, mend = case.facts.weight, case.at_session("check.weight")
    if weight is None or weight.measured_at > case.at:
        return case.hard(_("There is no weight on record."), "MISSING", mend)
    evidence = seen(
        "weight",
        weight.id,
        kg=weight.kg,
        measured_at=weight.measured_at,
        previous_kg=case.facts.previous_kg,
    )
    days = (case.today - case.local_date(weight.measured_at)).days
    if days > case.terms.weight_valid_days:
        return case.hard(
            _("The weight is from %(day)s, %(days)d days ago. It may be %(allowed)d days old.")
            % {
                "day": case.day(weight.measured_at),
                "days": days,
                "allowed": case.terms.weight_valid_days,
            },
            "OLD",
            mend,
            evidence,
        )
    if days > 0 and _weigh_today(case, weight):
        return case.hard(
            _("This person is weighed the same day. The weight is from %s.")
            % case.day(weight.measured_at),
            "SAME_DAY",
            mend,
            evidence,
        )
    return _believable(case, weight, evidence)


def _weigh_today(case: Case, weight: WeightFact) -> bool:
    """Very light or very heavy, or nobody knows because there is no height."""
    if not case.facts.height_cm:
        return True
    index = body_mass_index(weight.kg, case.facts.height_cm)
    terms = case.policy.gate
    return not terms.bmi_low <= index <= terms.bmi_high


def _believable(case: Case, weight: WeightFact, evidence: Evidence) -> Finding:
    previous, mend = case.facts.previous_kg, case.at_session("check.weight")
    if weight.entered_twice:
        return passed(_("%s kg, entered twice.") % trim(weight.kg), evidence)
    if previous is None:
        return case.hard(
            _("%s kg is the first weight on record. Enter it a second time.") % trim(weight.kg),
            "FIRST",
            mend,
            evidence,
        )
    change = change_percent(previous, weight.kg)
    allowed = case.policy.gate.weight_jump_percent
    if change > allowed:
        return case.hard(
            _(
                "%(kg)s kg is more than %(percent)s %% from %(before)s kg before. Kilograms, not pounds? Enter it again."
            )
            % {"kg": trim(weight.kg), "percent": trim(allowed), "before": trim(previous)},
            "JUMP",
            mend,
            evidence,
        )
    return passed(
        _("%(kg)s kg on %(day)s.") % {"kg": trim(weight.kg), "day": case.day(weight.measured_at)},
        evidence,
    )
