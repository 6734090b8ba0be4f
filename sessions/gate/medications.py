"""G30 the medications: read with the patient today, and what the rules say to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_noop as words

from clinic.core.words import Words
from clinic.core.words import later as _
from sessions.gate.case import Case, seen
from sessions.gate.facts import FlagFact
from sessions.gate.registry import guard
from sessions.gate.verdict import SAME_DAY, Evidence, Finding, Level, Mend, passed


@guard("G30", words("Medications and illness"), SAME_DAY, Level.HARD)
def medications(case: Case) -> list[Finding]:
    """Read today and not changed since; no illness; confirmed holds kept; no rule in the way without a reason."""
    findings = [*_reading(case), *_holds(case)]
    listed = case.facts.medications
    if listed is None:
        return findings
    mend = Mend("interaction.read", case.facts.patient_id)
    for flag in listed.flags:
        if flag.level == "HARD":
            findings.append(case.hard(_about(flag), flag.rule, mend, *_evidence(flag)))
        elif flag.level == "RX" and flag.note_id is None:
            findings.append(case.rx(_about(flag), flag.rule, mend, *_evidence(flag)))
    warnings = [flag for flag in listed.flags if flag.level == "WARN"]
    if warnings:
        cause = "WARN:" + "+".join(sorted(flag.rule for flag in warnings))
        findings.append(case.warn(_all_of(warnings), cause, mend, *_of_all(warnings)))
    return findings or [
        passed(
            _("Medications read with the patient."),
            seen("interaction_check", listed.id, checked_at=listed.checked_at),
        )
    ]


def _reading(case: Case) -> list[Finding]:
    """Whether somebody went through the list with the patient today."""
    read, listed = case.facts.reconciliation, case.facts.medications
    mend = case.at_session("check.medications")
    if read is None or listed is None or not case.is_today(read.recorded_at):
        return [
            case.rx(
                _("Nobody has gone through the medications with the patient today."),
                "MISSING",
                mend,
            )
        ]
    evidence = seen("medications", read.id, recorded_at=read.recorded_at, ill=read.ill)
    if read.check_id != listed.id:
        return [
            case.rx(
                _(
                    "The medications changed after they were read with the patient. Read them again."
                ),
                "CHANGED",
                mend,
                evidence,
                seen("interaction_check", listed.id, checked_at=listed.checked_at),
            )
        ]
    if read.ill:
        return [
            case.rx(_("The patient is ill today. A prescriber decides."), "ILL", mend, evidence)
        ]
    return []


def _holds(case: Case) -> Iterator[Finding]:
    """A prescriber made time without a drug part of this dose: not kept, or not known, it goes back to a prescriber.

    Nobody is ever told to stop a drug here, and none is refused for good: what was agreed was not so (domain/04 4.4).
    """
    read = case.facts.reconciliation
    if read is None or not case.is_today(read.recorded_at):
        return  # not asked yet: the reading itself is missing
    for hold in case.facts.holds:
        if case.local_date(hold.dose_at) != case.today:
            continue
        known = [at for at in (read.taken.get(hold.medication), hold.taken_at) if at is not None]
        last = max(known, default=None)
        if last is not None and last < hold.since:
            continue
        words_of = {"drug": hold.drug, "day": case.day(hold.since), "time": case.clock(hold.since)}
        if last is None:
            cause = "HOLD_UNKNOWN"
            said = (
                _(
                    "%(drug)s was to be left out from %(day)s, %(time)s. Nobody wrote down when it was last taken."
                )
                % words_of
            )
        else:
            cause = "HOLD_NOT_KEPT"
            taken = {"on": case.day(last), "at": case.clock(last)}
            said = _(
                "%(drug)s was to be left out from %(day)s, %(time)s. It was taken on %(on)s, %(at)s. A prescriber decides."
            ) % {**words_of, **taken}
        evidence = (
            seen("medication_hold", hold.id, since=hold.since, taken_at=last),
            seen("medications", read.id, recorded_at=read.recorded_at),
        )
        yield case.rx(
            said, f"{cause}:{hold.medication}", case.at_session("check.medications"), *evidence
        )


def _about(flag: FlagFact) -> Words:
    names = ", ".join(flag.substances)
    if not names:
        return _("%(title)s. %(message)s") % {
            "title": _(flag.title),
            "message": _(flag.message),
        }
    return _("%(title)s (%(names)s). %(message)s") % {
        "title": _(flag.title),
        "names": names,
        "message": _(flag.message),
    }


def _all_of(flags: Sequence[FlagFact]) -> Words:
    """One warning for all that only warns: read once, acknowledged once."""
    said = _about(flags[0])
    for flag in flags[1:]:
        said = _("%(before)s %(next)s") % {"before": said, "next": _about(flag)}
    return said


def _evidence(flag: FlagFact) -> tuple[Evidence, ...]:
    return tuple(seen("medication", each, rule=flag.rule) for each in flag.medications)


def _of_all(flags: Sequence[FlagFact]) -> tuple[Evidence, ...]:
    return tuple(one for flag in flags for one in _evidence(flag))
