"""The drug ledger without its chain, its witness's judge, its lock: millilitres appear, a waste is seen by nobody.

Two at once means two threads with a connection each, which meet between reading the balance and writing the line.
"""

import contextlib
import threading
from decimal import Decimal as D

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from clinic.core.actor import acting_as
from clinic.core.errors import DomainError
from clinic.core.ids import uuid7
from clinic.drug_log.actions import ledger
from clinic.drug_log.models import LedgerLine, WasteWitness
from tests.concurrency.crowd import all_at_once
from tests.harness.guards import without_trigger, without_unique

pytestmark = pytest.mark.django_db(transaction=True)


def forged(lot, nurse, at):
    """A line that says 99 mL are there after one more came in; 11 are."""
    return LedgerLine(
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


def really_there(lot) -> D:
    """What came in less what left, whatever the ledger claims."""
    return sum((line.stock_effect for line in LedgerLine.objects.filter(lot=lot)), D(0))


def test_without_the_chain_millilitres_appear(lot, nurse, at, owner_connection):
    def forge():
        with transaction.atomic(), acting_as(nurse, at=at):
            forged(lot, nurse, at).save()

    with pytest.raises(DatabaseError, match="does not add up"):
        forge()
    with without_trigger(owner_connection, "drug_log_ledgerline", "ledger_continues"):
        forge()
    assert lot.balance_now() == D(99)
    assert really_there(lot) == D(11)
    ledger.draw(lot, quantity=D(50), session_id=uuid7(), patient_id=uuid7(), by=nurse, at=at)
    assert really_there(lot) < 0, "and more is drawn than ever came in"


def test_without_the_chain_a_line_follows_nothing(lot, nurse, at, owner_connection):
    """A line left out of the middle is the other way to hide millilitres."""

    def skip():
        line = forged(lot, nurse, at)
        line.sequence, line.balance_after = 7, D(11)
        with transaction.atomic(), acting_as(nurse, at=at):
            line.save()

    with pytest.raises(DatabaseError, match="follows nothing"):
        skip()
    with without_trigger(owner_connection, "drug_log_ledgerline", "ledger_continues"):
        skip()
    held = LedgerLine.objects.filter(lot=lot).order_by("sequence")
    assert [line.sequence for line in held] == [1, 7]


def test_without_its_judge_the_one_who_wasted_witnesses_it(
    lot,
    visit,
    nurse,
    second_nurse,
    at,
    owner_connection,
):
    """The constraint compares two names on the signature; the trigger asks the waste whether the first is true."""
    ledger.draw(lot, quantity=D(1), **visit, by=nurse, at=at)
    line = ledger.waste(lot, quantity=D(1), reason="not given", **visit, by=nurse, at=at)

    def own():
        with transaction.atomic(), acting_as(nurse, at=at):
            WasteWitness(
                site_id=line.site_id,
                line=line,
                wasted_by=second_nurse,
                witness=nurse,
                witnessed_at=at,
                created_at=at,
            ).save()

    with pytest.raises(DatabaseError, match="names who wasted it"):
        own()
    with without_trigger(owner_connection, "drug_log_wastewitness", "witness_saw_the_giver"):
        own()
    assert WasteWitness.objects.get(line=line).witness_id == line.by_id


@pytest.fixture
def between_reading_and_writing(monkeypatch):
    """Two people at one lot meet after the balance is read; the lock lets only one get that far."""
    meeting = threading.Barrier(2)
    met = []
    save = LedgerLine.save

    def meet_and_save(self, *args, **kwargs):
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(1.5)
            met.append(self.sequence)
        save(self, *args, **kwargs)

    def arm():
        monkeypatch.setattr(LedgerLine, "save", meet_and_save)
        return met

    return arm


def no_lock(monkeypatch):
    monkeypatch.setattr(ledger, "lock", lambda *things: None)


def two_draw(lot, nurse, at):
    def one():
        return ledger.draw(
            lot, quantity=D(6), session_id=uuid7(), patient_id=uuid7(), by=nurse, at=at
        )

    return all_at_once([one, one])


def two_give(lot, visit, nurse, at):
    def one():
        return ledger.administer(lot, quantity=D(1), **visit, by=nurse, at=at)

    return all_at_once([one, one])


def kinds(answers):
    return sorted(
        "done" if isinstance(a, LedgerLine) else getattr(a, "code", type(a).__name__)
        for a in answers
    )


def test_the_lock_keeps_two_from_reading_one_balance(
    lot,
    nurse,
    at,
    between_reading_and_writing,
):
    met = between_reading_and_writing()
    assert kinds(two_draw(lot, nurse, at)) == ["done", "not-enough-stock"]
    assert met == []
    assert lot.balance_now() == really_there(lot) == D(4)


def test_without_the_lock_the_loser_crashes_instead_of_hearing_why(
    lot,
    nurse,
    at,
    monkeypatch,
    between_reading_and_writing,
):
    """Behind the lock stands the unique line number: nothing is lost yet, but the answer is no sentence."""
    no_lock(monkeypatch)
    met = between_reading_and_writing()
    answers = two_draw(lot, nurse, at)
    assert met == [2, 2]
    assert kinds(answers) == ["IntegrityError", "done"]
    assert not any(isinstance(a, DomainError) for a in answers)
    assert any(isinstance(a, IntegrityError) for a in answers)


def test_without_lock_and_line_number_more_leaves_the_cupboard_than_it_held(
    lot,
    nurse,
    at,
    monkeypatch,
    between_reading_and_writing,
    test_database,
    owner_connection,
):
    no_lock(monkeypatch)
    between_reading_and_writing()
    with without_unique(
        test_database, owner_connection, "drug_log_ledgerline", "ledger_lines_are_chained"
    ):
        assert kinds(two_draw(lot, nurse, at)) == ["done", "done"]
        assert lot.balance_now() == D(4), "the ledger still says there is some"
        assert really_there(lot) == D(-2)


def test_without_lock_and_line_number_a_dose_is_given_twice(
    lot,
    visit,
    nurse,
    at,
    monkeypatch,
    between_reading_and_writing,
    test_database,
    owner_connection,
):
    """One millilitre drawn, two given: nobody may give what is not in the hand."""
    ledger.draw(lot, quantity=D(1), **visit, by=nurse, at=at)
    no_lock(monkeypatch)
    between_reading_and_writing()
    with without_unique(
        test_database, owner_connection, "drug_log_ledgerline", "ledger_lines_are_chained"
    ):
        assert kinds(two_give(lot, visit, nurse, at)) == ["done", "done"]
        (custody,) = LedgerLine.objects.custody([visit["session_id"]])[visit["session_id"]]
        assert (custody.drawn, custody.given, custody.open) == (D(1), D(2), D(-1))


def test_the_lock_lets_a_dose_be_given_once(
    lot,
    visit,
    nurse,
    at,
    between_reading_and_writing,
):
    ledger.draw(lot, quantity=D(1), **visit, by=nurse, at=at)
    between_reading_and_writing()
    assert kinds(two_give(lot, visit, nurse, at)) == ["done", "not-enough-drawn"]
