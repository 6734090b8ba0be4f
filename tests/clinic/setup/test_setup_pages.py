"""A manager sets the clinic up: site, rooms, hours, people, licences, plans."""

import pytest
from django.core import mail
from django.test import Client

from clinic.accounts.models import Licence, Membership, User
from clinic.core import clock
from clinic.scheduling.models import OpeningHours, Room
from patients.models import Protocol
from tests.clinic.setup.conftest import missing, words
from tests.people import PASSWORD


def test_a_new_site_lists_what_is_missing(site, office) -> None:
    page = words(office.get("/setup/"))
    assert "is not ready: 5 steps are missing." in page
    assert "No signed policy: the gate lets nobody be treated." in page


def test_the_site_is_adjusted_and_a_wrong_zone_refused(site, office) -> None:
    known = {
        "name": "Thistledown",
        "neutral_name": "Thistle",
        "timezone": "Nowhere",
        "jurisdiction": "US-NM",
        "phone": "1",
    }
    refused = office.post("/setup/site/", known)
    assert refused.status_code == 422
    assert "There is no time zone called Nowhere." in words(refused)
    office.post("/setup/site/", known | {"timezone": "America/Chicago"})
    site.refresh_from_db()
    assert site.timezone == "America/Chicago"


def test_rooms_are_opened_renamed_and_closed(site, office) -> None:
    room = {"name": "Chair 1", "kind": "DOSING", "seats": "1"}
    office.post("/setup/rooms/", room)
    twice = office.post("/setup/rooms/", room)
    assert twice.status_code == 422
    assert "There is already a room of that name here." in words(twice)
    chair = Room.objects.get()
    office.post(f"/setup/rooms/{chair.pk}/", room | {"name": "Chair A"})
    office.post(f"/setup/rooms/{chair.pk}/close/")
    chair.refresh_from_db()
    assert (chair.name, chair.is_in_use) == ("Chair A", False)
    assert "Rooms" in missing(site)
    office.post(f"/setup/rooms/{chair.pk}/reopen/")
    assert "Rooms" not in missing(site)


def test_opening_hours_with_a_break(site, office) -> None:
    today = site.today(clock.now()).isoformat()
    week = {
        "from_on": today,
        "opens_0_1": "09:00",
        "closes_0_1": "12:00",
        "opens_0_2": "13:00",
        "closes_0_2": "17:00",
    }
    half = office.post("/setup/hours/", week | {"opens_1_1": "09:00"})
    assert half.status_code == 422
    assert "Give both times, or neither." in words(half)
    backwards = office.post("/setup/hours/", week | {"opens_1_1": "09:00", "closes_1_1": "08:00"})
    assert "before it opens" in words(backwards)
    office.post("/setup/hours/", week)
    assert OpeningHours.objects.count() == 2
    page = words(office.get("/setup/hours/"))
    assert 'value="13:00"' in page


