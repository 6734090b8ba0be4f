"""G12 labs and tests: those the policy asks for in this person are there, and none is too old that day."""

from __future__ import annotations

from datetime import date
from functools import reduce

from django.utils.translation import gettext_noop as words

from clinic.core.words import Text
from clinic.core.words import later as _
from patients.eligibility.assessment import age_on
from patients.eligibility.tests_needed import Gap, Had, Lacking, Person, heart_was_ill, lacking
from sessions.gate.case import Case, seen
from sessions.gate.registry import guard
from sessions.gate.verdict import BEFORE_DOSE, Finding, Level, Mend, passed

# Asked by law where a clinic's policy names it: no prescriber's reason replaces it (domain/04 4.6).
BY_LAW = frozenset({"PDMP"})
# Nobody's age on record: as old as can be, so that more is asked and not less.
OLDEST = 200


@guard("G12", words("Labs and tests"), BEFORE_DOSE, Level.HARD)
def tests_current(case: Case) -> list[Finding]:
    """What is missing or too old is one finding a prescriber may answer for; a query the law asks for is not."""
    newest = {fact.kind: fact for fact in case.facts.tests}
    had = {
        kind: Had(fact.id, case.local_date(fact.taken_at))
        for kind, fact in newest.items()
        if fact.taken_at <= case.at
    }
    open_ones = lacking(had, _person(case), case.policy.workup, case.today)
    by_law = tuple(one for one in open_ones if one.code in BY_LAW)
    others = tuple(one for one in open_ones if one.code not in BY_LAW)
    findings = []
    for lacks, say in ((by_law, case.hard), (others, case.rx)):
        if lacks:
            cause = ",".join(f"{one.code}.{one.gap}" for one in lacks)
            evidence = [
                seen("test_result", fact.id, kind=fact.kind, taken_at=fact.taken_at)
                for one in lacks
                for kind in one.kinds
                if (fact := newest.get(kind))
            ]
            mend = Mend("tests.record", case.facts.course_id)
            desk = _("A test is still to be made or is too old.")
            findings.append(say(_sentence(case, lacks), cause, mend, *evidence, desk=desk))
    return findings or [passed(_("The tests this dose waits for are on record."))]


def _person(case: Case) -> Person:
    facts = case.facts
    born: date | None = facts.birth_date
    rows = ((row.code, row.status) for row in facts.exclusions or ())
    return Person(
        age=OLDEST if born is None else age_on(born, case.today),
        route=facts.route,
        has_dosed=any(
            dose.course_id == facts.course_id and dose.session_id != facts.session_id
            for dose in facts.past_doses
        ),
        heart=heart_was_ill(rows),
        qt_drug=facts.qt_drug,
    )


def _sentence(case: Case, lacks: tuple[Lacking, ...]) -> Text:
    return reduce(
        lambda said, one: _("%(said)s %(more)s") % {"said": said, "more": _part(case, one)},
        lacks[1:],
        _part(case, lacks[0]),
    )


def _part(case: Case, one: Lacking) -> Text:
    label = _(one.label)
    if one.gap is Gap.OLD and one.on is not None:
        said = {"what": label, "day": case.day(one.on), "days": one.days}
        return _("%(what)s of %(day)s is older than %(days)d days.") % said
    return _("%(what)s not on record.") % {"what": label}
