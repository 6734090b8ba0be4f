"""Every refusal of the API in one shape."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from clinic.core.errors import DomainError


def refuse(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal in one shape: ``{"code", "detail", "field"?, "errors"?}``."""
    if isinstance(error, DomainError):
        body: dict[str, Any] = {"code": error.code, "detail": error.sentence}
        if getattr(error, "field", None):
            body["field"] = error.field  # type: ignore[attr-defined]
        if error.details:
            body["more"] = error.details
        return Response(body, status=error.status)
    from rest_framework.views import exception_handler  # noqa: PLC0415 - it reads this setting

    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        response.data = {
            "code": "invalid",
            "detail": _("Some of what was sent does not fit."),
            "errors": response.data,
        }
    elif isinstance(error, Http404):
        response.data = {"code": "not-found", "detail": _("There is no such record.")}
    else:
        code = getattr(error, "default_code", "error")
        response.data = {"code": code, "detail": str(getattr(error, "detail", error))}
    return response
