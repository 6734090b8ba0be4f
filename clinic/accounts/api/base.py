"""What every API view shares: load through visible_to, call one verb, answer; errors in one shape."""

from __future__ import annotations

from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, viewsets
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.views import exception_handler

from clinic.accounts.action import Verb, riding
from clinic.accounts.api.once import AlreadyDone, Once
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.core.errors import DomainError, InvalidInput

M = TypeVar("M", bound=models.Model)


class Pages(CursorPagination):
    """Newest first; ids are time-ordered, so no other column is needed."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class MayRead(BasePermission):
    """The role must include the view's ``permission``; a view without one is closed."""

    def has_permission(self, request: Request, view: Any) -> bool:
        permission: Permission | None = getattr(view, "permission", None)
        if permission is None or not isinstance(request.user, User):
            return False
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            return True  # the verb itself asks, at the right site
        return request.user.may(permission, None)


class ClinicViewSet(viewsets.GenericViewSet[M], Generic[M]):  # type: ignore[misc]
    """Base of every resource. Declare ``model``, ``serializer_class``, ``permission``, ``filters``.

    ``filters`` maps a query parameter to a queryset lookup; an unknown parameter is a 400, so a
    misspelt filter can never show everything. A row the caller may not know of is a 404.
    """

    model: type[M]
    permission: Permission
    permission_classes = [MayRead]
    pagination_class = Pages
    lookup_value_converter = "uuid"
    filters: dict[str, str] = {}

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()
        return self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.paginate_queryset(self.filtered(self.get_queryset()))
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.get_serializer(self.get_object()).data)

    def filtered(self, rows: Any) -> Any:
        """Apply the allowed query parameters; refuse the others."""
        for name, value in self.request.query_params.items():
            if name in {"cursor", "page_size", "format"}:
                continue
            if name not in self.filters:
                raise InvalidInput(
                    _("There is no filter called %(name)s here.") % {"name": name}, field=name
                )
            try:
                rows = rows.filter(**{self.filters[name]: value})
            except (ValueError, ValidationError) as error:
                raise InvalidInput(_("That value does not fit this filter."), field=name) from error
        return rows

    def typed(self, serializer_class: type[Serializer[Any]]) -> dict[str, Any]:
        """The request's body, shape-checked; unknown keys are refused."""
        serializer = serializer_class(data=self.request.data, context=self.get_serializer_context())
        unknown = set(self.request.data) - set(serializer.fields)
        if unknown:
            raise InvalidInput(_("Unknown field: %(name)s.") % {"name": sorted(unknown)[0]})
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def visible(self, model: type[Any], pk: UUID | str, *, field: str) -> Any:
        """Another record named in the body: only if the caller may know of it."""
        try:
            return model.objects.visible_to(self.request.user).get(pk=pk)
        except (model.DoesNotExist, ValidationError) as error:
            raise InvalidInput(_("There is no such record."), field=field) from error

    def act(
        self,
        verb: Verb[Any, Any],
        *args: Any,
        respond: type[BaseSerializer[Any]] | None = None,
        status: int = 200,
        **kwargs: Any,
    ) -> Response:
        """Call one verb as the caller, now, once per Idempotency-Key, and answer with its result."""
        serializer = respond or self.get_serializer_class()
        context = self.get_serializer_context()
        at = clock.now()
        once = Once(
            key=self.request.headers.get("Idempotency-Key", "")[:255],
            route=f"{self.request.method} {self.request.path}",
            body=self.request.data,
            at=at,
            respond=lambda result: (
                None if result is None else serializer(result, context=context).data
            ),
            status=status,
        )
        try:
            with riding(once):
                verb(*args, by=self.request.user, at=at, **kwargs)
        except AlreadyDone as done:
            return Response(done.response, status=done.status, headers={"Idempotency-Replayed": "true"})
        return Response(once.answer, status=status)


def refuse(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal in one shape: ``{"code", "detail", "field"?, "errors"?}``."""
    if isinstance(error, DomainError):
        body: dict[str, Any] = {"code": error.code, "detail": error.sentence}
        if getattr(error, "field", None):
            body["field"] = error.field  # type: ignore[attr-defined]
        if error.details:
            body["more"] = error.details
        return Response(body, status=error.status)
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
