"""What was written wrongly is put right beside it: the old value stays, struck out, with who, when and why."""

# ruff: noqa: F811 - fixtures of the neighbouring page tests

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from clinic.core.actor import acting_as
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.ids import uuid7
from clinic.drug_log.models import LedgerLine
from sessions.actions import effect
from sessions.models import AdverseEvent, DrugEvent, DueSet, Effect, VitalSigns
from tests.sessions.test_pages import at, desk_of, no_second_step, said, url  # noqa: F401

WHY = "typed 191, it was 161"


@pytest.fixture
def running(chair):
    """Minute 10 of an infusion, one set taken (191 by a slip of the finger), one effect felt."""
    session = chair.dosing()
    chair.wrong = chair.vitals(
        session, 45, sbp=191, dbp=98, temperature=D("36.6"), oxygen_l_min=D(2), pain=3
    )
    chair.felt = effect.begin(
        session, code="FLOATING", client_id=uuid7(), by=chair.nurse, at=chair.at(46)
    )
    return session


def page_of(name, row):
    return reverse(f"sessions:{name}", args=[row.pk])


def test_a_corrected_set_stands_beside_the_struck_one(chair, desk_of, running):
    with at(chair, 47):
        nurse = desk_of(chair.nurse)
        form = nurse.get(page_of("correct-set", chair.wrong))
        assert 'value="191"' in said(form), "the boxes hold what is on record"
        assert "It stays, struck out" in said(form)
        typed = {"sbp": "161", "dbp": "98", "hr": "72", "spo2": "98", "rr": "14", "moaas": "5"}
        unsaid = nurse.post(page_of("correct-set", chair.wrong), typed)
        assert unsaid.status_code == 422
        assert 'value="161"' in said(unsaid), "nothing that was typed is lost"
        done = nurse.post(
            page_of("correct-set", chair.wrong),
            {**typed, "temperature": "36.6", "because": WHY, "client_id": uuid7()},
        )
        assert done["Location"] == url("flowsheet", running), said(done)
        page = said(nurse.get(url("flowsheet", running)))
    old, new = VitalSigns.objects.filter(session=running, taken_at=chair.at(45)).order_by("pk")
    assert (old.sbp, new.sbp, new.supersedes_id, new.observer) == (191, 161, old.pk, chair.nurse)
    assert (new.oxygen_l_min, new.pain) == (D("2.0"), 3), "what no box asks for is kept"
    assert '<td class="is-struck">191/98</td>' in page, (
        "also where the wrong number raised an alert"
    )
    assert "<s>BP 191/98</s>" in page
    assert "<b>BP 161/98</b>" in page
    assert WHY in page
    assert chair.nurse.actor_label in page.partition(WHY)[2]
    assert page_of("correct-set", new) in page
    assert page_of("correct-set", old) not in page, "a struck set is not corrected again"


def test_an_impossible_correction_says_so_and_keeps_everything(chair, desk_of, running):
    with at(chair, 47):
        crossed = desk_of(chair.nurse).post(
            page_of("correct-set", chair.wrong), {"sbp": "98", "dbp": "120", "because": WHY}
        )
    assert crossed.status_code == 422
    assert "BP dia must be lower than BP sys (98)." in said(crossed)
    assert WHY in said(crossed)
    assert VitalSigns.objects.filter(supersedes=chair.wrong).count() == 0


def test_an_effect_tapped_at_the_wrong_time_is_struck_and_stands_anew(chair, desk_of, running):
    with at(chair, 50):
        nurse = desk_of(chair.nurse)
        done = nurse.post(
            page_of("correct-effect", chair.felt),
            {
                "intensity": "STRONG",
                "started_at": "2026-11-25T08:40",
                "because": "began earlier, and strongly",
            },
        )
        assert done.status_code == 302, said(done)
        page = said(nurse.get(url("flowsheet", running)))
    old = Effect.objects.get(pk=chair.felt.pk)
    new = Effect.objects.get(supersedes=old)
    assert (old.intensity, old.started_at) == ("MILD", chair.at(46)), (
        "nothing of it was overwritten"
    )
    assert (old.struck_by, old.struck_at) == (chair.nurse, chair.at(50))
    assert (new.intensity, new.started_at, new.ended_at) == ("STRONG", chair.at(40), None)
    assert "<s>Floating, mild</s>" in page
    assert list(Effect.objects.of(running.pk).still_felt()) == [new]


