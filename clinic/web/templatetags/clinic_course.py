"""Where a course or a session stands, as a chip: one table for all pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clinic.web.templatetags.clinic_marks import chip

register = template.Library()

#: Course status -> kind and icon of its chip. The words are the status's own label.
COURSE = {
    "REFERRED": ("", "envelope-fill"),
    "SCREENING": ("info", "clipboard2-check"),
    "DEFERRED": ("due", "hourglass-split"),
    "INELIGIBLE": ("", "slash-circle"),
    "ELIGIBLE": ("ok", "check-lg"),
    "CONSENTED": ("ok", "pen"),
    "PREPARING": ("care", "chat-heart"),
    "READY": ("ok", "check-lg"),
    "ACTIVE": ("act", "activity"),
    "REVIEW_DUE": ("due", "clock-history"),
    "MAINTENANCE": ("act", "arrow-repeat"),
    "PAUSED": ("due", "pause-circle-fill"),
    "COMPLETED": ("", "check-circle-fill"),
    "DISCONTINUED": ("", "slash-circle"),
    "FOLLOW_UP_CLOSED": ("", "check-circle-fill"),
    "CLOSED_NO_CONTACT": ("", "slash-circle"),
}

#: Dosing session status -> kind and icon.
SESSION = {
    "PRE_DOSE": ("", "list-check"),
    "HELD": ("due", "pause-circle-fill"),
    "CLEARED": ("ok", "check-lg"),
    "DOSING": ("act", "activity"),
    "ABORTED": ("danger", "x-octagon-fill"),
    "MONITORING": ("act", "heart-pulse"),
    "DISCHARGE_READY": ("ok", "door-open"),
    "DISCHARGED": ("", "check-lg"),
    "LEFT_AMA": ("danger", "door-open"),
    "EMERGENCY_TRANSFER": ("danger", "x-octagon-fill"),
    "CLOSED": ("", "check-circle-fill"),
    "CANCELLED": ("", "slash-circle"),
}


#: Visit status -> kind and icon.
VISIT = {
    "HELD": ("", "hourglass-split"),
    "BOOKED": ("", "circle"),
    "CONFIRMED": ("ok", "check-lg"),
    "ARRIVED": ("act", "person-check-fill"),
    "LATE_CANCELLED": ("due", "x-circle"),
    "CANCELLED": ("", "x-circle"),
    "NO_SHOW": ("due", "calendar-x"),
    "RESCHEDULED": ("info", "clock-history"),
}


@register.simple_tag
def visit_chip(visit: Any, small: bool = False) -> SafeString:
    """The visit's state; one that is over says when it ended."""
    if visit.left_at:
        return chip("", _("Over"), icon_name="check-lg", small=small)
    kind, icon = VISIT[visit.status]
    return chip(kind, visit.get_status_display(), icon_name=icon, small=small)


@register.simple_tag
def course_chip(course: Any, small: bool = False) -> SafeString:
    """The course's state."""
    kind, icon = COURSE[course.status]
    return chip(kind, course.get_status_display(), icon_name=icon, small=small)


@register.simple_tag
def session_chip(session: Any, small: bool = False) -> SafeString:
    """The dosing session's state."""
    kind, icon = SESSION[session.status]
    return chip(kind, session.get_status_display(), icon_name=icon, small=small)
