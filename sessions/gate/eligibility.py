"""G01 screening signed, G02 signer licensed, G03 no absolute exclusion, G04 relative ones answered."""

from __future__ import annotations

from django.utils.translation import gettext_noop as words

from clinic.core.words import later as _
from sessions.gate.case import Case, seen
from sessions.gate.registry import guard
from sessions.gate.verdict import BEFORE_DOSE, Finding, Level, Mend, Stage, passed


@guard("G01", words("Screening signed"), BEFORE_DOSE, Level.HARD)
def screening_signed(case: Case) -> Finding:
    """Eligible, signed by a prescriber, not too old that day, attested again after anything new."""
    facts = case.facts
    mend = Mend("screening.sign", facts.course_id)
    screening = facts.screening
    if screening is None or screening.signed_at > case.at:
        return case.hard(_("No screening is signed for this course."), "MISSING", mend)
    evidence = seen(
        "screening",
        screening.id,
        outcome=screening.outcome,
        signed_at=screening.signed_at,
        attested_at=screening.attested_at,
    )
    if screening.outcome != "ELIGIBLE":
        return case.hard(
            _("The screening does not find this person eligible."), "OUTCOME", mend, evidence
        )
    signed_on = case.local_date(screening.signed_at)
    if not case.holds(screening.signed_by, {"PRESCRIBER"}, signed_on):
        return case.hard(
            _(
                "The screening is not signed by a prescriber. Only a prescriber's signature opens the gate."
            ),
            "NOT_A_PRESCRIBER",
            mend,
            evidence,
        )
    days = (case.today - signed_on).days
    allowed = case.policy.gate.screening_valid_days
    if days > allowed:
        return case.hard(
            _(
                "The screening was signed %(day)s, %(days)d days before this visit. It holds %(allowed)d days."
            )
            % {"day": case.day(signed_on), "days": days, "allowed": allowed},
            "OLD",
            mend,
            evidence,
        )
    change, attested = facts.last_change, screening.attested_at or screening.signed_at
    if change is not None and change.recorded_at > attested:
        return case.hard(
            _(
                "Something new came on record %(day)s, after the screening. A prescriber attests it again."
            )
            % {"day": case.day(change.recorded_at)},
            "NEW_FACT",
            mend,
            evidence,
            seen(change.kind, change.id, recorded_at=change.recorded_at),
        )
    return passed(_("Screening signed %s.") % case.day(signed_on), evidence)


@guard("G02", words("Signer licensed"), BEFORE_DOSE, Level.HARD)
def signer_licensed(case: Case) -> Finding:
    """Licence and DEA registration where the patient is, on the day of signing and on the day of the dose."""
    screening = case.facts.screening
    if screening is None:
        return case.hard(
            _("Nobody has signed a screening whose licence could be checked."),
            "MISSING",
            Mend("screening.sign", case.facts.course_id),
        )
    signer = screening.signed_by
    evidence = [
        seen(c.kind, c.id, valid_from=c.valid_from, valid_until=c.valid_until, active=c.active)
        for c in case.facts.credentials.get(signer, ())
        if c.kind in {"PRESCRIBER", "DEA"}
    ]
    mend = Mend("licence.record", signer)
    for day, when in (
        (case.local_date(screening.signed_at), _("when the screening was signed")),
        (case.today, _("on the day of this visit")),
    ):
        for kind, name in (
            ("PRESCRIBER", _("licence in %s") % case.facts.jurisdiction),
            ("DEA", _("DEA registration")),
        ):
            if not case.holds(signer, {kind}, day):
                return case.hard(
                    _("Whoever signed the screening has no valid %(name)s %(when)s (%(day)s).")
                    % {"name": name, "when": when, "day": case.day(day)},
                    kind,
                    mend,
                    *evidence,
                )
    return passed(_("Licence and DEA registration are valid."), *evidence)


@guard("G03", words("No absolute exclusion"), BEFORE_DOSE | {Stage.CONTINUE}, Level.HARD)
def no_exclusion(case: Case) -> Finding:
    """No hard exclusion is active, and none was left unanswered."""
    mend = Mend("screening.exclusions", case.facts.course_id)
    rows = case.facts.exclusions
    if rows is None:
        return case.hard(_("The exclusions have not been asked."), "MISSING", mend)
    hard = [row for row in rows if row.level == "HARD"]
    active = [row for row in hard if row.status == "ACTIVE"]
    if active:
        codes = ", ".join(row.code for row in active)
        return case.hard(
            _("An absolute exclusion is active: %s.") % codes,
            "ACTIVE",
            mend,
            *(seen("exclusion", row.id, code=row.code, status=row.status) for row in active),
        )
    open_rows = [row for row in hard if row.status not in {"ABSENT", "RESOLVED"}]
    if open_rows or not hard:
        codes = ", ".join(row.code for row in open_rows)
        return case.hard(
            _("Exclusions without an answer: %s.") % (codes or _("all")),
            "UNANSWERED",
            mend,
            *(seen("exclusion", row.id, code=row.code, status=row.status) for row in open_rows),
        )
    return passed(_("No absolute exclusion is active."))


@guard("G04", words("Relative exclusions answered"), BEFORE_DOSE, Level.RX)
def relative_exclusions_answered(case: Case) -> Finding:
    """Every relative exclusion was asked, and each active one has a dated risk-benefit note (domain/01)."""
    mend = Mend("screening.exclusions", case.facts.course_id)
    rows = [row for row in case.facts.exclusions or () if row.level == "RX"]
    unasked = [row for row in rows if row.status not in {"ABSENT", "RESOLVED", "ACTIVE"}]
    if unasked or not rows:
        codes = ", ".join(row.code for row in unasked)
        return case.rx(
            _("Relative exclusions without an answer: %s.") % (codes or _("all")),
            "UNANSWERED",
            mend,
            *(seen("exclusion", row.id, code=row.code, status=row.status) for row in unasked),
        )
    active = [row for row in rows if row.status == "ACTIVE"]
    bare = [row for row in active if row.noted_at is None or row.noted_at > case.at]
    evidence = [seen("exclusion", row.id, code=row.code, noted_at=row.noted_at) for row in active]
    if bare:
        codes = ", ".join(row.code for row in bare)
        return case.rx(
            _("No note says why treatment is still right with: %s.") % codes,
            "NO_NOTE",
            mend,
            *evidence,
        )
    return passed(_("Every relative exclusion is answered."), *evidence)