def test_an_effect_that_never_was_keeps_nobody_in_the_chair(chair, running):
    never = {"because": "wrong button", "never": True, "by": chair.nurse}
    struck = effect.correct(chair.felt, client_id=uuid7(), at=chair.at(50), **never)
    assert struck.pk == chair.felt.pk
    assert not Effect.objects.of(running.pk).still_felt().exists()
    again = effect.correct(chair.felt, client_id=uuid7(), at=chair.at(51), **never)
    assert again.struck_at == chair.at(50), "said twice it is struck once"
    with pytest.raises(DomainError, match="struck out"):
        effect.end(chair.felt, by=chair.nurse, at=chair.at(52))
    felt = effect.begin(
        running, code="FLOATING", client_id=uuid7(), by=chair.nurse, at=chair.at(53)
    )
    assert felt.pk != struck.pk, "and the same effect may begin for real"


def test_an_effect_is_corrected_with_a_reason_in_order_and_once(chair, running):
    given = {"client_id": uuid7(), "by": chair.nurse, "at": chair.at(50)}
    with pytest.raises(InvalidInput, match="what was wrong"):
        effect.correct(chair.felt, because=" ", **given)
    with pytest.raises(InvalidInput, match="future"):
        effect.correct(chair.felt, because="x", started_at=chair.at(51), **given)
    with pytest.raises(InvalidInput, match="ends after it begins"):
        effect.correct(chair.felt, because="x", ended_at=chair.at(40), **given)
    new = effect.correct(chair.felt, because="x", intensity="STRONG", **given)
    assert effect.correct(chair.felt, because="x", **given) == new, "a retry is the same row"
    with pytest.raises(DomainError, match="corrected before"):
        effect.correct(chair.felt, because="x", **{**given, "client_id": uuid7()})


def test_the_database_wants_who_when_and_why_of_a_struck_effect(chair, running):
    row = Effect.objects.get(pk=chair.felt.pk)
    row.struck_at = chair.at(50)
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        acting_as(chair.nurse, at=chair.at(50)),
    ):
        row.save()


def test_a_drug_event_s_time_is_put_right_by_somebody_who_did_not_give_it(chair, desk_of, running):
    wrong = DrugEvent.objects.get(session=running)
    with at(chair, 50):
        other = desk_of(chair.second)
        assert "Infusion started" in said(other.get(page_of("correct-drug", wrong)))
        done = other.post(
            page_of("correct-drug", wrong),
            {"happened_at": "2026-11-25T08:33", "because": "pump clock was two minutes fast"},
        )
        assert done.status_code == 302, said(done)
        page = said(other.get(url("flowsheet", running)))
        ahead = other.post(
            page_of("correct-drug", DrugEvent.objects.get(supersedes=wrong)),
            {"happened_at": "2026-11-25T18:00", "because": "x"},
        )
        assert ahead.status_code == 422
        assert "This lies in the future." in said(ahead)
    new = DrugEvent.objects.get(supersedes=wrong)
    assert (new.happened_at, new.given_by, new.corrected_by) == (
        chair.at(33),
        chair.nurse,
        chair.second,
    )
    assert DrugEvent.objects.get(pk=wrong.pk).happened_at == chair.at(35)
    running.refresh_from_db()
    assert running.first_drug_at == running.last_drug_at == chair.at(33), (
        "every clock counts from it"
    )
    assert running.planned_stop_at == chair.at(73)
    coming = DueSet.objects.of(running.pk).standing().filter(due_at__gt=chair.at(50), kind="FULL")
    assert coming.exists()
    assert all(due.due_at == chair.at(33 + due.minute) for due in coming)
    assert "Drug in since 08:33" in page
    assert "pump clock was two minutes fast" in page
    assert chair.second.actor_label in page


