"""The local mail and SMS sink: it keeps what it promised, and it fails the way real providers fail."""

import http.client
import json
import os
import signal
import smtplib
import socket
import subprocess
import sys
import threading
import time
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from clinic.embedded.sink import client
from clinic.embedded.sink.provider import sign

TOKEN = "sink-test-token"


@pytest.fixture
def sink(tmp_path):
    running = client.start(tmp_path / "with a space", TOKEN)
    yield running
    running.stop()


def mail(sink, *, to="aster@example.test", message_id="<one@clinic.test>", body="Tuesday 10:00"):
    message = EmailMessage()
    message["Subject"] = "Your visit"
    message["From"] = "clinic@example.test"
    message["To"] = to
    message["Message-ID"] = message_id
    message.set_content(body)
    with smtplib.SMTP("127.0.0.1", sink.smtp_port, timeout=5) as server:
        server.send_message(message)


def text(sink, ref="r1", **more):
    return sink.ask(
        "POST", "/messages", {"to": "+15550100", "body": "Visit Tue 10:00", "ref": ref, **more}
    )


def read(sink, path="/", **headers):
    status, heads, body = sink.fetch("GET", path, headers=headers)
    assert status == 200
    return heads, body.decode()


def test_a_mail_and_a_text_are_kept_and_shown(sink):
    mail(sink)
    text(sink)
    assert sink.mails()[0]["subject"] == "Your visit"
    assert sink.mails()[0]["message_id"] == "<one@clinic.test>"
    assert sink.texts()[0]["to"] == "+15550100"
    headers, page = read(sink)
    assert "2 messages were sent" in page
    assert "Visit Tue 10:00" in page
    assert "aster@example.test" in page
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert "<style" not in page
    assert "<script" not in page
    assert " style=" not in page


def test_the_page_filters_by_address_and_shows_newest_first(sink):
    mail(sink, body="the first")
    mail(sink, body="the second", message_id="<two@clinic.test>")
    mail(sink, to="birch@example.test", body="for another", message_id="<three@clinic.test>")
    _, page = read(sink, "/?address=aster@example.test")
    assert "for another" not in page
    assert page.index("the second") < page.index("the first")


def test_what_a_message_says_is_never_markup(sink):
    text(sink, body="<script>alert(1)</script>")
    _, page = read(sink, '/?address="><b>')
    assert "<b>" not in page
    _, page = read(sink)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_provider_has_no_idempotency(sink):
    """The same ref twice is two texts on a telephone: what the reconciler exists for."""
    first, second = text(sink), text(sink)
    assert first["id"] != second["id"]
    assert [found["id"] for found in sink.look_up("r1")] == [first["id"], second["id"]]
    assert sink.look_up("unknown") == []
    assert [each["copy"] for each in sink.texts()] == [1, 2]


def test_a_restart_keeps_everything_even_after_kill_9(tmp_path):
    first = client.start(tmp_path, TOKEN)
    mail(first)
    text(first)
    first.process.send_signal(signal.SIGKILL)
    first.stop()
    with (tmp_path / "texts.jsonl").open("ab") as file:
        file.write(b'{"cut sho')  # the kill came in the middle of a line
    again = client.start(tmp_path, TOKEN)
    assert len(again.mails()) == 1
    assert [each["key"] for each in again.texts()] == ["r1"]
    text(again, ref="r2")
    again.stop()
    third = client.start(tmp_path, TOKEN)
    assert [each["key"] for each in third.texts()] == ["r1", "r2"]
    third.stop()


@pytest.mark.parametrize("token", [None, "wrong"])
def test_the_api_needs_the_token(sink, token):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    assert sink.fetch("GET", "/messages?ref=r1", headers=headers)[0] == 401


def test_a_foreign_host_name_is_turned_away(sink):
    """Another site's script that points its own name at 127.0.0.1 reads nothing."""
    assert sink.fetch("GET", "/texts.json", headers={"Host": "evil.example"})[0] == 421


@pytest.mark.parametrize(
    "body",
    [{}, {"to": "+1", "body": "x"}, {"to": 5, "body": "x", "ref": "r"}, []],
)
def test_a_request_with_holes_is_refused_and_keeps_nothing(sink, body):
    with pytest.raises(client.Refused) as refused:
        sink.ask("POST", "/messages", body)
    assert refused.value.code == 400
    assert sink.texts() == []


def test_it_calls_nobody_outside_this_machine(sink):
    with pytest.raises(client.Refused) as refused:
        text(sink, callback="http://192.0.2.1/status")
    assert refused.value.code == 400


