"""The Idempotency-Key with its rider turned off: a delivery sent twice is in the cupboard twice."""

from decimal import Decimal as D

import pytest
from django.test import Client

from clinic.accounts.api.once import Once
from clinic.core.models import IdempotencyKey
from clinic.drug_log.models import LedgerLine
from tests.clinic.api.test_doors import post, signed_in
from tests.concurrency.crowd import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rider_off(monkeypatch):
    """`Once` claims nothing: the verb runs as it would without a key."""

    def before(self, actor):
        self._row = None

    return lambda: monkeypatch.setattr(Once, "before", before)


@pytest.fixture
def delivery(site, lot, nurse):
    """`delivery(client)`: ten millilitres more, under one key."""
    body = {
        "site": str(site.pk),
        "product": str(lot.product_id),
        "lot_number": lot.lot_number,
        "expires_on": str(lot.expires_on),
        "quantity": "10.00",
        "party": "Fictitious Supply",
    }
    return lambda client: post(client, "/api/v1/drug-lots/receive/", body, key="delivery-1")


def came_in(lot):
    return LedgerLine.objects.filter(lot=lot, kind="RECEIVE").count() - 1


def again(client):
    mine = Client(HTTP_ACCEPT="application/json")
    mine.cookies = client.cookies
    return mine


def test_with_the_rider_a_repeated_delivery_is_one(lot, nurse, delivery):
    client = signed_in(nurse)
    first, second = delivery(client), delivery(client)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert (came_in(lot), lot.balance_now()) == (1, D(20))


def test_without_the_rider_a_repeated_delivery_is_two(lot, nurse, delivery, rider_off):
    client = signed_in(nurse)
    rider_off()
    first, second = delivery(client), delivery(client)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] != second.json()["id"]
    assert (came_in(lot), lot.balance_now()) == (2, D(30)), "ten millilitres that never came"


def test_with_the_rider_ten_at_once_are_one(lot, nurse, delivery):
    client = signed_in(nurse)
    answers = all_at_once([lambda: delivery(again(client))] * 10)
    assert len({a.content for a in answers}) == 1
    assert (came_in(lot), IdempotencyKey.objects.count()) == (1, 1)


def test_without_the_rider_ten_at_once_are_ten(lot, nurse, delivery, rider_off):
    client = signed_in(nurse)
    rider_off()
    answers = all_at_once([lambda: delivery(again(client))] * 10)
    assert {a.status_code for a in answers} == {201}
    assert (came_in(lot), lot.balance_now()) == (10, D(110))


def test_a_key_kept_outside_the_effect_s_transaction_would_outlive_a_refusal(
    lot,
    nurse,
    delivery,
    monkeypatch,
):
    """Claimed in the same transaction, a refused write leaves its key free: the same key may be tried again."""
    client = signed_in(nurse)
    real = LedgerLine.save

    def crash(self, *args, **kwargs):
        real(self, *args, **kwargs)
        raise RuntimeError("the power goes out before the commit")

    monkeypatch.setattr(LedgerLine, "save", crash)
    with pytest.raises(RuntimeError):
        delivery(client)
    monkeypatch.setattr(LedgerLine, "save", real)
    assert IdempotencyKey.objects.count() == 0
    assert delivery(client).status_code == 201
    assert (came_in(lot), lot.balance_now()) == (1, D(20))
