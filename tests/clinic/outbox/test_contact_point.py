"""Where a patient is reached: one current address per kind, agreement, and a stop that holds."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from clinic.accounts.system import SETUP
from clinic.core.actor import acting_as
from clinic.core.errors import InvalidInput, NotAllowed
from clinic.outbox import addresses
from clinic.outbox.actions import contact_point as actions
from clinic.outbox.models import ContactPoint, OptOut

pytestmark = pytest.mark.django_db


def give(site, desk, at, *, patient=None, kind="SMS", address="(505) 555-0123", consented=True):
    return actions.set_contact_point(
        site=site,
        patient_id=patient or uuid4(),
        kind=kind,
        address=address,
        consented=consented,
        by=desk,
        at=at,
    )


def test_a_number_is_kept_in_one_form(site, desk, at):
    assert give(site, desk, at).address == "+15055550123"
    assert (
        give(site, desk, at, kind="EMAIL", address=" Aster@Example.TEST ").address
        == "aster@example.test"
    )


@pytest.mark.parametrize(
    ("kind", "address"), [("SMS", "12"), ("SMS", "call me"), ("EMAIL", "aster"), ("FAX", "1")]
)
def test_what_cannot_be_an_address_is_refused(site, desk, at, kind, address):
    with pytest.raises(InvalidInput):
        give(site, desk, at, kind=kind, address=address)


def test_a_new_number_replaces_the_old_one_which_stays_on_record(site, desk, at):
    patient = uuid4()
    old = give(site, desk, at, patient=patient)
    new = give(site, desk, at + timedelta(days=1), patient=patient, address="505-555-0199")
    old.refresh_from_db()
    assert old.replaced_at == at + timedelta(days=1)
    assert list(ContactPoint.objects.current().of(patient)) == [new]


def test_the_same_number_again_changes_nothing_but_the_agreement(site, desk, at):
    patient = uuid4()
    first = give(site, desk, at, patient=patient, consented=False)
    assert not ContactPoint.objects.usable().exists()
    again = give(site, desk, at + timedelta(hours=1), patient=patient)
    assert again.pk == first.pk
    assert again.consented_at == at + timedelta(hours=1)
    assert ContactPoint.objects.usable().get() == again


def test_stop_binds_the_number_for_everyone_who_shares_it(site, desk, at):
    mother = give(site, desk, at)
    daughter = give(site, desk, at)
    other = give(site, desk, at, address="505-555-0177")
    actions.opt_out(mother, by=desk, at=at)
    assert list(ContactPoint.objects.usable()) == [other]
    daughter.refresh_from_db()
    assert daughter.opted_out_at == at


def test_typing_a_stopped_number_again_does_not_revive_it(site, desk, at):
    """Negative control: without the look at standing opt-outs, the new row would be usable."""
    first = give(site, desk, at)
    actions.opt_out(first, by=desk, at=at)
    again = give(site, desk, at + timedelta(days=30))
    assert again.opted_out_at is not None
    assert not ContactPoint.objects.usable().exists()
    OptOut.objects.get()
    actions.opt_in(
        again, why="Asked at the desk, form signed", by=desk, at=at + timedelta(days=31)
    )
    assert ContactPoint.objects.usable().filter(pk=again.pk).exists()


def test_allowing_again_needs_the_patients_words(site, desk, at):
    point = give(site, desk, at)
    actions.opt_out(point, by=desk, at=at)
    with pytest.raises(InvalidInput):
        actions.opt_in(point, why=" ", by=desk, at=at)


def test_only_the_desk_of_this_site_may_change_it(site, desk, auditor, other_desk, at):
    point = give(site, desk, at)
    for stranger in (auditor, other_desk):
        with pytest.raises(NotAllowed):
            give(site, stranger, at)
        with pytest.raises(NotAllowed):
            actions.opt_out(point, by=stranger, at=at)
    assert not ContactPoint.objects.visible_to(other_desk).exists()
    assert ContactPoint.objects.visible_to(desk).get() == point


def test_the_database_knows_what_an_address_looks_like(site, desk, at):
    with pytest.raises(IntegrityError), transaction.atomic(), acting_as(SETUP, at=at):
        ContactPoint(
            site=site, patient_id=uuid4(), kind="SMS", address="5055550123", created_at=at
        ).save()


def test_a_masked_address_can_be_recognised_but_not_used():
    assert addresses.masked("+15055550123") == "+1•••••0123"
    assert addresses.masked("aster@example.test") == "a•••@example.test"
