"""`{% undo_bar %}`: at the foot of every staff page, what the person just changed in the calendar, and Undo."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling import said
from clinic.scheduling.models import Change

register = template.Library()


@register.inclusion_tag("web/_undo.html", takes_context=True)
def undo_bar(context: Context) -> dict[str, Any]:
    """One query a page; two more while there is something to undo."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or not isinstance(user, User) or not user.may(Permission.CHANGE_UNDO, None):
        return {}
    at = clock.now()
    change = Change.objects.to_undo(user, at).first()
    if change is None:
        return {}
    minutes, seconds = divmod(int((change.undo_until - at).total_seconds()), 60)
    left = f"{minutes}:{seconds:02d}"
    return {"said": said.say(change), "left": left, "next": request.get_full_path()}
