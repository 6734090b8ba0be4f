"""`python -m clinic.embedded.healthy URL`: exit status 0 if a page answers 200. For images without curl."""

from __future__ import annotations

import os
import sys
import urllib.request


def main(url: str) -> int:
    # Inside the container there is no proxy in front, so say what it would: the host's name, and https.
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    headers = {"X-Forwarded-Proto": "https", "Host": host}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the caller's own server
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310 - the caller's own server
            return 0 if answer.status == 200 else 1
    except OSError as error:
        print(error)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
