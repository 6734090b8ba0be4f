"""A story told in the past sends its messages in the past, into the sink's own files."""

from datetime import timedelta

import pytest

from clinic.accounts.system import BEAT
from clinic.demo import post
from clinic.demo.plots import PLOTS
from clinic.demo.telling import tell
from clinic.embedded.sink.store import Store
from clinic.outbox.actions import delivery
from clinic.outbox.checkers import Send
from clinic.outbox.models import Message
from tests.messages import answering, owe, reachable

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.SINK_DIR = tmp_path / "sink"
    post._store.cache_clear()
    yield settings.SINK_DIR
    post._store.cache_clear()


def test_each_goes_at_its_own_time_and_the_worker_finds_nothing_late(site, at, folder):
    """Negative control: without ``post_due`` the expiry finds both too late."""
    patient, other = reachable(site, at), reachable(site, at, kind="EMAIL")
    first = owe(site, patient, at)
    second = owe(
        site,
        patient,
        at,
        kind="LATER",
        due_at=at + timedelta(days=2),
        useful=timedelta(days=3),
        occurrence=at + timedelta(days=9),
    )
    mail = owe(site, other, at, channel="EMAIL")
    until = at + timedelta(days=20)
    with answering("test", Send("Visit", "Your visit is on Tuesday.")):
        assert post.post_due(patient, until=until) == 2
        assert post.post_due(patient, until=until) == 0
        assert post.post_due(other, until=until) == 1
    for message, due in ((first, at), (second, at + timedelta(days=2)), (mail, at)):
        message.refresh_from_db()
        assert (message.state, message.sent_at) == (Message.State.SENT, due)
    assert delivery.expire(by=BEAT, at=until) == 0
    kept = Store(folder)
    assert [text["ref"] for text in kept.texts.all()] == [str(first.ref), str(second.ref)]
    assert kept.mails.all()[0]["subject"] == "Visit"


def test_what_is_still_to_come_waits(site, at, folder):
    patient = reachable(site, at)
    owe(site, patient, at, due_at=at + timedelta(hours=1))
    with answering("test", Send("Visit", "Your visit is on Tuesday.")):
        assert post.post_due(patient, until=at + timedelta(minutes=59)) == 0
    assert Message.objects.get().state == Message.State.PENDING


def test_two_stories_leave_no_message_late_and_say_nothing_they_should_not(db, at, folder):
    """The demo's own stories: what was due before now has gone, or says why not."""
    tell(
        at,
        plots=[plot for plot in PLOTS if plot.today][:1] + [p for p in PLOTS if not p.today][-1:],
    )
    assert not Message.objects.filter(state="PENDING", next_attempt_at__lt=at).exists()
    assert Message.objects.filter(state="SENT").exists()
    words = " ".join(text["body"] for text in Store(folder).texts.all())
    assert words
    assert "etamine" not in words
