"""When this browser last proved who is sitting at it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.core import clock
from clinic.core.errors import InvalidInput


def authenticated_at(request: HttpRequest) -> datetime | None:
    """The instant of the last sign-in or re-authentication of this session, as allauth recorded it."""
    records = request.session.get("account_authentication_methods") or []
    times = [record.get("at") for record in records if record.get("at")]
    return datetime.fromtimestamp(max(times), tz=UTC) if times else None


def confirm_password(user: User | AnonymousUser, password: str) -> datetime:
    """Check a password typed beside a signature; the instant of the proof, for ``authenticated_at=``."""
    if not user.check_password(password):
        raise InvalidInput(_("That is not your password. Nothing was signed."), field="password")
    return clock.now()
