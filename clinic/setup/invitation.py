"""The mail that invites somebody to work here."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from clinic.accounts.invitation import invitation_link
from clinic.accounts.models import User
from clinic.sites.models import Site

log = logging.getLogger(__name__)


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
