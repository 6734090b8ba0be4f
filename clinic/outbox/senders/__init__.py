"""The carriers: how a letter leaves the house, and how one asks whether it did."""

from __future__ import annotations

from clinic.outbox.models import Channel
from clinic.outbox.senders.carrier import Carrier
from clinic.outbox.senders.email import MailCarrier
from clinic.outbox.senders.sms import TextCarrier

CARRIERS: dict[str, type[Carrier]] = {Channel.EMAIL: MailCarrier, Channel.SMS: TextCarrier}


def carrier_for(channel: str) -> Carrier:
    """A carrier, configured from the settings; it holds no connection between letters."""
    return CARRIERS[channel]()
