"""G40 observed long enough, G41 the discharge criteria, G42 the escort and the written instructions."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_noop as words

from clinic.core.words import Words
from clinic.core.words import later as _
from sessions.dosing.discharge import criteria
from sessions.dosing.drug_event import earliest_discharge, infusion_is_open
from sessions.gate.case import Case, seen
from sessions.gate.registry import guard
from sessions.gate.verdict import Finding, Level, Stage, passed

AT_DISCHARGE = {Stage.DISCHARGE}
# D10 and D11 are G42's; D1 is G40's.
G41 = frozenset({"D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D12"})


@guard("G40", words("Observed long enough"), AT_DISCHARGE, Level.HARD)
def observed(case: Case) -> Finding:
    """From the start and from the last drug event, by the route's times."""
    events = [e.event for e in case.facts.events if e.event.at <= case.at]
    mend = case.at_session("flowsheet")
    if infusion_is_open(events):
        return case.hard(_("The infusion is not stopped on record."), "RUNNING", mend)
    earliest = earliest_discharge(events, case.terms, case.policy.observation)
    if earliest is None:
        return case.hard(_("No dose is on record."), "MISSING", mend)
    evidence = [
        seen("drug_event", e.id, event=e.event.kind.value, at=e.event.at)
        for e in case.facts.events
    ]
    if case.at < earliest:
        return case.hard(
            _("Observation ends at %s.") % case.clock(earliest), "EARLY", mend, *evidence
        )
    return passed(
        _("Observed since the last drug event, over at %s.") % case.clock(earliest), *evidence
    )


@guard("G41", words("Discharge criteria"), AT_DISCHARGE, Level.HARD)
def well_enough(case: Case) -> Finding:
    """All in one recent set."""
    done, mend = case.facts.discharge, case.at_session("discharge.record")
    if done is None:
        return case.hard(_("No discharge set is recorded."), "MISSING", mend)
    evidence = seen(
        "discharge", done.id, reading=done.reading_id, taken_at=done.found.reading.taken_at
    )
    longest = timedelta(minutes=case.policy.discharge.set_valid_minutes)
    if not case.within(done.found.reading.taken_at, longest):
        return case.hard(
            _("The discharge set is from %s. Take another.")
            % case.clock(done.found.reading.taken_at),
            "OLD",
            mend,
            evidence,
        )
    last_set = max((r.reading.taken_at for r in case.facts.monitoring), default=None)
    if last_set is not None and last_set > done.found.reading.taken_at:
        return case.hard(
            _("A newer set was taken at %s. The discharge set is the last one.")
            % case.clock(last_set),
            "NEWER_SET",
            mend,
            evidence,
        )
    unmet = [c for c in criteria(done.found, case.policy.discharge) if c.id in G41 and not c.met]
    if unmet:
        names = _criterion_names()
        return case.hard(
            _("Not yet: %s.") % ", ".join(str(names[c.id]) for c in unmet),
            "+".join(c.id for c in unmet),
            mend,
            evidence,
        )
    return passed(_("All discharge criteria are met in one set."), evidence)


def _criterion_names() -> dict[str, Words]:
    return {
        "D2": _("Aldrete score"),
        "D3": _("PADSS score"),
        "D4": _("awake and oriented"),
        "D5": _("dissociation passed"),
        "D6": _("blood pressure"),
        "D7": _("oxygen saturation"),
        "D8": _("gait, nausea, drinking"),
        "D9": _("no new suicidal intent"),
        "D12": _("both signatures"),
    }


@guard("G42", words("Escort and instructions"), AT_DISCHARGE, Level.HARD)
def handed_over(case: Case) -> Finding:
    """To the adult the record names, with written instructions and the no-driving promise."""
    done, escort = case.facts.discharge, case.facts.escort
    mend = case.at_session("discharge.record")
    if done is None:
        return case.hard(_("Nobody has taken the patient over."), "MISSING", mend)
    evidence = seen("discharge", done.id, escort=done.escort_id)
    if (
        escort is None
        or escort.rideshare_only
        or not escort.adult
        or done.escort_id != escort.id
        or done.found.escort_matched is not True
    ):
        return case.hard(
            _("The person here is not matched to the escort on record."), "ESCORT", mend, evidence
        )
    if done.found.instructions_given is not True:
        return case.hard(_("Written instructions are not given."), "INSTRUCTIONS", mend, evidence)
    if done.found.no_driving_acknowledged is not True:
        return case.hard(
            _("The patient has not agreed not to drive until tomorrow after a good sleep."),
            "DRIVING",
            mend,
            evidence,
        )
    return passed(_("Handed over to the escort with instructions."), evidence)
