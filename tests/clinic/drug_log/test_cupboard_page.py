"""The drug log in the browser's eyes: refusals keep what was typed, and the desk never sees it."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.test import Client

from clinic.core.ids import uuid7
from clinic.drug_log.actions import ledger
from clinic.drug_log.models import Lot, Product


@pytest.fixture
def vial(nurse, at):
    return ledger.add_product(
        name="Ketamine 50 mg/mL",
        form=Product.Form.SOLUTION,
        strength=D(50),
        container=D(10),
        routes=["IV", "IM"],
        by=nurse,
        at=at,
    )


@pytest.fixture
def as_nurse(nurse):
    client = Client()
    client.force_login(nurse)
    return client


def test_a_delivery_goes_into_the_cupboard(as_nurse, vial, site):
    form = {
        "product": str(vial.pk),
        "lot_number": "D-1",
        "expires_on": "2031-01-31",
        "quantity": "20.00",
        "party": "Fictitious Supply",
    }
    answer = as_nurse.post("/drug-log/receive/", form)
    assert answer.status_code == 302
    assert Lot.objects.get(lot_number="D-1").balance_now() == D(20)
    page = as_nurse.get(answer["Location"]).content.decode()
    assert "Lot D-1 holds 20.00 mL." in page
    assert "Fictitious Supply" in page


def test_a_refused_delivery_keeps_what_was_typed(as_nurse, vial):
    form = {
        "product": str(vial.pk),
        "lot_number": "OLD-9",
        "expires_on": "2020-01-31",
        "quantity": "20.00",
        "party": "Fictitious Supply",
    }
    answer = as_nurse.post("/drug-log/receive/", form)
    assert answer.status_code == 422
    assert "OLD-9" in answer.content.decode()
    assert not Lot.objects.exists()


def test_waste_is_witnessed_on_the_page_by_somebody_else(
    as_nurse, nurse, second_nurse, site, vial, at
):
    lot = ledger.receive(
        site,
        product=vial,
        lot_number="D-2",
        expires_on=date(2031, 1, 31),
        quantity=D(10),
        party="x",
        by=nurse,
        at=at,
    ).lot
    visit = {"session_id": uuid7(), "patient_id": uuid7()}
    ledger.draw(lot, quantity=D(1), **visit, by=nurse, at=at)
    line = ledger.waste(lot, quantity=D(1), reason="not given", **visit, by=nurse, at=at)
    assert "Somebody else signs this." in as_nurse.get("/drug-log/").content.decode()
    other = Client()
    other.force_login(second_nurse)
    assert "I saw it" in other.get("/drug-log/").content.decode()
    other.post(f"/drug-log/waste/{line.pk}/witness/")
    assert line.witnessed.witness == second_nurse
    export = other.get("/drug-log/export.csv").content.decode()
    assert second_nurse.actor_label in export


def test_the_front_desk_cannot_open_the_drug_log(desk):
    client = Client()
    client.force_login(desk)
    assert client.get("/drug-log/").status_code == 403
    assert client.get("/api/v1/drug-lots/").status_code == 403