@pytest.mark.parametrize(
    ("fault", "code", "kept"),
    [("error", 500, 0), ("throttle", 429, 0), ("reject", 400, 0), ("accept-500", 500, 1)],
)
def test_faults_that_answer(sink, fault, code, kept):
    sink.fault(fault)
    with pytest.raises(client.Refused) as refused:
        text(sink)
    assert refused.value.code == code
    assert len(sink.texts()) == kept
    text(sink, ref="r2")  # the switch was for one message


@pytest.mark.parametrize(("fault", "kept"), [("drop", 0), ("accept-close", 1), ("accept-hang", 1)])
def test_faults_that_do_not_answer(sink, fault, kept):
    sink.fault(fault, seconds=0.2)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        text(sink)
    assert len(sink.texts()) == kept


def test_a_slow_answer_is_still_an_answer(sink):
    sink.fault("delay", seconds=0.3)
    began = time.monotonic()
    assert text(sink)["status"] == "accepted"
    assert time.monotonic() - began >= 0.3


def test_every_nth_message_meets_the_fault(sink):
    sink.fault("error", count=2, every=3)
    codes = []
    for n in range(7):
        try:
            text(sink, ref=f"r{n}")
            codes.append(201)
        except client.Refused as error:
            codes.append(error.code)
    assert codes == [201, 201, 500, 201, 201, 500, 201]


def test_mail_faults(sink):
    sink.fault("mail-later")
    with pytest.raises(smtplib.SMTPDataError) as later:
        mail(sink)
    assert later.value.smtp_code == 451
    sink.fault("mail-refuse")
    with pytest.raises(smtplib.SMTPDataError) as refused:
        mail(sink)
    assert refused.value.smtp_code == 550
    assert sink.mails() == []
    sink.fault("mail-accept-close")
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        mail(sink)
    assert len(sink.mails()) == 1
    found = sink.ask("GET", "/mails?message_id=%3Cone%40clinic.test%3E")["messages"]
    assert len(found) == 1


def test_status_callbacks_are_signed_and_may_come_three_times(sink):
    heard = []

    class Clinic(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((self.headers["X-Provider-Signature"], body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    clinic = HTTPServer(("127.0.0.1", 0), Clinic)
    threading.Thread(target=clinic.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{clinic.server_port}/status/"
    sink.fault("duplicate-callback")
    accepted = text(sink, callback=url)
    deadline = time.monotonic() + 10
    while len(heard) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    clinic.shutdown()
    clinic.server_close()
    assert len(heard) == 3
    signature, body = heard[0]
    assert json.loads(body) == {"id": accepted["id"], "ref": "r1", "status": "delivered"}
    assert signature == sign(TOKEN, url, body)
    assert signature != sign("another", url, body)


def test_it_refuses_to_listen_beyond_this_machine_or_without_a_token(tmp_path):
    command = [sys.executable, "-m", "clinic.embedded.sink", "--dir", str(tmp_path)]
    command += ["--smtp-port", "0", "--http-port", "0"]
    env = {**os.environ, "SMS_TOKEN": TOKEN}
    outside = subprocess.run(
        [*command, "--host", "0.0.0.0"], cwd=client.ROOT, env=env, capture_output=True, check=False
    )
    assert outside.returncode == 2
    env.pop("SMS_TOKEN")
    no_token = subprocess.run(command, cwd=client.ROOT, env=env, capture_output=True, check=False)
    assert no_token.returncode == 2


def test_a_busy_port_is_a_sentence_not_a_traceback(tmp_path, sink):
    busy = subprocess.run(
        [
            *(sys.executable, "-m", "clinic.embedded.sink", "--dir", str(tmp_path / "b")),
            *("--smtp-port", str(sink.smtp_port), "--http-port", "0"),
        ],
        cwd=client.ROOT,
        env={**os.environ, "SMS_TOKEN": TOKEN},
        capture_output=True,
        text=True,
        check=False,
    )
    assert busy.returncode == 1
    assert "The sink could not start" in busy.stderr
    assert "Traceback" not in busy.stderr


def test_it_dies_when_its_parent_is_killed(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from clinic.embedded.sink import client;"
        f"s = client.start(Path(sys.argv[1]), {TOKEN!r});"
        "print(s.process.pid, s.http_port, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=client.ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    _pid, port = map(int, parent.stdout.readline().split())
    parent.send_signal(signal.SIGKILL)
    parent.wait(timeout=10)
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            return
        time.sleep(0.05)
    pytest.fail("the sink outlived its parent")
