"""Every millilitre is somewhere: the cupboard never goes below nothing, and waste has two people."""

import contextlib
import random
import threading
from datetime import date
from decimal import Decimal as D

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from clinic.accounts.actions import staff
from clinic.accounts.models import Membership
from clinic.accounts.roles import Capability
from clinic.core.actor import acting_as
from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from clinic.core.ids import uuid7
from clinic.drug_log.actions import ledger, stock
from clinic.drug_log.models import LedgerLine, Lot, Product
from clinic.tasks.models import Task


@pytest.fixture
def vial(nurse, at):
    return ledger.add_product(
        name="Ketamine 50 mg/mL",
        form=Product.Form.SOLUTION,
        strength=D(50),
        container=D(10),
        routes=["IV", "IM"],
        multi_dose=True,
        by=nurse,
        at=at,
    )


@pytest.fixture
def lot(site, vial, nurse, at):
    line = ledger.receive(
        site,
        product=vial,
        lot_number="DEMO-7",
        expires_on=date(2027, 6, 30),
        quantity=D(10),
        party="Fictitious Supply, DEA RF0000000",
        by=nurse,
        at=at,
    )
    return line.lot


@pytest.fixture
def visit():
    """The ids a dosing session would bring."""
    return {"session_id": uuid7(), "patient_id": uuid7()}


def test_what_comes_in_is_what_is_there(lot):
    assert lot.balance_now() == D("10.00")
    assert Lot.objects.with_balance().get(pk=lot.pk).balance == D("10.00")


def test_a_dose_drawn_given_and_wasted_adds_up(lot, nurse, at, visit):
    ledger.draw(lot, quantity=D("1.00"), **visit, by=nurse, at=at)
    ledger.administer(lot, quantity=D("0.92"), **visit, by=nurse, at=at)
    ledger.waste(lot, quantity=D("0.08"), reason="rest in syringe", **visit, by=nurse, at=at)
    (custody,) = LedgerLine.objects.custody([visit["session_id"]])[visit["session_id"]]
    assert (custody.drawn, custody.given, custody.wasted, custody.open) == (
        D("1.00"),
        D("0.92"),
        D("0.08"),
        D(0),
    )
    assert custody.unwitnessed == 1
    assert lot.balance_now() == D("9.00")
    given = LedgerLine.objects.get(kind="ADMINISTER")
    assert given.mg == D("46.0000")  # domain/02 §2.4: 92.4 kg at 0.5 mg/kg, rounded to 0.92 mL


def test_more_than_there_is_cannot_be_drawn(lot, nurse, at, visit):
    with pytest.raises(ledger.NotEnoughStock, match=r"holds 10\.00 mL"):
        ledger.draw(lot, quantity=D("10.01"), **visit, by=nurse, at=at)
    assert lot.balance_now() == D(10)


def test_more_than_was_drawn_cannot_be_given_or_wasted(lot, nurse, at, visit):
    ledger.draw(lot, quantity=D("1.00"), **visit, by=nurse, at=at)
    with pytest.raises(ledger.NotEnoughDrawn):
        ledger.administer(lot, quantity=D("1.01"), **visit, by=nurse, at=at)
    other = {"session_id": uuid7(), "patient_id": visit["patient_id"]}
    with pytest.raises(ledger.NotEnoughDrawn):
        ledger.waste(lot, quantity=D("0.5"), reason="x", **other, by=nurse, at=at)


def test_an_expired_lot_is_neither_taken_in_nor_drawn(site, vial, lot, nurse, at, visit):
    with pytest.raises(InvalidInput):
        ledger.receive(
            site,
            product=vial,
            lot_number="OLD",
            expires_on=date(2026, 11, 23),
            quantity=D(1),
            party="x",
            by=nurse,
            at=at,
        )
    with pytest.raises(ledger.LotExpired):
        ledger.draw(lot, quantity=D(1), **visit, by=nurse, at=at.replace(year=2027, month=7))


def test_the_witness_is_somebody_else_with_the_duty(
    lot, nurse, second_nurse, therapist, at, visit
):
    """The verb refuses with a sentence; behind it stands the constraint `a_witness_is_somebody_else`."""
    ledger.draw(lot, quantity=D(1), **visit, by=nurse, at=at)
    line = ledger.waste(lot, quantity=D(1), reason="not given", **visit, by=nurse, at=at)
    with pytest.raises(ledger.WitnessIsGiver):
        ledger.witness(line, by=nurse, at=at)
    with pytest.raises(NotAllowed):
        ledger.witness(line, by=therapist, at=at)
    assert list(LedgerLine.objects.unwitnessed()) == [line]
    signature = ledger.witness(line, by=second_nurse, at=at)
    assert signature.witness == second_nurse
    with pytest.raises(ledger.AlreadyWitnessed):
        ledger.witness(line, by=second_nurse, at=at)
    assert not LedgerLine.objects.unwitnessed().exists()


