"""The sign-in library, closed where we do not want it and signed where it writes."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from clinic.accounts.actions import staff
from clinic.accounts.system import SIGN_IN
from clinic.core import clock


class ClinicAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # people are invited

    def set_password(self, user: Any, password: str) -> None:
        staff.set_password(user, password=password, by=SIGN_IN, at=clock.now())
