"""A patient is let in: the link goes to a mailbox that was checked, opens one door once, and can be taken back."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from clinic.accounts.action import NotAllowed
from clinic.accounts.actions import staff
from clinic.accounts.actions.patient_account import MailboxTaken
from clinic.accounts.models import User
from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT, SIGN_IN
from clinic.outbox import engine
from clinic.outbox.actions import contact_point, delivery
from clinic.outbox.models import Message
from clinic.tasks.models import Task
from patients.actions import own_pages
from tests.people import hire

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "calm river under stone"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def person(walk, at):
    """Somebody whose mailbox was checked with them; the clock goes on a minute after the invitation."""
    with time_machine.travel(at + MINUTE, tick=True):
        yield mailbox(walk, walk.register(), "aster@patients.example")


def mailbox(walk, patient, address, *, verified=True, consented=True):
    contact_point.set_contact_point(
        site=walk.site,
        patient_id=patient.pk,
        kind="EMAIL",
        address=address,
        consented=consented,
        verified=verified,
        by=walk.desk,
        at=walk.at,
    )
    return patient


def invite(walk, patient, after=timedelta()):
    return own_pages.invite(patient, by=walk.desk, at=walk.at + after)


def mails(sink, patient):
    refs = [
        str(ref) for ref in Message.objects.of_patient(patient.pk).values_list("ref", flat=True)
    ]
    return [mail for mail in sink.mails() if any(ref in str(mail) for ref in refs)]


def link_in(mail):
    return re.search(r"https?://[^/\s]+(/\S+)", mail["text"]).group(1)


def choose(address, password=PASSWORD):
    """As a person would: open the link, type the password twice."""
    browser = Client()
    door = browser.get(address)
    if door.status_code != 302:
        return door
    return browser.post(door.headers["Location"], {"password1": password, "password2": password})


def test_the_link_in_the_mail_opens_the_persons_own_pages(walk, person, sink):
    person = invite(walk, person)
    assert person.own_pages == "INVITED"
    engine.dispatch(at=walk.at + MINUTE, senders=1)
    [mail] = mails(sink, person)
    assert person.full_name not in str(mail)
    choose(link_in(mail))
    person.refresh_from_db()
    assert person.own_pages == "OPEN"
    signed_in = Client()
    assert signed_in.login(username="aster@patients.example", password=PASSWORD)
    assert signed_in.get(reverse("portal:next-step")).status_code == 200
    assert signed_in.get(reverse("patients:record", args=[person.pk])).status_code in {403, 404}


def test_a_text_says_where_to_look_and_holds_no_link(walk, person, sink):
    """Control: the mail of the same invitation has the link."""
    contact_point.set_contact_point(
        site=walk.site,
        patient_id=person.pk,
        kind="SMS",
        address="505-555-0142",
        consented=True,
        by=walk.desk,
        at=walk.at,
    )
    invite(walk, person)
    engine.dispatch(at=walk.at + MINUTE, senders=1)
    sms = Message.objects.get(topic="own-pages", channel="SMS")
    [text] = [each for each in sink.texts() if each["ref"] == str(sms.ref)]
    assert "an e-mail opens your own page" in text["body"]
    assert "http" not in text["body"]
    [mail] = mails(sink, person)
    assert link_in(mail)


def test_a_scanner_that_opens_the_link_does_not_use_it_up_and_the_password_does(
    walk, person, sink
):
    invite(walk, person)
    engine.dispatch(at=walk.at + MINUTE, senders=1)
    [mail] = mails(sink, person)
    Client().get(link_in(mail))
    Client().get(link_in(mail), follow=True)
    choose(link_in(mail))
    assert User.objects.get(email="aster@patients.example").check_password(PASSWORD)
    used = choose(link_in(mail), "another quiet river stone")
    assert "This link has run out" in used.content.decode()
    assert User.objects.get(email="aster@patients.example").check_password(PASSWORD)


def test_a_mailbox_nobody_checked_is_sent_no_link(walk):
    """Control, run: without the question for ``verified_at`` the account is opened: red."""
    unchecked = mailbox(walk, walk.register(), "guess@patients.example", verified=False)
    with pytest.raises(own_pages.CannotInvite, match="Check the mailbox with the person first"):
        invite(walk, unchecked)
    silent = mailbox(walk, walk.register(given="Basil"), "no@patients.example", consented=False)
    with pytest.raises(own_pages.CannotInvite, match="agreed to messages"):
        invite(walk, silent)
    assert not Message.objects.filter(topic="own-pages").exists()
    assert not User.objects.filter(email__endswith="@patients.example").exists()


def test_one_mailbox_is_one_persons_key(walk, person, therapist):
    invite(walk, person)
    sibling = mailbox(walk, walk.register(given="Basil"), "aster@patients.example")
    with pytest.raises(MailboxTaken):
        invite(walk, sibling)
    colleague = mailbox(walk, walk.register(given="Clover"), therapist.email)
    with pytest.raises(MailboxTaken):
        invite(walk, colleague)
    assert therapist.roles_at() == {Role.THERAPIST}


def test_closed_pages_let_nobody_in_and_open_again_without_the_old_password(walk, person, sink):
    """Control, run: when neither closing nor opening again takes the password away, it still lets in: red."""
    account = invite(walk, person).account
    staff.set_password(account, password=PASSWORD, by=SIGN_IN, at=walk.at)
    inside = Client()
    inside.login(username=account.email, password=PASSWORD)
    assert inside.get(reverse("portal:next-step")).status_code == 200
    closed = own_pages.close(person, by=walk.desk, at=walk.at + MINUTE)
    assert closed.own_pages == "CLOSED"
    assert inside.get(reverse("portal:next-step")).status_code == 302
    assert own_pages.close(closed, by=walk.desk, at=walk.at + MINUTE).own_pages == "CLOSED"
    again = invite(walk, closed, 5 * MINUTE)
    assert again.account == account
    assert not Client().login(username=account.email, password=PASSWORD)


def test_a_link_on_its_way_to_closed_pages_is_not_sent(walk, person, sink):
    person = invite(walk, person)
    own_pages.close(person, by=walk.desk, at=walk.at + MINUTE)
    engine.dispatch(at=walk.at + MINUTE, senders=1)
    assert mails(sink, person) == []
    message = Message.objects.get(topic="own-pages")
    assert (message.state, message.reason) == ("CANCELLED", "NOT_DUE")


def test_a_link_to_the_wrong_mailbox_opens_nothing_once_another_is_on_record(walk, person, sink):
    invite(walk, person)
    engine.dispatch(at=walk.at + MINUTE, senders=1)
    [wrong] = mails(sink, person)
    mailbox(walk, person, "right@patients.example")
    invited = invite(walk, person, 5 * MINUTE)
    assert invited.account.email == "right@patients.example"
    choose(link_in(wrong))
    invited.refresh_from_db()
    assert invited.own_pages == "INVITED"
    assert not invited.account.has_usable_password()


def test_who_has_chosen_a_password_is_not_invited_again(walk, person):
    staff.set_password(invite(walk, person).account, password=PASSWORD, by=SIGN_IN, at=walk.at)
    with pytest.raises(own_pages.CannotInvite, match="sign-in page sends a new link"):
        invite(walk, person)


def test_only_who_may_edit_the_record_lets_somebody_in(walk, person, site):
    auditor = hire(site, Role.AUDITOR, "Ada Auditor")
    for verb in (own_pages.invite, own_pages.close):
        with pytest.raises(NotAllowed):
            verb(person, by=auditor, at=walk.at)


def test_a_mail_that_cannot_go_is_a_task_for_the_desk(walk, person):
    invited = invite(walk, person)
    late = walk.at + timedelta(hours=25)
    delivery.expire(by=BEAT, at=late)
    task = Task.objects.get(kind="INVITATION_UNDELIVERED")
    assert (task.patient_id, task.role) == (invited.pk, Role.FRONT_DESK)


def test_the_record_invites_and_the_api_says_how_far_it_is(walk, person, desk):
    page = Client()
    page.force_login(desk)
    record = reverse("patients:record", args=[person.pk])
    assert "Invite by e-mail" in page.get(record).content.decode()
    answer = page.post(reverse("patients:own-pages-invite", args=[person.pk]), follow=True)
    assert "Send the link again" in answer.content.decode()
    said = page.get(f"/api/v1/patients/{person.pk}/").json()
    assert said["own_pages"] == "INVITED"
    closed = page.post(
        f"/api/v1/patients/{person.pk}/close-own-pages/",
        content_type="application/json",
        headers={"Idempotency-Key": "close-own-pages-of-this-test"},
    )
    assert closed.json()["own_pages"] == "CLOSED", closed.content
