"""What every API view shares: load through visible_to, call one verb, answer; errors in one shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from rest_framework import viewsets
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer

from clinic.accounts.action import Verb, riding
from clinic.accounts.api.once import AlreadyDone, Once
from clinic.accounts.api.permission import MayAsk
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.core.errors import InvalidInput, NotAllowed

M = TypeVar("M", bound=models.Model)


@cache
def shape_of(serializer_class: Any) -> Any:
    """One serializer for all requests, without data and context: building its fields costs more than using them.

    One that needs the request says `reads_context` and is made anew; without saying so it would fail, not leak.
    """
    return serializer_class()


class Pages(CursorPagination):
    """Newest first; ids are time-ordered, so no other column is needed."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        """A cursor nobody was given is a 404, whatever stands in it."""
        try:
            return super().paginate_queryset(queryset, request, view=view)
        except (ValueError, ValidationError) as error:
            raise NotFound(self.invalid_cursor_message) from error


def _can_be_said_back(sent: Any) -> bool:
    """JSON can spell halves of letters; a refusal that repeats one could not be written down."""
    try:
        json.dumps(sent, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True


class ClinicViewSet(viewsets.GenericViewSet[M], Generic[M]):
    """Base of every resource. Declare ``model``, ``serializer_class``, ``permission``, ``filters``.

    A route that writes names its ``verb``, in ``@route(…, verb=…)`` or, for a plain POST, on the class: whether
    the caller may ever do it here is asked before a word of the body is read. ``filters`` maps a query parameter to a queryset lookup; an unknown parameter is a 400, so a
    misspelt filter can never show everything. A row the caller may not know of is a 404.
    """

    model: type[M]
    permission: Permission
    verb: Verb[Any, Any] | None = None
    permission_classes = [MayAsk]
    pagination_class = Pages
    lookup_value_converter = "uuid"
    filters: ClassVar[dict[str, str]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who asks, and for which row, stands before what they typed."""
        super().initial(request, *args, **kwargs)
        self._at_hand: Any = None
        if self.detail and self.action and request.method not in SAFE_METHODS:
            self._at_hand = super().get_object()

    @property
    def caller(self) -> User:
        """Who asks: signed in, or nothing here runs."""
        user = self.request.user
        if not isinstance(user, User):
            raise NotAllowed
        return user

    def get_object(self) -> Any:
        """The row of the address; a write has looked it up already."""
        if self._at_hand is None:
            self._at_hand = super().get_object()
        return self._at_hand

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
                raise InvalidInput(
                    _("That value does not fit this filter."), field=name
                ) from error
        return rows

    def typed(self, serializer_class: type[Serializer[Any]]) -> dict[str, Any]:
        """The request's body, shape-checked; unknown keys are refused."""
        shape = shape_of(serializer_class)
        if not isinstance(self.request.data, Mapping):
            raise InvalidInput(_("Send a JSON object."))
        if not _can_be_said_back(self.request.data):
            raise InvalidInput(_("Some of what was sent is no text."))
        unknown = set(self.request.data) - set(shape.fields)
        if unknown:
            raise InvalidInput(_("Unknown field: %(name)s.") % {"name": min(unknown)})
        return dict(shape.run_validation(self.request.data))

    def visible(self, model: type[Any], pk: UUID | str, *, field: str) -> Any:
        """Another record named in the body: only if the caller may know of it."""
        try:
            return model.objects.visible_to(self.request.user).get(pk=pk)
        except (model.DoesNotExist, ValidationError) as error:
            raise InvalidInput(_("There is no such record."), field=field) from error

    def act(
        self,
        verb: Verb[Any, Any] | None,
        *args: Any,
        respond: type[BaseSerializer[Any]] | None = None,
        status: int = 200,
        **kwargs: Any,
    ) -> Response:
        """Call one verb as the caller, now, once per Idempotency-Key, and answer with its result."""
        if verb is None or verb is not self.verb:
            raise RuntimeError("a route calls the verb that it names, and names one")
        serializer = respond or self.get_serializer_class()
        at = clock.now()
        once = Once(
            key=self.request.headers.get("Idempotency-Key", "")[:255],
            route=f"{self.request.method} {self.request.path}",
            body=self.request.data,
            at=at,
            respond=lambda result: None if result is None else self._answer(serializer, result),
            status=status,
        )
        try:
            with riding(once):
                verb(*args, by=self.request.user, at=at, **kwargs)
        except AlreadyDone as done:
            return Response(
                done.response, status=done.status, headers={"Idempotency-Replayed": "true"}
            )
        return Response(once.answer, status=status)

    def _answer(self, serializer: type[BaseSerializer[Any]], result: Any) -> Any:
        if getattr(serializer, "reads_context", False):
            return serializer(result, context=self.get_serializer_context()).data
        shape: Any = serializer
        return shape_of(shape).to_representation(result)
