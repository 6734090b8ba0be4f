"""G06 preparation done, G07 a therapist, G13 a baseline measure: what makes it psychotherapy."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.gate.case import Case, seen
from sessions.gate.facts import PastDose
from sessions.gate.registry import guard
from sessions.gate.verdict import BEFORE_DOSE, Finding, Level, Mend, passed

KETAMINE_ONLY = "KET_ONLY"


@guard("G06", words("Preparation done"), BEFORE_DOSE, Level.HARD)
def preparation_done(case: Case) -> Finding:
    """Finished and signed preparation with a licensed therapist, in this course."""
    if case.facts.modality == KETAMINE_ONLY:
        return passed(_("This course is ketamine only: no preparation is asked."))
    mend = Mend("preparation.book", case.facts.course_id)
    good = [
        p
        for p in case.facts.preparations
        if p.signed_at is not None
        and p.completed_at <= case.at
        and p.signed_at <= case.at
        and case.holds(
            p.therapist_id, {"THERAPIST", "PRESCRIBER"}, case.local_date(p.completed_at)
        )
    ]
    needed = case.policy.gate.preparations_min
    evidence = [
        seen("preparation", p.id, completed_at=p.completed_at, signed_at=p.signed_at)
        for p in case.facts.preparations
    ]
    if len(good) >= needed:
        return passed(
            _("Preparation finished %s.") % case.day(max(p.completed_at for p in good)), *evidence
        )
    if any(p.signed_at is None for p in case.facts.preparations):
        return case.hard(
            _("Preparation took place and is not signed."), "UNSIGNED", mend, *evidence
        )
    return case.hard(
        _(
            "%(done)d of %(needed)d preparation visits are finished and signed by a licensed therapist."
        )
        % {"done": len(good), "needed": needed},
        "MISSING",
        mend,
        *evidence,
        desk=_("A preparation visit is still to come."),
    )


@guard("G07", words("Therapist assigned"), BEFORE_DOSE, Level.HARD)
def therapist_assigned(case: Case) -> Finding:
    """Somebody treats this person as their therapist, now."""
    if case.facts.modality == KETAMINE_ONLY:
        return passed(_("This course is ketamine only: no therapist is asked."))
    relation = case.facts.therapist
    mend = Mend("care_team.assign", case.facts.patient_id)
    if relation is None or relation.started_at > case.at:
        return case.hard(
            _("No therapist is assigned."), "MISSING", mend, desk=_("No therapist is assigned.")
        )
    evidence = seen(
        "care_team", relation.id, started_at=relation.started_at, ended_at=relation.ended_at
    )
    if relation.ended_at is not None and relation.ended_at <= case.moment:
        return case.hard(
            _("The therapist's part ended %s.") % case.day(relation.ended_at),
            "ENDED",
            mend,
            evidence,
            desk=_("No therapist is assigned."),
        )
    return passed(_("A therapist is assigned."), evidence)


@guard("G13", words("Baseline measure"), BEFORE_DOSE, Level.HARD)
def baseline_measured(case: Case) -> Finding:
    """The clinic's measure, shortly before the first dose. Later its absence is only said."""
    terms, facts = case.policy.gate, case.facts
    first = min((d.started_at for d in _this_course(case)), default=None)
    say = case.hard if first is None else case.warn
    until = first or case.moment
    mend = Mend("measure.record", facts.course_id)
    measure = facts.baseline
    name = terms.baseline_instrument
    desk = _("Questions for this visit are still to be answered.")
    if (
        measure is None
        or measure.instrument != name
        or measure.total is None
        or measure.answered_at > min(case.at, until)
    ):
        return say(
            _("%s is not answered before the first dose.") % name, "MISSING", mend, desk=desk
        )
    evidence = seen("measure", measure.id, instrument=name, answered_at=measure.answered_at)
    if until - measure.answered_at > timedelta(days=terms.baseline_days):
        return say(
            _("%(name)s was answered %(day)s. It may be %(days)d days old before the first dose.")
            % {"name": name, "day": case.day(measure.answered_at), "days": terms.baseline_days},
            "OLD",
            mend,
            evidence,
            desk=desk,
        )
    return passed(
        _("%(name)s answered %(day)s.") % {"name": name, "day": case.day(measure.answered_at)},
        evidence,
    )


def _this_course(case: Case) -> list[PastDose]:
    return [d for d in case.facts.past_doses if d.course_id == case.facts.course_id]
