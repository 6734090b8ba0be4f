"""From what the desk asks for to a whole proposal: which kind of visit, how long, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.action import step as step_of_an_action
from clinic.accounts.models import User
from clinic.core.errors import InvalidInput
from clinic.scheduling.models import Kind, Room, VisitKind
from clinic.scheduling.policies.booking import Proposal
from clinic.sites.models import Site
from patients.models import Course, CourseStep, Patient

Staff = Sequence[tuple[User, str]]


@step_of_an_action
def propose(
    patient: Patient,
    kind: str,
    site: Site,
    room: Room | None,
    staff: Staff,
    starts_at: datetime,
    minutes: int | None,
    course: Course | None,
    step: CourseStep | None,
    route: str,
) -> Proposal:
    """Raises InvalidInput for a kind the site does not offer, or a length that cannot be."""
    if kind == Kind.DOSING and not route and course is not None:
        route = course.route
    route = route if kind == Kind.DOSING else ""
    visit_kind = VisitKind.objects.offered(site.pk, kind, route)
    if visit_kind is None:
        raise InvalidInput(_("This site does not offer that kind of visit."), field="kind")
    length = minutes or (step.visit_minutes if step else 0) or visit_kind.minutes
    if not 5 <= length <= 480:
        raise InvalidInput(_("A visit lasts between 5 minutes and 8 hours."), field="minutes")
    return Proposal(
        site,
        patient,
        course,
        step,
        visit_kind,
        room,
        tuple(dict.fromkeys(staff)),
        starts_at,
        starts_at + timedelta(minutes=length),
    )