def test_the_duty_to_witness_can_be_taken_away(lot, nurse, second_nurse, manager, at, visit):
    membership = Membership.objects.get(user=second_nurse)
    staff.set_capabilities(membership, capabilities=[], by=manager, at=at)
    second_nurse.forget_roles()
    ledger.draw(lot, quantity=D(1), **visit, by=nurse, at=at)
    line = ledger.waste(lot, quantity=D(1), reason="x", **visit, by=nurse, at=at)
    with pytest.raises(NotAllowed):
        ledger.witness(line, by=second_nurse, at=at)
    assert Capability.WITNESS not in Membership.objects.get(user=second_nurse).capabilities


def test_a_count_that_differs_needs_a_reason_and_becomes_a_task(site, lot, nurse, at):
    assert stock.count(lot, counted=D(10), by=nurse, at=at) is None
    with pytest.raises(InvalidInput, match=r"The ledger says 10\.00"):
        stock.count(lot, counted=D("9.50"), by=nurse, at=at)
    stock.count(lot, counted=D("9.50"), reason="drops in the hub", by=nurse, at=at)
    assert lot.balance_now() == D("9.50")
    assert Task.objects.filter(kind="DRUG_DISCREPANCY", subject_id=lot.pk).count() == 1


def test_the_database_refuses_a_line_that_does_not_add_up(lot, nurse, at):
    """A path around the action: the trigger is the judge."""
    wrong = LedgerLine(
        site=lot.site,
        lot=lot,
        sequence=2,
        kind="RECEIVE",
        quantity=D(1),
        stock_effect=D(1),
        balance_after=D(99),
        mg=D(50),
        happened_at=at,
        by=nurse,
        created_at=at,
    )
    with (
        pytest.raises(DatabaseError, match="does not add up"),
        transaction.atomic(),
        acting_as(nurse, at=at),
    ):
        wrong.save()


def test_lines_cannot_be_changed_by_the_program(lot):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("UPDATE drug_log_ledgerline SET quantity = 1")


@pytest.mark.django_db(transaction=True)
def test_two_draws_at_once_never_take_more_than_there_is(lot, nurse, at):
    """Eight people draw 2 mL from 10 mL: five get it."""
    outcomes = []

    def one():
        try:
            ledger.draw(
                lot, quantity=D(2), session_id=uuid7(), patient_id=uuid7(), by=nurse, at=at
            )
            outcomes.append("drawn")
        except DomainError as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["drawn"] * 5 + ["not-enough-stock"] * 3
    assert lot.balance_now() == D(0)


@pytest.mark.django_db(transaction=True)
def test_the_chain_holds_for_a_connection_that_is_not_django(lot, app_connection, nurse):
    def forge():
        with app_connection.transaction():
            app_connection.execute("SELECT set_config('app.actor', 'user:x', true)")
            app_connection.execute(
                "INSERT INTO drug_log_ledgerline (id, created_at, version, site_id, lot_id, sequence,"
                " kind, quantity, stock_effect, balance_after, mg, happened_at, by_id, reason, party)"
                " SELECT gen_random_uuid(), now(), 1, site_id, lot_id, 2, kind, 5, 5, 50, 1, now(),"
                " by_id, '', '' FROM drug_log_ledgerline"
            )

    with pytest.raises(psycopg.DatabaseError, match="does not add up"):
        forge()


def test_whatever_is_tried_the_sums_agree(lot, nurse, at):
    """Eighty random moves: the balance is what came in minus what left; nobody gives what is not drawn."""
    chance = random.Random(7)  # noqa: S311 - a fixed walk, not a secret
    visits = [{"session_id": uuid7(), "patient_id": uuid7()} for _ in range(3)]
    for _ in range(80):
        amount = D(chance.randint(1, 300)) / 100
        verb = chance.choice(["draw", "administer", "return_unopened", "waste"])
        more = {"reason": "x"} if verb == "waste" else {}
        with contextlib.suppress(DomainError):
            getattr(ledger, verb)(
                lot, quantity=amount, **chance.choice(visits), **more, by=nurse, at=at
            )
        lines = list(LedgerLine.objects.filter(lot=lot))
        assert lot.balance_now() == sum(line.stock_effect for line in lines) >= 0
        for rows in LedgerLine.objects.custody([v["session_id"] for v in visits]).values():
            assert all(c.open >= 0 for c in rows)
    assert {line.kind for line in lines} >= {"DRAW", "ADMINISTER", "WASTE", "RETURN_UNOPENED"}
