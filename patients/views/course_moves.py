"""The moves of a course as pages: from where, which verb, which form, in which words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinic.accounts.action import Verb
from clinic.accounts.models import User
from patients.actions import course as actions
from patients.actions import screening
from patients.models import Course, CourseStatus
from patients.models.course import OPEN, RESUMABLE
from patients.views import course_forms as forms

_S = CourseStatus


@dataclass(frozen=True)
class Move:
    """One page. ``starts`` is where its button is shown; the verb itself is the judge."""

    name: str
    verb: Verb[Any, Any]
    form: type[forms.CourseForm]
    starts: Collection[str]
    label: Any
    question: Any
    lead: Any = ""
    kind: str = "plain"


MOVES = {
    move.name: move
    for move in (
        Move(
            "screen",
            screening.start,
            forms.NothingForm,
            {_S.REFERRED, _S.DEFERRED},
            _("Start the screening"),
            _("Does the screening start?"),
        ),
        Move(
            "ready",
            actions.mark_ready,
            forms.NothingForm,
            {_S.PREPARING},
            _("Ready for the first dose"),
            _("Is everything in place for the first dose?"),
        ),
        Move(
            "prepare",
            actions.start_preparing,
            forms.NothingForm,
            {_S.CONSENTED},
            _("Start preparation"),
            _("Is a preparation session booked?"),
        ),
        Move(
            "protocol",
            actions.choose_protocol,
            forms.PlanForm,
            {_S.REFERRED, _S.SCREENING, _S.ELIGIBLE, _S.CONSENTED, _S.PREPARING, _S.READY},
            _("Choose the plan"),
            _("Which plan does this course follow?"),
            _("Steps that are not done are planned anew."),
        ),
        Move(
            "attempt",
            actions.record_attempt,
            forms.AttemptForm,
            {_S.REFERRED},
            _("Tried to reach"),
            _("How was the patient tried?"),
        ),
        Move(
            "no-contact",
            actions.no_contact,
            forms.NoteForm,
            {_S.REFERRED},
            _("Never reached"),
            _("Give this course up?"),
            _("It takes three tries. It can be taken up again."),
        ),
        Move(
            "take-up-again",
            actions.take_up_again,
            forms.NoteForm,
            {_S.CLOSED_NO_CONTACT},
            _("Take up again"),
            _("Did the patient turn up?"),
        ),
        Move(
            "defer",
            actions.defer,
            forms.DeferForm,
            {_S.SCREENING, _S.ELIGIBLE, _S.CONSENTED},
            _("Not now"),
            _("What is this course waiting for?"),
        ),
        Move(
            "decline",
            actions.decline,
            forms.DeclineForm,
            {_S.SCREENING, _S.DEFERRED, _S.ELIGIBLE},
            _("Not eligible"),
            _("Why is this patient not eligible?"),
            _("This ends the course. A new one can be opened later."),
        ),
        Move(
            "review",
            actions.review_due,
            forms.NoteForm,
            {_S.ACTIVE, _S.MAINTENANCE},
            _("Ask for a review"),
            _("What asks for a review?"),
            _("No dose is given until it is held."),
        ),
        Move(
            "complete",
            actions.complete,
            forms.CompleteForm,
            {_S.ACTIVE, _S.MAINTENANCE},
            _("Complete"),
            _("Is planned care finished?"),
        ),
        Move(
            "resume",
            actions.resume,
            forms.NoteForm,
            {_S.PAUSED},
            _("Resume"),
            _("Does this course go on?"),
            _("What was needed where it stopped is asked again."),
        ),
        Move(
            "pause",
            actions.pause,
            forms.PauseForm,
            RESUMABLE,
            _("Pause"),
            _("Why does this course wait?"),
            _("Reminders for doses stop. It goes back to where it was."),
            kind="stop",
        ),
        Move(
            "discontinue",
            actions.discontinue,
            forms.DiscontinueForm,
            OPEN,
            _("Stop early"),
            _("Why does this course end early?"),
            _("This cannot be taken back. Somebody calls the patient within three days."),
            kind="stop",
        ),
        Move(
            "close-follow-up",
            actions.close_follow_up,
            forms.CloseFollowUpForm,
            {_S.COMPLETED, _S.DISCONTINUED},
            _("Close follow-up"),
            _("Is the follow-up over?"),
        ),
    )
}


def moves_for(course: Course, user: User) -> list[dict[str, Any]]:
    """The buttons a course page offers this person now: name, label, address and kind."""
    return [
        {
            "name": move.name,
            "label": move.label,
            "href": reverse("patients:course-move", args=[course.pk, move.name]),
            "kind": move.kind,
        }
        for move in MOVES.values()
        if course.status in move.starts and move.verb.allowed(user, course.site_id)
    ]
