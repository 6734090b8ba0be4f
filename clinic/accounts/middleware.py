"""Rules of a browser: text that can be kept, a second factor for staff, an idle limit, nothing kept in caches."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from clinic.accounts.models import User
from clinic.accounts.roles import Role

Next = Callable[[HttpRequest], HttpResponse]


class KeepableTextMiddleware:
    """No database keeps a NUL, and nobody types one: a request with it is refused before anything reads it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path:
            raise BadRequest
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_address: Any
    ) -> None:
        """Forms only: the API looks at its own fields, and a provider's report is signed over its very bytes."""
        if getattr(view, "csrf_exempt", False):
            return
        if any("\x00" in value for _name, values in request.POST.lists() for value in values):
            raise BadRequest


class SecondFactorMiddleware:
    """Staff without a second factor may only set one up; an idle session is over."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            if self._idle_too_long(request):
                logout(request)
                return self._to_the_door(request)
            if self._must_enrol(request, user):
                return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    @staticmethod
    def _to_the_door(request: HttpRequest) -> HttpResponse:
        """A piece of a page cannot show the sign-in page: the whole page is told to go there."""
        door = redirect(settings.LOGIN_URL)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": door.headers["Location"]})
        return door

    @staticmethod
    def _idle_too_long(request: HttpRequest) -> bool:
        last = request.session.get("seen")
        now = int(time.time())
        if request.headers.get("X-Background") and last is not None:
            # A board that renews itself is nobody at the keyboard: it must not keep the session alive.
            return bool(now - last > settings.SESSION_IDLE_SECONDS)
        # Written at most once a minute, so that a polling board does not write a row each time.
        if last is None or now - last >= 60:
            request.session["seen"] = now
        return last is not None and now - last > settings.SESSION_IDLE_SECONDS

    @staticmethod
    def _must_enrol(request: HttpRequest, user: User) -> bool:
        if not settings.STAFF_NEED_SECOND_FACTOR or request.path.startswith("/accounts/"):
            return False
        staff = user.roles_at() - {Role.PATIENT}
        return bool(staff) and not is_mfa_enabled(user)


class NoStoreMiddleware:
    """What a signed-in person sees is for that person: no cache keeps it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response
