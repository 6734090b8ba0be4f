"""What a patient answered to a text: stop, go on, wrong person, or something for a human. Pure.

Any reasonable wording counts; the words are those of 47 CFR 64.1200(a)(10) [L07] and their like.
"""

from __future__ import annotations

import re
from enum import StrEnum

STOP_WORDS = (
    *("stop", "stopall", "stop all", "quit", "end", "revoke", "opt out", "optout", "opt-out"),
    *("cancel", "unsubscribe", "remove me", "no more texts", "no more messages"),
)
START_WORDS = ("start", "unstop", "opt in", "optin", "opt-in")
WRONG_WORDS = ("wrong", "wrong number", "wrong person")
# "Please stop texting me": a sentence that begins with a stop word, or asks to stop texts.
STOP_SENTENCE = re.compile(
    r"^(please )?(stop|unsubscribe|quit|end|revoke|opt out|opt-out)\b"
    r"|\b(stop|quit|no more|do not|don't|dont) (sending |texting|text |messaging|message )",
    re.IGNORECASE,
)


class Reply(StrEnum):
    STOP = "STOP"
    START = "START"
    WRONG = "WRONG"
    OTHER = "OTHER"


def understand(body: str) -> Reply:
    """What this answer asks for. When in doubt between silence and more texts: silence."""
    words = re.sub(r"[^a-z\- ]", "", " ".join(body.casefold().split())).strip()
    if words in STOP_WORDS or STOP_SENTENCE.search(words):
        return Reply.STOP
    if words in WRONG_WORDS or words.startswith("wrong number"):
        return Reply.WRONG
    return Reply.START if words in START_WORDS else Reply.OTHER
