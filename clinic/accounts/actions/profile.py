"""What a person may change about their own account."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import NotAllowed


@action(Permission.SITE_VIEW, anywhere=True)
def set_single_keys(user: User, *, on: bool, by: Actor, at: datetime) -> User:
    """Single-letter shortcuts on or off (WCAG 2.1.4). Only for oneself."""
    if by.actor_id != user.actor_id:
        raise NotAllowed
    user = User.objects.select_for_update().get(pk=user.pk)
    user.single_keys = on
    user.save()
    return user
