"""G23 blood pressure, G24 the other readings before a dose."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_noop as words

from clinic.core.words import Words
from clinic.core.words import later as _
from sessions.dosing.reading import PRESSURE_SIGNS, Reading
from sessions.gate.case import Case, seen, span
from sessions.gate.facts import ReadingFact
from sessions.gate.registry import guard
from sessions.gate.verdict import SAME_DAY, Evidence, Finding, Level, passed


def _fresh(case: Case) -> list[ReadingFact]:
    """This visit's readings that still count, oldest first."""
    longest = timedelta(minutes=case.policy.gate.vitals_valid_minutes)
    found = [r for r in case.facts.readings if case.is_today(r.reading.taken_at)]
    found.sort(key=lambda r: r.reading.taken_at)
    return found if found and case.within(found[-1].reading.taken_at, longest) else []


def _raised(case: Case, reading: Reading) -> bool:
    terms = case.policy.gate
    return (reading.sbp or 0) > terms.sbp_proceed_max or (reading.dbp or 0) > terms.dbp_proceed_max


@guard("G23", words("Blood pressure"), SAME_DAY, Level.HARD)
def blood_pressure(case: Case) -> Finding:
    """One of G23a to G23d: proceed, repeat after a rest, a prescriber's word, or no dose."""
    mend = case.at_session("check.vitals")
    pressures = [
        r for r in _fresh(case) if r.reading.sbp is not None and r.reading.dbp is not None
    ]
    if not pressures:
        return _as(
            "G23d", case.hard(_("No blood pressure of this hour is on record."), "MISSING", mend)
        )
    latest = pressures[-1]
    now = latest.reading
    sbp, dbp = now.sbp or 0, now.dbp or 0
    terms = case.policy.gate
    evidence = seen("vital_signs", latest.id, sbp=sbp, dbp=dbp, taken_at=now.taken_at)
    shown = f"{sbp}/{dbp}"
    if now.signs is None:
        return _as(
            "G23d",
            case.hard(
                _("Chest pain, headache and vision have not been asked about."),
                "SIGNS",
                mend,
                evidence,
            ),
        )
    if now.signs & PRESSURE_SIGNS:
        return _as(
            "G23d",
            case.hard(
                _("BP %s with signs of an emergency. No dose. Follow the emergency pathway.")
                % shown,
                "EMERGENCY",
                mend,
                evidence,
            ),
        )
    if sbp >= terms.sbp_stop or dbp >= terms.dbp_stop:
        return _as(
            "G23d",
            case.hard(
                _("BP %(bp)s. No dose from %(sbp)d/%(dbp)d.")
                % {"bp": shown, "sbp": terms.sbp_stop, "dbp": terms.dbp_stop},
                "STOP",
                mend,
                evidence,
            ),
        )
    raised_before = [r for r in pressures[:-1] if _raised(case, r.reading)]
    if not _raised(case, now):
        return _settled(case, latest, raised_before, shown, evidence)
    rested = bool(raised_before) and (
        now.taken_at - raised_before[0].reading.taken_at
        >= timedelta(minutes=terms.bp_rest_minutes)
    )
    high = sbp >= terms.sbp_high or dbp >= terms.dbp_high
    id_, cause = ("G23c", "HIGH") if high else ("G23b", "RAISED")
    bounds = (
        f"{terms.sbp_high}/{terms.dbp_high}"
        if high
        else f"{terms.sbp_proceed_max}/{terms.dbp_proceed_max}"
    )
    sentence = _pressure_sentence(high=high, rested=rested)
    return _as(
        id_,
        case.rx(
            sentence % {"bp": shown, "rest": terms.bp_rest_minutes, "bound": bounds},
            cause if rested else f"{cause}_ONCE",
            mend,
            evidence,
        ),
    )


def _pressure_sentence(*, high: bool, rested: bool) -> Words:
    if high and rested:
        return _(
            "BP %(bp)s after rest: %(bound)s or more. A prescriber can allow it with a reason."
        )
    if high:
        return _("BP %(bp)s: %(bound)s or more. Repeat it after %(rest)d minutes of rest.")
    if rested:
        return _("BP %(bp)s after rest: over %(bound)s. A prescriber can allow it with a reason.")
    return _("BP %(bp)s: over %(bound)s. Repeat it after %(rest)d minutes of rest.")


