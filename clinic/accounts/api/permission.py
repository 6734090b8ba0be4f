"""Every API view is closed until it names the permission that opens it."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission


class MayRead(BasePermission):
    """The role must include the view's ``permission``; a view without one is closed."""

    def has_permission(self, request: Request, view: Any) -> bool:
        permission: Permission | None = getattr(view, "permission", None)
        if permission is None or not isinstance(request.user, User):
            return False
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            return True  # the verb itself asks, at the right site
        return request.user.may(permission, None)
