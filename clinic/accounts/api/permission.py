"""Every API view is closed until it names what opens it: a permission to read, a verb to write."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from clinic.accounts.action import Verb
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import NotAllowed


class MayAsk(BasePermission):
    """Asked before the body is read: whoever may not do it learns nothing about what it takes."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Reading needs the view's ``permission``, writing its ``verb``'s, at some site."""
        if not isinstance(request.user, User):
            return False
        nothing_there = (
            getattr(view, "action", "") is None
        )  # answered with 405, to those who may read
        if request.method in SAFE_METHODS or nothing_there:
            permission: Permission | None = getattr(view, "permission", None)
            return _or_refuse(permission is not None and request.user.may(permission, None))
        verb: Verb[Any, Any] | None = getattr(view, "verb", None)
        return _or_refuse(verb is not None and verb.allowed(request.user, None))

    def has_object_permission(self, request: Request, view: Any, obj: Any) -> bool:
        """Writing: at the site of the row. The verb asks once more, inside its transaction."""
        is_site = obj._meta.label == "sites.Site"
        site_id: UUID | None = obj.pk if is_site else getattr(obj, "site_id", None)
        if request.method in SAFE_METHODS or view.verb.anywhere or site_id is None:
            return True
        return _or_refuse(view.verb.allowed(request.user, site_id))


def _or_refuse(may: bool) -> bool:
    """A refusal in the words every other refusal has."""
    if not may:
        raise NotAllowed
    return True
