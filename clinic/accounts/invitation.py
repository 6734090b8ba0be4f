"""The link with which an invited person chooses a password. It works once, and for three days."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from clinic.accounts.models import User


def invitation_link(user: User) -> str:
    """Whoever holds it sets the password: it goes to the person alone, or to whoever runs the server."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _dash, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return f"{settings.PUBLIC_ORIGIN}{path}"


def may_be_invited_again(user: User) -> bool:
    """Only somebody who has never chosen a password."""
    return not user.has_usable_password()
