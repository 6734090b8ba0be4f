"""What can be done on a course's page: the one act its next step calls for, its further pages, its moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission as P
from clinic.web.boards.gate import GatePanel
from clinic.web.boards.next_step import NextStep
from patients.models import Course, Screening
from sessions.models import DosingSession


@dataclass(frozen=True)
class Act:
    """A button: a page to go to, or, with ``post``, a verb without questions."""

    label: Any
    href: str
    post: bool = False
    icon: str = ""


def first_act(
    course: Course,
    step: NextStep,
    gate: GatePanel | None,
    user: User,
    session: DosingSession | None = None,
) -> Act | None:
    """The filled button beside the next step; None when nobody can do anything here or this person may not.

    While the patient sits in a chair it leads there.
    """

    def may(verb: P) -> bool:
        return user.may(verb, course.site_id)

    if session and may(P.DOSING_VIEW):
        page = reverse("sessions:session", args=[session.pk])
        return Act(_("Open the session"), page, icon="arrow-right")
    if step.verb == "mend" and gate:
        row = next((row for row in gate.open if row.href and row.level in ("HARD", "RX")), None)
        return Act(row.act, row.href) if row else _consents(course, may(P.CONSENT_VIEW))
    if step.verb == "screen" and may(P.COURSE_SCREEN):
        return _screening(course, user)
    if step.verb == "consent":
        return _consents(course, may(P.CONSENT_VIEW))
    if step.verb == "book" and may(P.APPOINTMENT_BOOK):
        page = reverse("scheduling:book", args=[course.patient_id])
        return Act(_("Book a visit"), page, icon="plus-lg")
    if step.verb == "review":
        return Act(_("Open the review"), reverse("web:review", args=[course.pk]))
    if step.verb == "resume" and may(P.COURSE_DECIDE):
        return Act(_("Look at it"), reverse("patients:course-move", args=[course.pk, "resume"]))
    return None


def _screening(course: Course, user: User) -> Act:
    sheet = (
        Screening.objects.visible_to(user)
        .filter(course=course)
        .exclude(status="VOIDED")
        .order_by("-created_at")
        .first()
    )
    if sheet is None or course.status in (Course.Status.REFERRED, Course.Status.DEFERRED):
        return Act(_("Start screening"), reverse("patients:screen", args=[course.pk]), post=True)
    return Act(_("Open screening"), reverse("patients:screening", args=[sheet.pk]))


def _consents(course: Course, allowed: bool) -> Act | None:
    if not allowed:
        return None
    return Act(_("Open consents"), reverse("consent:course", args=[course.pk]), icon="pen")


def pages_of(course: Course, user: User) -> list[Act]:
    """The course's further pages, for this person."""
    wanted = [
        (P.CHART_VIEW, _("Record"), reverse("patients:record", args=[course.patient_id]), "journal-text"),
        (P.MEASURE_VIEW, _("Progress"), reverse("web:progress", args=[course.pk]), "graph-down"),
        (P.CONSENT_VIEW, _("Consents"), reverse("consent:course", args=[course.pk]), "pen"),
        (P.THERAPY_VIEW, _("Therapy"), reverse("integration:course", args=[course.pk]), "chat-heart"),
        (P.COURSE_VIEW, _("Review"), reverse("web:review", args=[course.pk]), "clipboard-check"),
        (P.EXPOSURE_EDIT, _("Treatment elsewhere"), reverse("web:earlier", args=[course.patient_id]), "signpost-split"),
        (P.EXPOSURE_EDIT, _("More asked for, or drug missing"), reverse("web:use-concern", args=[course.pk]), "flag-fill"),
        (P.APPOINTMENT_BOOK, _("Book a visit"), reverse("scheduling:book", args=[course.patient_id]), "calendar-plus"),
        (P.APPOINTMENT_BOOK, _("Plan the visits"), reverse("scheduling:plan", args=[course.pk]), "calendar3"),
        (P.MESSAGE_VIEW, _("Messages"), reverse("reminders:ledger", args=[course.patient_id]), "envelope-fill"),
        (P.CHART_VIEW, _("Who changed this course"), reverse("web:history", args=["patients.course", course.pk]), "clock-history"),
        (P.CHART_VIEW, _("Who read and wrote about this person"), reverse("web:trail", args=[course.patient_id]), "eye-fill"),
    ]  # fmt: skip
    return [
        Act(label, href, icon=icon) for verb, label, href, icon in wanted if user.may(verb, course.site_id)
    ]  # fmt: skip
