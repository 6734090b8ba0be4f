"""``python -m clinic.embedded.sink --smtp-port N --http-port M --dir DIR``

The token of the text-message API comes from ``SMS_TOKEN`` in the environment; there is no default.
Prints one line of JSON with the two ports when both are open. Loopback only, unless ``--allow-network``
says that the address belongs to a container's private network.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import threading
from pathlib import Path

from clinic.embedded.process import die_with_parent
from clinic.embedded.sink.faults import Faults
from clinic.embedded.sink.mailbox import serve_smtp
from clinic.embedded.sink.provider import LOOPBACK
from clinic.embedded.sink.store import Store
from clinic.embedded.sink.web import SinkServer, serve_http


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="clinic.embedded.sink", description=__doc__)
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--http-port", type=int, required=True)
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--name", action="append", default=[], help="another Host name to answer to"
    )
    parser.add_argument("--allow-network", action="store_true")
    options = parser.parse_args(arguments)
    if options.host not in LOOPBACK and not options.allow_network:
        parser.error("the sink listens on this machine only: --host must be a loopback address")
    options.token = os.environ.get("SMS_TOKEN", "")
    if not options.token:
        parser.error("SMS_TOKEN is not set: make one up and give it to the clinic and the sink")
    return options


async def run(options: argparse.Namespace) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    store, faults = Store(options.dir), Faults()
    mail = await serve_smtp(store, faults, options.host, options.smtp_port)
    web: SinkServer = serve_http(
        store,
        faults,
        host=options.host,
        port=options.http_port,
        token=options.token,
        names=set(options.name),
    )
    threading.Thread(target=web.serve_forever, args=(0.05,), daemon=True).start()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    ports = {"smtp": mail.sockets[0].getsockname()[1], "http": web.server_address[1]}
    print(json.dumps(ports), flush=True)
    await stop.wait()
    mail.close()
    web.shutdown()


def main() -> None:
    parent = os.getppid()
    options = parse(sys.argv[1:])
    die_with_parent(signal.SIGTERM, parent)
    try:
        asyncio.run(run(options))
    except OSError as error:
        sys.exit(f"The sink could not start: {error.strerror or error}.")


if __name__ == "__main__":
    main()
