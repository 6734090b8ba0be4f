"""One round of the sending engine, with the check's answer given by the test."""

from datetime import timedelta

from clinic.outbox import engine
from clinic.outbox.checkers import Send
from clinic.outbox.models import Message
from tests.messages import answering

State, Reason = Message.State, Message.Reason
WORDS = Send("Your visit", "Your visit is on Tuesday.")
MINUTE = timedelta(minutes=1)


def go(at, ruling=WORDS):
    with answering("test", ruling):
        return engine.dispatch(at=at, senders=1)