def test_somebody_is_invited_and_chooses_a_password(site, office, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    answer = office.post(
        "/setup/staff/",
        {
            "name": "Nell Newcomer",
            "email": "nell@thistledown.example",
            "role": "NURSE",
            "capabilities": ["WITNESS"],
        },
    )
    nell = User.objects.get(email="nell@thistledown.example")
    assert answer["Location"] == f"/setup/staff/{nell.pk}/"
    assert Membership.objects.get(user=nell).capabilities == ["WITNESS"]
    [sent] = mail.outbox
    assert sent.to == ["nell@thistledown.example"]
    assert "ketamine" not in sent.body.lower()
    link = next(line for line in sent.body.splitlines() if line.startswith("http"))
    visitor = Client()
    place = visitor.get(link.removeprefix("http://localhost:8000"), follow=True).redirect_chain[
        -1
    ][0]
    visitor.post(place, {"password1": PASSWORD, "password2": PASSWORD})
    nell.refresh_from_db()
    assert nell.check_password(PASSWORD)
    office.post(f"/setup/staff/{nell.pk}/invite-again/")
    assert len(mail.outbox) == 1, "who has a password gets no second link"


def test_an_invitation_stands_though_the_mail_server_is_away(site, office, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = office.post(
        "/setup/staff/",
        {"name": "Nell", "email": "nell@thistledown.example", "role": "NURSE"},
        follow=True,
    )
    assert "Invited, but the e-mail could not be sent. Send it again later." in words(answer)
    assert User.objects.filter(email="nell@thistledown.example").exists()


def test_a_licence_counts_once_somebody_else_looked_it_up(
    site, office, manager, browse, therapist
) -> None:
    nell = therapist
    typed = {
        "kind": "DEA",
        "number": "AB1234567",
        "jurisdiction": "US-NM",
        "issued_on": "2025-01-01",
        "expires_on": "2028-01-01",
    }
    wrong = office.post(f"/setup/staff/{nell.pk}/", typed)
    assert wrong.status_code == 422
    assert "The last digit of this DEA number does not fit." in words(wrong)
    office.post(f"/setup/staff/{nell.pk}/", typed | {"number": "AB1234563"})
    licence = Licence.objects.get(number="AB1234563")
    assert licence.verified_at is None
    office.post(f"/setup/licences/{licence.pk}/verify/")
    licence.refresh_from_db()
    assert licence.verified_by == manager
    office.post(f"/setup/licences/{licence.pk}/status/", {"status": "SUSPENDED"})
    licence.refresh_from_db()
    assert licence.status == "SUSPENDED"


def test_nobody_verifies_their_own_licence_or_ends_their_own_role(site, office, manager) -> None:
    typed = {
        "kind": "BLS",
        "number": "B-1",
        "jurisdiction": "US",
        "issued_on": "2025-01-01",
        "expires_on": "2028-01-01",
    }
    office.post(f"/setup/staff/{manager.pk}/", typed)
    own = Licence.objects.get(number="B-1")
    answer = office.post(f"/setup/licences/{own.pk}/verify/", follow=True)
    assert "Somebody else must verify your own licence." in words(answer)
    mine = Membership.objects.get(user=manager)
    office.post(f"/setup/memberships/{mine.pk}/end/")
    mine.refresh_from_db()
    assert mine.ended_at is None


def test_duties_are_given_and_a_role_ended(site, office, nurse) -> None:
    member = Membership.objects.get(user=nurse)
    office.post(
        f"/setup/memberships/{member.pk}/capabilities/",
        {"capabilities": ["DRUG_CUSTODIAN", "WITNESS"]},
    )
    member.refresh_from_db()
    assert member.capabilities == ["DRUG_CUSTODIAN", "WITNESS"]
    office.post(f"/setup/memberships/{member.pk}/end/")
    member.refresh_from_db()
    assert member.ended_at is not None


def test_choosing_a_plan_is_the_last_step(site, office) -> None:
    assert "Treatment plans" in missing(site)
    assert 'href="/protocols/"' in words(office.get("/setup/"))
    office.post(f"/protocols/{Protocol.objects.get(code='IV_6', number=1).pk}/offer/")
    assert "Treatment plans" not in missing(site)


@pytest.mark.parametrize("path", ["", "site/", "rooms/", "hours/", "staff/"])
def test_the_desk_the_nurse_and_the_auditor_set_nothing_up(
    site, desk, nurse, auditor, browse, path
) -> None:
    for person in (desk, nurse, auditor):
        assert browse(person).get(f"/setup/{path}").status_code == 403


def test_a_manager_touches_nothing_of_another_site(
    site, other_site, other_desk, office, desk
) -> None:
    theirs = Membership.objects.get(user=other_desk)
    assert office.post(f"/setup/memberships/{theirs.pk}/end/").status_code == 404
    assert office.get(f"/setup/staff/{other_desk.pk}/").status_code == 404
