"""G20 the time-out, G21 fasting, G25 pregnancy, G27 sobriety."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.gate.case import Case, seen, span
from sessions.gate.registry import guard
from sessions.gate.verdict import SAME_DAY, Evidence, Finding, Level, passed


@guard("G20", words("Time-out"), SAME_DAY, Level.HARD)
def time_out(case: Case) -> Finding:
    """Name and birth date, and this order read back by enough people, lately."""
    out, mend = case.facts.time_out, case.at_session("check.time_out")
    if out is None or not case.is_today(out.done_at):
        return case.hard(_("The time-out is not done."), "MISSING", mend)
    evidence = seen(
        "time_out", out.id, done_at=out.done_at, order_id=out.order_id, people=len(set(out.people))
    )
    if not case.within(out.done_at, timedelta(minutes=case.policy.gate.time_out_minutes)):
        return case.hard(
            _("The time-out was at %s. Do it again.") % case.clock(out.done_at),
            "OLD",
            mend,
            evidence,
        )
    if not out.name_and_birth_date:
        return case.hard(
            _("Name and birth date were not confirmed."), "IDENTIFIERS", mend, evidence
        )
    order = case.facts.order
    if order is None or out.order_id != order.id or out.done_at < order.signed_at:
        return case.hard(
            _("The order changed after the time-out. Read it back again."), "ORDER", mend, evidence
        )
    if not out.read_back_matches:
        return case.hard(
            _("What was read back is not what is ordered."), "READ_BACK", mend, evidence
        )
    needed = case.terms.time_out_people
    if len(set(out.people)) < needed:
        return case.hard(
            _("%(n)d of %(needed)d people read the order back.")
            % {"n": len(set(out.people)), "needed": needed},
            "PEOPLE",
            mend,
            evidence,
        )
    return passed(_("Time-out at %s.") % case.clock(out.done_at), evidence)


@guard("G21", words("Fasting"), SAME_DAY, Level.RX)
def fasting(case: Case) -> list[Finding]:
    """Hours since the last meal and drink, computed from their times."""
    intake, mend = case.facts.intake, case.at_session("check.intake")
    if intake is None or not case.is_today(intake.recorded_at):
        return [case.rx(_("Nobody has asked about food and drink today."), "MISSING", mend)]
    terms = case.terms
    solids_hours = terms.solids_light_hours if intake.fatty is False else terms.solids_fatty_hours
    evidence = seen(
        "intake",
        intake.id,
        solids_at=intake.solids_at,
        fatty=intake.fatty,
        liquids_at=intake.liquids_at,
    )
    findings = [
        *_since(case, intake.solids_at, solids_hours, "SOLIDS", evidence),
        *_since(case, intake.liquids_at, terms.liquids_hours, "LIQUIDS", evidence),
    ]
    return findings or [passed(_("Fasting is long enough."), evidence)]


def _since(
    case: Case, taken_at: datetime | None, hours: Decimal, cause: str, evidence: Evidence
) -> list[Finding]:
    mend = case.at_session("check.intake")
    names = {"SOLIDS": _("solid food"), "LIQUIDS": _("drink")}
    if taken_at is None:
        sentence = _("The time of the last %s is not on record.") % names[cause]
        return [case.rx(sentence, f"{cause}_MISSING", mend, evidence)]
    needed = timedelta(hours=float(hours))
    age = case.age(taken_at)
    if age is not None and age >= needed:
        return []
    sentence = _(
        "Last %(what)s %(since)s ago. The rule is %(needed)s. A prescriber can allow it with a reason."
    ) % {
        "what": names[cause],
        "since": span(age or timedelta(0)),
        "needed": span(needed),
    }
    return [case.rx(sentence, cause, mend, evidence)]


@guard("G25", words("Pregnancy test"), SAME_DAY, Level.HARD)
def not_pregnant(case: Case) -> Finding:
    """A negative test for everyone who is able to become pregnant, every session. Not knowing is a stop."""
    able, mend = case.facts.can_become_pregnant, case.at_session("check.pregnancy")
    if able is None:
        return case.hard(
            _("Whether this person can become pregnant is not on record."), "UNKNOWN", mend
        )
    if not able:
        return passed(_("No pregnancy test is needed."))
    test = case.facts.pregnancy_test
    hours = case.terms.pregnancy_test_hours
    if test is None or test.tested_at > case.at:
        return case.hard(_("There is no pregnancy test."), "MISSING", mend)
    evidence = seen("pregnancy_test", test.id, result=test.result, tested_at=test.tested_at)
    if test.result != "NEGATIVE":
        sentences = {
            "POSITIVE": _("The pregnancy test is positive. No dose."),
            "REFUSED": _("The pregnancy test was refused. The visit is held."),
        }
        sentence = sentences.get(test.result, _("The pregnancy test has no clear result."))
        return case.hard(sentence, test.result, mend, evidence)
    recent = (
        case.is_today(test.tested_at)
        if hours is None
        else case.within(test.tested_at, timedelta(hours=hours))
    )
    if not recent:
        return case.hard(
            _("The pregnancy test is from %s. It is too old for this route.")
            % case.day(test.tested_at),
            "OLD",
            mend,
            evidence,
        )
    return passed(_("Pregnancy test negative."), evidence)


@guard("G27", words("Sober"), SAME_DAY, Level.HARD)
def sober(case: Case) -> Finding:
    """A clinician sees no intoxication; alcohol and cannabis are long enough ago; the breath test is not positive."""
    found, mend = case.facts.sobriety, case.at_session("check.sobriety")
    if found is None or not case.is_today(found.attested_at):
        return case.hard(
            _("Nobody has attested today that there is no intoxication."), "MISSING", mend
        )
    evidence = seen(
        "sobriety",
        found.id,
        attested_at=found.attested_at,
        no_signs=found.no_signs,
        alcohol_at=found.alcohol_at,
        cannabis_at=found.cannabis_at,
        breath=found.breath,
    )
    if not found.no_signs:
        return case.hard(_("Signs of intoxication today. No dose."), "SIGNS", mend, evidence)
    if found.breath not in {None, "NEGATIVE"}:
        return case.hard(_("The breath test is not negative. No dose."), "BREATH", mend, evidence)
    terms = case.policy.gate
    for what, at, long_ago, hours, cause in (
        (_("alcohol"), found.alcohol_at, found.alcohol_long_ago, terms.alcohol_hours, "ALCOHOL"),
        (
            _("cannabis"),
            found.cannabis_at,
            found.cannabis_long_ago,
            terms.cannabis_hours,
            "CANNABIS",
        ),
    ):
        if at is None and not long_ago:
            return case.hard(
                _("When %s was last taken is not on record.") % what,
                f"{cause}_UNKNOWN",
                mend,
                evidence,
            )
        if at is None:
            continue
        age = case.age(at)
        if age is None or age < timedelta(hours=hours):
            return case.hard(
                _("Last %(what)s %(since)s ago. The rule is %(hours)d h.")
                % {"what": what, "since": span(age or timedelta(0)), "hours": hours},
                cause,
                mend,
                evidence,
            )
    return passed(_("No sign of intoxication."), evidence)
