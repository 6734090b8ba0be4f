"""The SMTP side: take a mail, keep it, say 250."""

from __future__ import annotations

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from clinic.embedded.sink.faults import FaultKind, Faults
from clinic.embedded.sink.store import Record, Store


def as_record(content: bytes) -> dict[str, Any]:
    """The parts of a mail a person or a test wants to read."""
    mail = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    plain = mail.get_body(preferencelist=("plain", "html"))
    return {
        "subject": str(mail["Subject"] or ""),
        "message_id": str(mail["Message-ID"] or "").strip(),
        "headers": {name: str(value) for name, value in mail.items()},
        "text": plain.get_content() if plain else "",
        "attachments": [part.get_filename() or "unnamed" for part in mail.iter_attachments()],
        "files": [as_file(part) for part in mail.iter_attachments()],
    }


def as_file(part: EmailMessage) -> dict[str, str]:
    """What goes along with a mail, as a person may read it; of what is not text, the name and the kind alone."""
    text = part.get_content() if part.get_content_maintype() == "text" else ""
    return {
        "name": part.get_filename() or "unnamed",
        "type": str(part["Content-Type"] or ""),
        "text": str(text),
    }


class Mailbox:
    """aiosmtpd's handler. Every address is taken; nothing is passed on."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self.store = store
        self.faults = faults

    def keep(self, envelope: Envelope) -> Record:
        content = envelope.content
        parts = as_record(content if isinstance(content, bytes) else (content or "").encode())
        return self.store.mails.add(
            key=parts["message_id"] or "no Message-ID",
            sender=envelope.mail_from,
            to=[str(address) for address in envelope.rcpt_tos],
            **parts,
        )

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer after the mail is on disk, or as the switched-on fault says."""
        fault = self.faults.next_for(mail=True)
        if fault and fault.kind is FaultKind.MAIL_LATER:
            return "451 4.3.0 Try again later"
        if fault and fault.kind is FaultKind.MAIL_REFUSE:
            return "550 5.1.1 No such mailbox"
        await asyncio.to_thread(self.keep, envelope)
        if fault and fault.kind is FaultKind.MAIL_ACCEPT_CLOSE and server.transport:
            cast("asyncio.Transport", server.transport).abort()
        return "250 Kept"


async def serve_smtp(store: Store, faults: Faults, host: str, port: int) -> asyncio.Server:
    """Listen for mail on ``host:port`` (0 for any free port)."""

    def protocol() -> SMTP:
        return SMTP(Mailbox(store, faults), enable_SMTPUTF8=True, ident="sink", hostname="sink")

    return await asyncio.get_running_loop().create_server(protocol, host=host, port=port)
