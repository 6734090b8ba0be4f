"""What every page with a preview shares: reading the rows that were chosen, applying them, saying what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages

from clinic.accounts.action import Verb
from clinic.accounts.pages import Attempt, SignedInRequest, attempt
from clinic.core.errors import InvalidInput
from clinic.scheduling import preview, said
from clinic.scheduling.models import Change
from clinic.scheduling.policies.gaps import course_gaps


def accepts(request: SignedInRequest) -> bool:
    """Whether rows of a preview were sent, not the question that makes one."""
    return request.method == "POST" and "accept" in request.POST


def apply(
    request: SignedInRequest, verb: Verb[Any, Change], *args: Any, **given: Any
) -> Attempt[Change]:
    """Apply the rows that were left chosen. A refusal is said at the top of the fresh preview that follows."""
    try:
        lines = preview.read_rows(request.POST.getlist("row"), request.user)
    except InvalidInput as error:
        tried: Attempt[Change] = Attempt(error=error)
    else:
        tried = attempt(request, verb, *args, lines=lines, **given)
    if tried.error:
        messages.error(request, tried.error.sentence)
    elif tried.result:
        say_changed(request, tried.result)
    return tried


def say_changed(request: SignedInRequest, change: Change) -> None:
    """What was done, and each gap of the courses concerned that is not the protocol's now."""
    messages.success(request, said.say(change).sentence)
    lines = change.lines.select_related("before", "after")
    rows: Iterable[Any] = (row for line in lines for row in (line.before, line.after))
    for course_id in dict.fromkeys(row.course_id for row in rows if row and row.course_id):
        for warning in course_gaps(course_id):
            messages.warning(request, warning)
