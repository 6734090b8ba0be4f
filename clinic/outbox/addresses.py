"""Telephone numbers and mailboxes as people type them, in the one form they are kept in. Pure."""

from __future__ import annotations

import re

import phonenumbers
from django.utils.translation import gettext as _

from clinic.core.errors import InvalidInput

MAILBOX = re.compile(r"^[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\.]+(\.[^@\s<>\"(),:;\\.]+)+$")


def phone(text: str, region: str) -> str:
    """E.164 (``+15055550100``). ``region`` is the two-letter country for numbers typed without one."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise InvalidInput(_("This is not a telephone number."), field="address") from error
    if not phonenumbers.is_possible_number(number):
        raise InvalidInput(_("This telephone number is too short or too long."), field="address")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def mailbox(text: str) -> str:
    """Lower case, without blanks around it."""
    address = text.strip().lower()
    if not MAILBOX.fullmatch(address) or len(address) > 254:
        raise InvalidInput(_("This is not an e-mail address."), field="address")
    return address


def masked(address: str) -> str:
    """Enough to recognise it, not enough to use it: ``+1•••••0100``, ``a•••@example.test``."""
    if "@" in address:
        name, _at, domain = address.partition("@")
        return f"{name[:1]}•••@{domain}"
    return f"{address[:2]}•••••{address[-4:]}"
