"""G34 the prescriber's clearance, and the limits a dose runs into (L01 to L07)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext_noop as words

from clinic.core.words import Words
from clinic.core.words import later as _
from sessions.dosing.drug_event import FIRST_DOSE
from sessions.dosing.limits import (
    Before,
    Limit,
    LimitFinding,
    PlannedDose,
    Severity,
    Supplement,
    dose_limits,
    infusion_limits,
    supplemental_limits,
)
from sessions.dosing.weight import body_mass_index
from sessions.gate.case import Case, seen, trim
from sessions.gate.facts import OrderFact
from sessions.gate.registry import guard
from sessions.gate.verdict import GIVING, Evidence, Finding, Level, Mend, Stage, passed

IDS = {
    Limit.SESSION_TOTAL: "L01",
    Limit.FIRST_SESSION: "L02",
    Limit.STEP_UP: "L03",
    Limit.ROUNDED_OVER: "L04",
    Limit.INFUSION_TIME: "L05",
    Limit.UNDILUTED: "L06",
    Limit.SUPPLEMENTAL: "L07",
}


@guard("G34", words("Prescriber's clearance"), {Stage.DOSE, Stage.CONTINUE}, Level.HARD)
def cleared(case: Case) -> Finding:
    """A signed order by a prescriber valid today; before the first dose, a fresh clearance of it."""
    order, today = case.order, case.local_date(case.at)
    mend = case.at_session("order.sign")
    if order is None or order.signed_at > case.at:
        return case.hard(_("There is no signed order."), "NO_ORDER", mend)
    evidence = seen("order", order.id, signed_at=order.signed_at, ordered_mg=order.ordered_mg)
    if not case.may_prescribe(order.prescriber_id, today):
        return case.hard(
            _("Whoever signed the order has no valid licence and DEA registration today."),
            "ORDER_LICENCE",
            Mend("licence.record", order.prescriber_id),
            evidence,
        )
    if order.route != case.facts.route:
        return case.hard(
            _("The order is for another route than this visit."), "ROUTE", mend, evidence
        )
    if case.stage is Stage.CONTINUE:
        return passed(_("The order is signed."), evidence)
    weight = case.facts.weight
    if weight is None or order.weight_id != weight.id or order.kg != weight.kg:
        return case.hard(
            _("The order was made for another weight. Order again."), "WEIGHT", mend, evidence
        )
    return _clearance(case, order, evidence)


def _clearance(case: Case, order: OrderFact, evidence: Evidence) -> Finding:
    clearance, mend = case.facts.clearance, case.at_session("clear")
    if clearance is None or clearance.signed_at > case.at:
        return case.hard(
            _("A prescriber has not cleared this dose."), "NOT_CLEARED", mend, evidence
        )
    both = (evidence, seen("clearance", clearance.id, signed_at=clearance.signed_at))
    if not case.may_prescribe(clearance.prescriber_id, case.local_date(case.at)):
        return case.hard(
            _("Whoever cleared this dose has no valid licence and DEA registration today."),
            "CLEARANCE_LICENCE",
            Mend("licence.record", clearance.prescriber_id),
            *both,
        )
    if clearance.order_id != order.id or clearance.signed_at < order.signed_at:
        return case.hard(_("The clearance is for another order."), "OTHER_ORDER", mend, *both)
    minutes = case.policy.gate.clearance_minutes
    if not case.within(clearance.signed_at, timedelta(minutes=minutes)):
        return case.hard(
            _("The clearance was signed at %(at)s and held %(minutes)d minutes. Clear again.")
            % {"at": case.clock(clearance.signed_at), "minutes": minutes},
            "EXPIRED",
            mend,
            *both,
        )
    changed = [what for what, at in _same_day(case) if at > clearance.signed_at]
    if changed:
        return case.hard(
            _("%s changed after the clearance. Clear again.")
            % ", ".join(str(what) for what in changed),
            "CHANGED",
            mend,
            *both,
        )
    return passed(_("Cleared at %s.") % case.clock(clearance.signed_at), *both)


def _same_day(case: Case) -> Iterator[tuple[Words, datetime]]:
    """The facts a clearance was given on, and when each was made. The time-out may follow it."""
    f = case.facts
    if f.weight:
        yield _("The weight"), f.weight.measured_at
    for reading in f.readings:
        yield _("A reading"), reading.reading.taken_at
    if f.intake:
        yield _("Food and drink"), f.intake.recorded_at
    if f.pregnancy_test:
        yield _("The pregnancy test"), f.pregnancy_test.tested_at
    if f.sobriety:
        yield _("The sobriety check"), f.sobriety.attested_at
    if f.suicide_screen:
        yield _("The suicide screen"), f.suicide_screen.asked_at
    if f.mental_state:
        yield _("The mental state"), f.mental_state.seen_at
    if f.last_change:
        yield _("The chart"), f.last_change.recorded_at


@guard("L", words("Dose limits"), GIVING, Level.HARD)
def limits(case: Case) -> list[Finding]:
    """Everything the dose about to be given runs into, by rule."""
    order = case.order
    mend = case.at_session("order.sign")
    if order is None:
        missing = case.hard(_("There is no order to judge."), "NO_ORDER", mend)
        return [Finding(missing.level, missing.sentence, missing.cause, mend, id="L01")]
    if case.stage is Stage.CONTINUE and case.facts.supplemental_order is None:
        return [Finding(Level.PASS, _("No further drug is ordered."), id="L01")]
    dose = _planned(case, order)
    found = [*dose_limits(dose, _before(case), case.terms), *infusion_limits(dose, case.terms)]
    if order.kind == "SUPPLEMENTAL":
        found = [f for f in found if f.limit not in {Limit.INFUSION_TIME, Limit.UNDILUTED}]
        found += supplemental_limits(dose, _supplement(case), case.terms)
    evidence = seen(
        "order", order.id, ordered_mg=order.ordered_mg, actual_mg=order.actual_mg, kg=order.kg
    )
    if not found:
        sentence = _("%s mg lies within every limit.") % trim(order.actual_mg)
        return [Finding(Level.PASS, sentence, evidence=(evidence,), id="L01")]
    return [_told(case, one, evidence) for one in found]


def _planned(case: Case, order: OrderFact) -> PlannedDose:
    return PlannedDose(
        order.ordered_mg,
        order.actual_mg,
        order.kg,
        sum((e.mg for e in case.facts.events if e.mg is not None), Decimal(0)),
        order.minutes,
        order.mg_per_ml,
        order.drug_ml,
        order.diluent_ml,
    )


def _before(case: Case) -> Before:
    mine = [
        d
        for d in case.facts.past_doses
        if d.session_id != case.facts.session_id and d.route == case.facts.route
    ]
    last = max(mine, key=lambda d: d.started_at, default=None)
    per_kg = last.mg / last.kg if last is not None and last.kg else None
    return Before(not mine, last.mg if last else None, per_kg, _frail(case))


def _frail(case: Case) -> bool:
    """Underweight or elderly, or not known not to be."""
    born, weight, height = case.facts.birth_date, case.facts.weight, case.facts.height_cm
    if born is None or weight is None or not height:
        return True
    today = case.today
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    terms = case.policy.gate
    return age >= terms.frail_age or body_mass_index(weight.kg, height) < terms.bmi_low


def _supplement(case: Case) -> Supplement:
    doses = [e for e in case.facts.events if e.mg is not None]
    first = min(
        (e for e in doses if e.event.kind in FIRST_DOSE), key=lambda e: e.event.at, default=None
    )
    if first is None:
        return Supplement(Decimal(0), 0, case.at, case.at)
    given = sum(1 for e in doses if e.event.kind.value == "SUPPLEMENTAL")
    return Supplement(first.mg or Decimal(0), given, first.event.at, case.at)


def _told(case: Case, one: LimitFinding, evidence: Evidence) -> Finding:
    values = {
        "value": trim(round(one.value, 3)),
        "bound": trim(round(one.bound, 3)),
        "unit": one.unit,
    }
    sentences = {
        Limit.SESSION_TOTAL: _(
            "%(value)s %(unit)s in this session. The limit is %(bound)s %(unit)s."
        ),
        Limit.FIRST_SESSION: _(
            "%(value)s %(unit)s in a first session. It starts at %(bound)s %(unit)s or less."
        ),
        Limit.STEP_UP: _(
            "%(value)s %(unit)s more than last time. A step is %(bound)s %(unit)s at most."
        ),
        Limit.ROUNDED_OVER: _(
            "The syringe holds %(value)s %(unit)s, rounded past %(bound)s %(unit)s."
        ),
        Limit.INFUSION_TIME: _("An infusion of %(value)s min. It takes %(bound)s min or more."),
        Limit.UNDILUTED: _(
            "This strength is never given undiluted into a vein. It needs %(bound)s mL of diluent; %(value)s mL is ordered."
        ),
        Limit.SUPPLEMENTAL: {
            "COUNT": _("This would be supplemental dose %(value)s. The limit is %(bound)s."),
            "SIZE": _(
                "A supplemental dose of %(value)s mg. It is %(bound)s mg at most, half of the first."
            ),
            "GAP": _(
                "%(value)s min after the first dose. A supplemental dose waits %(bound)s min."
            ),
        }.get(one.cause, Words("")),
    }
    levels = {Severity.WARN: Level.WARN, Severity.RX: Level.RX, Severity.HARD: Level.HARD}
    return Finding(
        levels[one.severity],
        sentences[one.limit] % values,
        f"{one.cause}{one.unit}{one.bound.normalize():f}",
        case.at_session("order.sign"),
        (evidence,),
        id=IDS[one.limit],
    )
