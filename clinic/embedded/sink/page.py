"""The page a person reads: every mail and text, newest first."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from clinic.embedded.sink.store import Record, Store

HERE = Path(__file__).parent
STYLE = (HERE / "sink.css").read_bytes()
PAGE = Template((HERE / "page.html").read_text(encoding="utf-8"))
SHOWN_AT_MOST = 500  # newest; the whole list is in mail.json and texts.json


def addresses_of(record: Record) -> list[str]:
    """Who it went to: one number for a text, one or more mailboxes for a mail."""
    to = record["to"]
    return list(to) if isinstance(to, list) else [str(to)]


def render(store: Store, address: str) -> str:
    """The whole page as HTML. ``address`` empty shows everyone's."""
    both = [("mail", mail) for mail in store.mails.all()]
    both += [("text", text) for text in store.texts.all()]
    everyone = sorted({to for _, record in both for to in addresses_of(record)})
    shown = [
        (kind, record) for kind, record in both if not address or address in addresses_of(record)
    ]
    shown.sort(key=lambda pair: str(pair[1]["at"]), reverse=True)
    return PAGE.substitute(
        heading=escape(_heading(len(shown), address)),
        address=escape(address, quote=True),
        options="".join(f'<option value="{escape(each, quote=True)}">' for each in everyone),
        messages="\n".join(_article(kind, record) for kind, record in shown[:SHOWN_AT_MOST]),
    )


def _heading(count: int, address: str) -> str:
    what = {0: "Nothing was sent", 1: "1 message was sent"}.get(
        count, f"{count} messages were sent"
    )
    return f"{what} to {address}" if address else what


def _article(kind: str, record: Record) -> str:
    title = record["subject"] if kind == "mail" else "Text message"
    body = record["text"] if kind == "mail" else record["body"]
    again = ""
    if record["copy"] > 1:
        again = (
            f'<p class="again">Arrived again: copy {int(record["copy"])} of the same message.</p>'
        )
    return (
        f'<article class="{kind}"><h2>{escape(str(title) or "No subject")}</h2>'
        f"<p>To {escape(', '.join(addresses_of(record)))}, "
        f'<time datetime="{escape(str(record["at"]), quote=True)}">{escape(_when(record))}</time></p>'
        f"{again}<pre>{escape(str(body))}</pre>{_files(record)}</article>"
    )


def _files(record: Record) -> str:
    """What went along with a mail, folded up. A mail kept by an older program names none."""
    return "".join(
        f"<details><summary>{escape(str(each['name']))}, {escape(str(each['type']))}</summary>"
        f"<pre>{escape(str(each['text']))}</pre></details>"
        for each in record.get("files", [])
    )


def _when(record: Record) -> str:
    return f"{str(record['at'])[:10]} {str(record['at'])[11:19]} UTC"