def _settled(
    case: Case,
    latest: ReadingFact,
    raised_before: list[ReadingFact],
    shown: str,
    evidence: Evidence,
) -> Finding:
    """A normal reading counts at once, or after a raised one only when there was a rest between them."""
    rest = timedelta(minutes=case.policy.gate.bp_rest_minutes)
    if raised_before and latest.reading.taken_at - raised_before[-1].reading.taken_at < rest:
        gap = latest.reading.taken_at - raised_before[-1].reading.taken_at
        return _as(
            "G23b",
            case.rx(
                _(
                    "BP %(bp)s only %(gap)s after a raised one. Repeat it after %(rest)d minutes of rest."
                )
                % {"bp": shown, "gap": span(gap), "rest": case.policy.gate.bp_rest_minutes},
                "TOO_SOON",
                case.at_session("check.vitals"),
                evidence,
            ),
        )
    return _as("G23a", passed(_("BP %s.") % shown, evidence))


def _as(id_: str, finding: Finding) -> Finding:
    return Finding(
        finding.level,
        finding.sentence,
        finding.cause,
        finding.mend,
        finding.evidence,
        finding.desk,
        id_,
    )


@guard("G24", words("Heart rate, saturation, breathing, temperature"), SAME_DAY, Level.HARD)
def other_vitals(case: Case) -> list[Finding]:
    """Each within its band. A heart rate or saturation that nobody took is a stop, not a judgement."""
    mend, terms = case.at_session("check.vitals"), case.policy.gate
    readings = _fresh(case)
    if not readings:
        return [case.hard(_("No vital signs of this hour are on record."), "MISSING", mend)]
    latest = readings[-1]
    now = latest.reading
    evidence = seen(
        "vital_signs",
        latest.id,
        hr=now.hr,
        spo2=now.spo2,
        oxygen_l_min=now.oxygen_l_min,
        rr=now.rr,
        temperature=now.temperature,
    )
    findings = [
        case.hard(sentence, cause, mend, evidence)
        for value, cause, sentence in (
            (now.hr, "HR_MISSING", _("The heart rate is not taken.")),
            (now.spo2, "SPO2_MISSING", _("The oxygen saturation is not taken.")),
        )
        if value is None
    ]
    findings += [
        case.rx(sentence, cause, mend, evidence)
        for value, cause, sentence in (
            (now.rr, "RR_MISSING", _("Breathing is not counted.")),
            (now.temperature, "TEMPERATURE_MISSING", _("The temperature is not taken.")),
        )
        if value is None
    ]
    least = terms.spo2_min
    if case.facts.documented_spo2 is not None:
        least = min(least, case.facts.documented_spo2)
    bands: tuple[tuple[bool, str, Words], ...] = (
        (
            now.hr is not None and not terms.hr_min <= now.hr <= terms.hr_max,
            "HR",
            _("Heart rate %(now)s. It is %(low)d to %(high)d before a dose.")
            % {"now": now.hr, "low": terms.hr_min, "high": terms.hr_max},
        ),
        (
            now.spo2 is not None and now.spo2 < least,
            "SPO2",
            _("Saturation %(now)s %%. It is %(low)d %% or more before a dose.")
            % {"now": now.spo2, "low": least},
        ),
        (
            now.spo2 is not None and not now.on_room_air,
            "OXYGEN",
            _("Saturation was taken on oxygen. It counts on room air."),
        ),
        (
            now.rr is not None and not terms.rr_min <= now.rr <= terms.rr_max,
            "RR",
            _("Breathing %(now)s a minute. It is %(low)d to %(high)d before a dose.")
            % {"now": now.rr, "low": terms.rr_min, "high": terms.rr_max},
        ),
        (
            now.temperature is not None and now.temperature >= terms.temperature_below,
            "TEMPERATURE",
            _("Temperature %(now)s °C. It is below %(high)s °C before a dose.")
            % {"now": now.temperature, "high": terms.temperature_below},
        ),
    )
    findings += [case.rx(sentence, cause, mend, evidence) for out, cause, sentence in bands if out]
    return findings or [passed(_("Vital signs are within their bands."), evidence)]
