"""Who is not ready, in words the front desk may read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clinic.scheduling.models.visit_row import VisitRow
from clinic.web.boards.version import Facts
from sessions import mending
from sessions.gate import Verdict
from sessions.gate.verdict import CLINICAL_DESK_SENTENCE
from sessions.models import DosingSession
from sessions.models.dosing_session import UNDER_DRUG
from sessions.outlook import blocking, verdicts_for

#: A row of the strip says at most so many things; the rest is said on the visit's page.
SAID = 2


@dataclass(frozen=True)
class Blocker:
    """Why a dose could not be given as things stand: the desk's sentences, and the page that mends the first."""

    sentence: str
    href: str = ""
    act: str = ""


def blockers_of(visits: Sequence[VisitRow], now: datetime) -> dict[UUID, Blocker]:
    """For each dosing visit that is expected: what stands in its way. Once the patient is here the chairs say it."""
    expected = {
        v.pk: v for v in visits if v.kind == "DOSING" and v.is_standing and not v.arrived_at
    }
    found = blocking(verdicts_for(expected, now))
    return {pk: _blocker(verdicts, expected[pk]) for pk, verdicts in found.items()}


#: The gate's answers for a day as long as nothing of it changed: a dozen screens ask for the same in a minute.
_answers: OrderedDict[object, dict[UUID, Blocker]] = OrderedDict()
KEPT = 16


def remembered(
    facts: Facts | None, visits: Sequence[VisitRow], now: datetime
) -> dict[UUID, Blocker]:
    """As `blockers_of`, judged once for the same facts, minute and language in this process.

    The facts count every write to anything about the day's patients; what they do not see (a policy, a licence) is
    at most a minute old, as on the board itself. Who sees fewer visits gets answers of their own.
    """
    if facts is None:
        return blockers_of(visits, now)
    key = (facts, get_language(), tuple(row.pk for row in visits))
    found = _answers.get(key)
    if found is None:
        found = _answers[key] = blockers_of(visits, now)
        while len(_answers) > KEPT:
            _answers.popitem(last=False)
    return found


def _blocker(verdicts: Sequence[Verdict], visit: VisitRow) -> Blocker:
    own = list(dict.fromkeys(v.desk_sentence for v in verdicts))
    clinical = _(CLINICAL_DESK_SENTENCE)
    # The desk's own matters first: those it can put right. That a clinical check is open comes last, once.
    own.sort(key=lambda sentence: sentence == clinical)
    said = [_ask(visit) if s == clinical else s for s in own[:SAID]]
    link = next(
        (mending.link_of(v.mend) for v in verdicts if v.mend and v.mend.kind in mending.DESK), None
    )
    return Blocker(" ".join(said), link.href if link else "", link.label if link else "")


def _ask(visit: VisitRow) -> str:
    """That a clinical check is open, and whom to ask when one of the visit's people has an extension."""
    told = _(CLINICAL_DESK_SENTENCE)
    person = next((each for each in visit.team if each.extension), None)
    if person is None:
        return told
    whom = {"who": person.name, "ext": person.extension}
    return f"{told} {_('Ask %(who)s, ext. %(ext)s.') % whom}"


def under_drug(visits: Iterable[VisitRow]) -> set[UUID]:
    """The visits whose patient has drug on board or is watched after it: "in session", and no more is said."""
    return set(
        DosingSession.objects.filter(
            appointment__in=[v.pk for v in visits if v.arrived_at], status__in=UNDER_DRUG
        ).values_list("appointment_id", flat=True)
    )
