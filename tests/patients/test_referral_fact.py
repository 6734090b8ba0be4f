"""What a referral says is settled by a clinician, line by line, and only then on the chart."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from clinic.core.errors import DomainError, IllegalMove, InvalidInput, NotAllowed
from clinic.tasks.models import Task
from patients.actions import merge
from patients.actions import patient as patients
from patients.actions import referral as referrals
from patients.actions import referral_fact as facts
from patients.models import Allergy, Condition, Medication, Referral, ReferralFact
from tests.patients.letters import ALL, FRACTURE, PENICILLIN, UNNAMED, ZELDA, changed, letter


@pytest.fixture
def referral(site, desk, at):
    return referrals.receive(site, letter=letter(ZELDA, (*ALL, UNNAMED)), by=desk, at=at)


def line(referral, text) -> ReferralFact:
    return referral.facts.get(text=text)


def test_a_confirmed_problem_is_on_the_chart_with_where_it_came_from(referral, nurse, at) -> None:
    fact = facts.confirm_fact(line(referral, "Major depression"), by=nurse, at=at)
    condition = Condition.objects.get()
    assert fact.became == condition.pk
    assert condition.came_from == fact.pk
    assert (condition.code, condition.confirmed_by) == ("370143000", nurse)
    assert condition.started_on is None
    assert condition.note == "Since 2011-05."
    assert Condition.objects.current().exists()


def test_what_the_sender_says_to_be_over_is_past(referral, nurse, at) -> None:
    facts.confirm_fact(line(referral, "Fracture of rib"), by=nurse, at=at)
    fracture = Condition.objects.get()
    assert (fracture.started_on, fracture.ended_on) == (date(2001, 2, 3), date(2001, 4, 5))
    assert not Condition.objects.current().exists()


def test_the_clinician_may_overrule_what_still_holds_and_put_it_in_other_words(
    referral, nurse, at
) -> None:
    facts.confirm_fact(
        line(referral, "Fracture of rib"), name="Rib pain", is_past=False, by=nurse, at=at
    )
    pain = Condition.objects.current().get()
    assert (pain.name, pain.ended_on) == ("Rib pain", None)
    assert line(referral, "Fracture of rib").status == "CONFIRMED"


def test_a_medicine_keeps_its_dose_and_an_allergy_its_severity(referral, nurse, at) -> None:
    facts.confirm_fact(line(referral, "Sertraline 50 MG"), by=nurse, at=at)
    facts.confirm_fact(line(referral, "Penicillin"), by=nurse, at=at)
    assert Medication.objects.get().dose == "1 tablet every day"
    allergy = Allergy.objects.get()
    assert (allergy.reaction, allergy.severity) == ("Hives (severe)", "SEVERE")


def test_several_are_confirmed_together_or_not_at_all(referral, nurse, at) -> None:
    good, bad = line(referral, "Penicillin"), line(referral, "")
    with pytest.raises(facts.NothingToConfirm):
        facts.confirm_facts(referral, facts=[good.pk, bad.pk], by=nurse, at=at)
    assert not Allergy.objects.exists()
    named = [fact.pk for fact in referral.facts.exclude(text="")]
    facts.confirm_facts(referral, facts=named, by=nurse, at=at)
    assert (Condition.objects.count(), Medication.objects.count(), Allergy.objects.count()) == (
        2,
        1,
        1,
    )


def test_a_line_of_another_referral_is_refused(referral, site, desk, nurse, at) -> None:
    other = referrals.receive(
        site,
        letter=letter(changed(ZELDA, birth_date=date(1950, 1, 1), identifiers=()), (PENICILLIN,)),
        by=desk,
        at=at,
    )
    with pytest.raises(InvalidInput):
        facts.confirm_facts(referral, facts=[other.facts.get().pk], by=nurse, at=at)


def test_a_line_without_a_name_can_be_named_or_set_aside(referral, nurse, at) -> None:
    with pytest.raises(facts.NothingToConfirm):
        facts.confirm_fact(line(referral, ""), by=nurse, at=at)
    facts.confirm_fact(line(referral, ""), name="Lithium", by=nurse, at=at)
    assert Medication.objects.get().name == "Lithium"


def test_setting_aside_needs_a_reason_and_reaches_no_chart(referral, nurse, at) -> None:
    with pytest.raises(InvalidInput):
        facts.reject_fact(line(referral, "Penicillin"), because="", by=nurse, at=at)
    fact = facts.reject_fact(
        line(referral, "Penicillin"), because="Tested since.", by=nurse, at=at
    )
    assert (fact.status, fact.settled_by) == ("REJECTED", nurse)
    assert not Allergy.objects.exists()


def test_what_was_set_aside_can_be_taken_up_again_but_a_confirmation_stands(
    referral, nurse, at
) -> None:
    fact = facts.reject_fact(
        line(referral, "Penicillin"), because="Tested since.", by=nurse, at=at
    )
    fact = facts.take_up_again(fact, by=nurse, at=at)
    fact = facts.confirm_fact(fact, by=nurse, at=at)
    with pytest.raises(IllegalMove):
        facts.reject_fact(fact, because="no", by=nurse, at=at)
    with pytest.raises(IllegalMove):
        facts.confirm_fact(fact, by=nurse, at=at)


def test_the_last_line_settles_the_referral_and_closes_its_task(referral, nurse, at) -> None:
    assert Task.objects.open().filter(kind="REFERRAL_REVIEW").count() == 1
    named = [fact.pk for fact in referral.facts.exclude(text="")]
    facts.confirm_facts(referral, facts=named, by=nurse, at=at)
    with pytest.raises(facts.StillWaiting):
        facts.finish_review(referral, by=nurse, at=at)
    last = facts.reject_facts(
        referral, facts=[line(referral, "").pk], because="Asked; a mistake.", by=nurse, at=at
    )
    assert last.status == Referral.Status.SETTLED
    assert not Task.objects.open().filter(kind="REFERRAL_REVIEW").exists()


def test_a_letter_that_says_nothing_is_still_read_by_somebody(site, desk, nurse, at) -> None:
    empty = referrals.receive(site, letter=letter(ZELDA, ()), by=desk, at=at)
    assert empty.status == Referral.Status.OPEN
    assert facts.finish_review(empty, by=nurse, at=at).status == Referral.Status.SETTLED


def test_the_desk_and_the_therapist_confirm_nothing(
    referral, desk, therapist, manager, at
) -> None:
    for person in (desk, therapist, manager):
        with pytest.raises(NotAllowed):
            facts.confirm_fact(line(referral, "Penicillin"), by=person, at=at)


def test_nothing_is_confirmed_before_it_is_known_about_whom(site, desk, nurse, at) -> None:
    unknown = referrals.receive(
        site, letter=letter(changed(ZELDA, birth_date=None)), by=desk, at=at
    )
    with pytest.raises(DomainError, match="who this referral is about"):
        facts.confirm_fact(unknown.facts.first(), by=nurse, at=at)


def test_a_declined_referral_confirms_nothing(referral, nurse, at) -> None:
    referrals.decline(referral, because="Treated elsewhere.", by=nurse, at=at)
    with pytest.raises(DomainError, match="declined"):
        facts.confirm_fact(line(referral, "Penicillin"), by=nurse, at=at)


def test_after_a_merge_the_line_lands_on_the_record_that_is_left(
    referral, site, desk, nurse, at
) -> None:
    left = patients.register(
        site, given_name="Zelda", family_name="Left", birth_date=date(1984, 3, 4), by=desk, at=at
    )
    merge.merge(referral.patient, into=left, by=desk, at=at)
    facts.confirm_fact(line(referral, "Penicillin"), by=nurse, at=at)
    assert Allergy.objects.get().patient == left


def test_a_very_long_line_fits_the_chart_and_a_contradiction_does_not_stop_it(
    site, desk, nurse, at
) -> None:
    odd = replace(FRACTURE, text="word " * 90, since=FRACTURE.until, until=FRACTURE.since)
    referral = referrals.receive(site, letter=letter(ZELDA, (odd,)), by=desk, at=at)
    facts.confirm_fact(referral.facts.get(), by=nurse, at=at)
    assert len(Condition.objects.get().name) <= 200
    assert Condition.objects.get().is_past


def test_the_database_refuses_a_confirmation_that_made_nothing(referral, nurse, at) -> None:
    """Whatever the code does: CONFIRMED without what it became cannot be stored."""
    sql = "UPDATE patients_referralfact SET status = 'CONFIRMED', settled_at = now(), settled_by_id = %s WHERE id = %s"
    fact = line(referral, "Penicillin")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', 'user:test', true)")
        with pytest.raises(IntegrityError, match="a_settled_referral_fact"):
            cursor.execute(sql, [nurse.pk, fact.pk])
        transaction.set_rollback(True)
