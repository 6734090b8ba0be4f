"""Every part of the workup for one screening, in the order a clinician asks."""

from __future__ import annotations

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.models import Screening
from patients.policies.workup import policy_or_shipped
from patients.views.workup import illness, pregnancy, results, substances, texts, trials
from patients.views.workup.section import Look, Section


def sections_of(screening: Screening, user: User) -> list[Section]:
    """The sections this person may read. About ten queries, whatever the number of rows."""
    at = clock.now()
    look = Look(screening, user, at, policy_or_shipped(screening.site_id, at))
    found = [texts.history(look), illness.section(look), trials.section(look)]
    found.append(substances.section(look))
    if user.may(Permission.CHART_VIEW, screening.site_id):
        found.append(results.section(look))
    found += [pregnancy.section(look), texts.hopes(look)]
    return found
