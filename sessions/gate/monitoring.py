"""M01: no more drug while the last set of vital signs says stop."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.dosing.alerts import AlertLevel, raised_by
from sessions.gate.case import Case, seen
from sessions.gate.registry import guard
from sessions.gate.verdict import Finding, Level, Stage, passed


@guard("M01", words("Vital signs allow more drug"), {Stage.CONTINUE}, Level.HARD)
def steady_enough(case: Case) -> list[Finding]:
    """A recent set, nothing critical in it; a warning in it is the prescriber's to answer."""
    mend = case.at_session("vitals.record")
    sets = sorted(case.facts.monitoring, key=lambda r: r.reading.taken_at)
    baseline = case.facts.readings[-1].reading if case.facts.readings else None
    every = sets or list(case.facts.readings)
    longest = timedelta(minutes=case.policy.alerts.more_drug_set_minutes)
    if not every or not case.within(every[-1].reading.taken_at, longest):
        return [case.hard(_("There is no recent set of vital signs."), "MISSING", mend)]
    latest = every[-1]
    evidence = seen("vital_signs", latest.id, taken_at=latest.reading.taken_at)
    earlier = [r.reading for r in every[:-1]]
    alerts = raised_by(latest.reading, earlier, baseline, case.policy.alerts)
    findings: list[Finding] = []
    for alert in alerts:
        if alert.level is AlertLevel.CRITICAL:
            findings.append(
                case.hard(
                    _("The last set is critical (%s). No more drug.") % alert.signal,
                    alert.signal,
                    mend,
                    evidence,
                )
            )
        elif alert.level is AlertLevel.WARN:
            findings.append(
                case.rx(
                    _("The last set warns (%s). A prescriber can allow more drug with a reason.")
                    % alert.signal,
                    alert.signal,
                    mend,
                    evidence,
                )
            )
    return findings or [passed(_("The last set of vital signs is steady."), evidence)]
