"""Mail through SMTP."""

from __future__ import annotations

import smtplib
from email.mime.text import MIMEText
from email.utils import parseaddr
from http import HTTPStatus
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from clinic.outbox.parts import Part
from clinic.outbox.senders.carrier import (
    Accepted,
    Answer,
    CannotTell,
    Letter,
    NoAnswer,
    NotNow,
    NotReached,
    Outcome,
    Refused,
    forbid_transaction,
)
from clinic.outbox.senders.http import Lost, NotConnected, ask
from clinic.outbox.senders.sms import found_in

PERMANENT = 500  # SMTP: 4xx may come right, 5xx will not [RFC 5321 4.2.1]


class MailCarrier:
    """The Message-ID is made from our ref, so a second copy is recognised as the same mail."""

    def send(self, letter: Letter) -> Outcome:
        forbid_transaction()
        mail = EmailMessage(
            letter.subject,
            letter.body,
            settings.DEFAULT_FROM_EMAIL,
            [letter.address],
            headers={"Message-ID": message_id(letter.ref), "Auto-Submitted": "auto-generated"},
        )
        if letter.part is not None:
            mail.attach(as_mime(letter.part))
        line = get_connection()
        try:
            line.open()
        except (OSError, smtplib.SMTPException) as error:
            return NotNow(type(error).__name__)
        try:
            line.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            ((code, _said),) = error.recipients.values()
            return _refused(code)
        except smtplib.SMTPSenderRefused as error:
            return NotNow(f"sender {error.smtp_code}")  # our own address: a person must mend it
        except smtplib.SMTPResponseException as error:
            return _refused(error.smtp_code)
        except (OSError, smtplib.SMTPException) as error:
            return NoAnswer(type(error).__name__)
        finally:
            _hang_up(line)
        return Accepted(message_id(letter.ref))

    def find(self, ref: UUID) -> Answer:
        """Ask the mail service, where it keeps a list. Plain SMTP does not; the same mail again is harmless."""
        forbid_transaction()
        if not settings.MAIL_LOOKUP_URL:
            return CannotTell(harmless=True)
        url = f"{settings.MAIL_LOOKUP_URL}/mails?message_id={quote(message_id(ref))}"
        try:
            reply = ask("GET", url, token=settings.MAIL_LOOKUP_TOKEN)
        except (NotConnected, Lost) as error:
            return NotReached(str(error))
        if reply.status == HTTPStatus.NOT_FOUND:
            return CannotTell(harmless=True)
        return found_in(reply)


def as_mime(part: Part) -> MIMEText:
    """A file of text beside the words; its parameters say what a program may do with it."""
    made = MIMEText(part.text, part.kind, "utf-8")
    for name, value in part.parameters:
        made.set_param(name, value)
    made.add_header("Content-Disposition", "attachment", filename=part.name)
    return made


def message_id(ref: UUID) -> str:
    """The same for every try of one message."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{ref}@{domain}>"


def _refused(code: int) -> Outcome:
    return Refused(str(code)) if code >= PERMANENT else NotNow(str(code))


def _hang_up(line: object) -> None:
    try:
        line.close()  # type: ignore[attr-defined]
    except (OSError, smtplib.SMTPException):
        return  # the answer is in; a broken goodbye changes nothing
