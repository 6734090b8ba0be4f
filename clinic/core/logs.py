"""What may stand in a log line: no query string, no body, no address of a feed, ids only."""

from __future__ import annotations

import logging
import re

_QUERY = re.compile(r"\?[^\s\"']*")
# Whoever knows the address of a calendar feed reads it: it is a secret, wherever it stands.
_FEED = re.compile(r"/feeds/[^\s\"'/]*")


def clean(text: str) -> str:
    return _FEED.sub("/feeds/…", _QUERY.sub("?…", text))


class WithoutQueryString(logging.Filter):
    """Cut everything after a question mark in a path: searches carry names. And the secret out of a feed's address."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg = clean(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(clean(a) if isinstance(a, str) else a for a in record.args)
        return True