def test_a_correction_left_alone_does_not_cut_off_the_seconds(chair, desk_of, running):
    """The box shows minutes. Only the reason is new: the moment stays as it was to the second."""
    felt = effect.begin(
        running,
        code="NAUSEA",
        client_id=uuid7(),
        by=chair.nurse,
        at=chair.at(47) + timedelta(seconds=31),
    )
    with at(chair, 50):
        nurse = desk_of(chair.nurse)
        shown = said(nurse.get(page_of("correct-effect", felt)))
        assert 'value="2026-11-25T08:47"' in shown
        nurse.post(
            page_of("correct-effect", felt),
            {"intensity": "STRONG", "started_at": "2026-11-25T08:47", "because": "stronger"},
        )
    assert Effect.objects.get(supersedes=felt).started_at == felt.started_at


def test_an_adverse_event_is_written_down_after_the_session_is_closed(chair, desk_of):
    session = chair.home()
    with at(chair, 140):
        desk_of(chair.nurse).post(url("close", session))
    session.refresh_from_db()
    assert session.status == "CLOSED"
    with at(chair, 24 * 60):
        nurse = desk_of(chair.nurse)
        assert nurse.get(url("adverse-later", session)).status_code == 200
        told = {
            "term": "NAUSEA",
            "grade": "2",
            "phase": "POST_SAME_DAY",
            "onset_at": "2026-11-25T20:00",
            "relatedness": "PROBABLE",
            "outcome": "RESOLVING",
            "elicitation": "SPONTANEOUS",
            "expected": "on",
        }
        unfit = nurse.post(url("adverse-later", session), {**told, "grade": "9"})
        assert unfit.status_code == 422
        done = nurse.post(url("adverse-later", session), told)
        assert done.status_code == 302, said(done)
        event = AdverseEvent.objects.get(session=session)
        assert (event.phase, event.relatedness) == ("POST_SAME_DAY", "PROBABLE")
        followed = nurse.post(
            page_of("adverse-follow", event), {"outcome": "RESOLVED", "because": "gone by morning"}
        )
        assert followed.status_code == 302, said(followed)
        page = said(nurse.get(url("adverse-later", session)))
    assert "<s>Nausea, grade 2, resolving</s>" in page
    assert "gone by morning" in page
    assert AdverseEvent.objects.of(session.pk).standing().get().outcome == "RESOLVED"


def test_drawn_returned_wasted_and_witnessed_at_the_chair(chair, desk_of):
    session = chair.arrived()
    chair.checks(session)
    chair.vitals(session, 15)
    with at(chair, 16):
        empty = desk_of(chair.nurse).get(url("lots", session))
        assert "There is no signed order" in said(empty)
    chair.order(session)
    lot = chair.lot()
    with at(chair, 22):
        nurse = desk_of(chair.nurse)
        much = nurse.post(url("draw", session), {"lot": lot.pk, "quantity": "90"})
        assert much.status_code == 422
        assert "holds 20.00 mL" in said(much)
        assert 'value="90"' in said(much), "nothing that was typed is lost"
        drawn = nurse.post(url("draw", session), {"lot": lot.pk, "quantity": "2"})
        assert drawn.status_code == 302, said(drawn)
        assert "2.00 mL of lot DEMO-7 is in the hand." in said(nurse.get(url("lots", session)))
        nurse.post(url("return", session), {"lot": lot.pk, "quantity": "1"})
        over = nurse.post(url("return", session), {"lot": lot.pk, "quantity": "1.5"})
        assert "Only 1.00 mL of this lot is drawn" in said(over)
        nurse.post(
            url("waste-rest", session), {"lot": lot.pk, "quantity": "1", "reason": "dropped"}
        )
        line = LedgerLine.objects.get(session_id=session.pk, kind="WASTE")
        sign = url("witness", session, line.pk)
        own = said(nurse.get(url("lots", session)))
        assert "Somebody else signs this." in own
        assert sign not in own
        refused = nurse.post(sign, follow=True)
        assert "You wasted it. Somebody else must witness it." in said(refused)
        second = desk_of(chair.second)
        assert sign in said(second.get(url("lots", session)))
        second.post(sign)
        assert "Everything drawn is accounted for." in said(second.get(url("lots", session)))
    line.refresh_from_db()
    assert line.witnessed.witness == chair.second
    assert lot.balance_now() == D(19)
