"""The link with which an invited person chooses a password. It works once, and for three days."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.sites.models import Site

log = logging.getLogger(__name__)


def invitation_link(user: User) -> str:
    """Whoever holds it sets the password: it goes to the person alone, or to whoever runs the server."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _dash, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return f"{settings.PUBLIC_ORIGIN}{path}"


def send_invitation(user: User, site: Site) -> bool:
    """Mail the link, after the invitation is committed. False when the mail server did not take it."""
    body = _(
        "You are invited to the program of %(place)s.\n\nChoose your password here within three days:\n%(link)s\n\n"
        "If you did not expect this, do nothing."
    ) % {"place": site.neutral_name, "link": invitation_link(user)}
    message = EmailMessage(
        _("Your sign-in at %(place)s") % {"place": site.neutral_name}, body, to=[user.email]
    )
    try:
        message.send()
    except (OSError, SMTPException):
        log.warning("An invitation could not be mailed", exc_info=True)
        return False
    return True


def may_be_invited_again(user: User) -> bool:
    """Only somebody who has never chosen a password."""
    return not user.has_usable_password()
