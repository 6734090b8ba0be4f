"""G43: the drug adds up, what was wasted was witnessed, and the log says what the flowsheet says."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.dosing.ledger import Movement, reconcile
from sessions.gate.case import Case, seen, trim
from sessions.gate.registry import guard
from sessions.gate.verdict import Finding, Level, Stage, passed


@guard("G43", words("Drug reconciled"), {Stage.CLOSE}, Level.HARD)
def reconciled(case: Case) -> list[Finding]:
    """Per lot: drawn is given, wasted and returned. Waste has a second signed-in person."""
    mend = case.at_session("drug_log.reconcile")
    lines = case.facts.ledger
    gave_drug = any(e.mg is not None and e.mg > Decimal(0) for e in case.facts.events)
    if not lines:
        if gave_drug:
            return [
                case.hard(_("Drug was given and nothing is in the drug log."), "MISSING", mend)
            ]
        return [passed(_("No drug was drawn."))]
    evidence = [
        seen("ledger_line", x.id, movement=x.moved.movement.value, amount=x.moved.amount)
        for x in lines
    ]
    findings: list[Finding] = []
    for lot in reconcile((x.moved for x in lines), case.policy.arithmetic):
        if not lot.balanced:
            sentence = (
                _("%s is drawn and not accounted for.")
                if lot.gap > 0
                else _("%s more is accounted for than was drawn.")
            )
            findings.append(
                case.hard(sentence % trim(abs(lot.gap)), f"GAP{lot.lot}", mend, *evidence)
            )
    given = any(x.moved.movement is Movement.GIVE for x in lines)
    if gave_drug and not given:
        findings.append(
            case.hard(
                _("The dose on the flowsheet is not in the drug log."),
                "NOT_GIVEN",
                mend,
                *evidence,
            )
        )
    for line in lines:
        unseen = line.witness is None or line.witness == line.by
        if line.moved.movement is Movement.WASTE and unseen:
            findings.append(
                case.hard(
                    _("The waste of %s has no second person as witness.")
                    % trim(line.moved.amount),
                    "WITNESS",
                    mend,
                    seen("ledger_line", line.id, amount=line.moved.amount),
                )
            )
    return findings or [passed(_("Drawn, given and wasted agree."), *evidence)]
