"""A suggestion is taken up in its row, or dismissed with a reason. Either is kept with who and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from patients.actions.screening_rows import edit
from patients.eligibility.answering import SAYS_SO
from patients.models import Screening
from patients.models.suggestion import SuggestionAnswer
from patients.policies import suggestion as policies

Key = tuple[str, str]
_Answer = SuggestionAnswer.Answer


@action(Permission.SCREENING_EDIT)
def take_up(screening: Screening, *, code: str, source: str, by: User, at: datetime) -> Screening:
    """Its row says so, this one included. A row that does not say so yet is written first."""
    screening = edit(screening)
    answer.step(screening, taken=[(code, source)], by=by, at=at)
    return screening


@action(Permission.SCREENING_EDIT)
def dismiss(
    screening: Screening, *, code: str, source: str, reason: str, by: User, at: datetime
) -> Screening:
    """It is not what the row asks about, and why."""
    screening = edit(screening)
    answer.step(screening, dismissed={(code, source): reason}, by=by, at=at)
    return screening


@action(Permission.SCREENING_EDIT)
def answer(
    screening: Screening,
    *,
    taken: Collection[Key] = (),
    dismissed: Mapping[Key, str] | None = None,
    by: User,
    at: datetime,
) -> None:
    """Several at once; of the suggestions there are. Raises InvalidInput for one that nobody made."""
    if not taken and not dismissed:
        return
    open_now = {
        one.suggestion.key: one.suggestion
        for one in policies.standings(screening, policies.known_for(screening, at))
    }
    says_so = set(
        screening.findings.filter(status__in=[each.value for each in SAYS_SO]).values_list(
            "code", flat=True
        )
    )
    for key, reason in [*((one, "") for one in taken), *(dismissed or {}).items()]:
        if key not in open_now:
            raise InvalidInput(_("There is no such suggestion on this screening."), field=key[0])
        is_taken = key in taken
        if is_taken and key[0] not in says_so:
            raise DomainError(
                _("Write in %(row)s first that it is present or over.") % {"row": key[0]}
            )
        if not is_taken and not reason.strip():
            raise InvalidInput(_("Say why it is not so."), field=key[0])
        _keep(screening, key, policies.sentence(open_now[key]), reason.strip(), by, at)


@step
def _keep(screening: Screening, key: Key, text: str, reason: str, by: User, at: datetime) -> None:
    SuggestionAnswer(
        screening=screening,
        patient_id=screening.patient_id,
        site_id=screening.site_id,
        code=key[0],
        about=key[1],
        text=text[:300],
        answer=_Answer.DISMISSED if reason else _Answer.TAKEN_UP,
        reason=reason,
        answered_at=at,
        answered_by=by,
        created_at=at,
    ).save()
