"""The one door: who, one transaction, one signature."""

from datetime import timedelta

import pytest

from clinic.accounts.action import verbs
from clinic.accounts.actions import site as sites
from clinic.accounts.actions import staff
from clinic.accounts.models import Membership, User
from clinic.accounts.roles import Capability, Role
from clinic.audit.models import RowEvent
from clinic.core.errors import FreshSignInNeeded, HistoryBypassed, NotAllowed, StaleVersion
from clinic.policy.actions import version as policy_actions
from clinic.policy.models import PolicyVersion
from clinic.sites.models import Site


def test_a_verb_signs_both_histories_with_the_person_who_called_it(site, manager, at):
    sites.adjust_site(site, phone="505-555-0199", by=manager, at=at)
    latest = site.history.latest()
    assert latest.history_user_id == f"user:{manager.pk}"
    assert latest.actor_label == manager.name
    assert latest.history_date == at
    event = RowEvent.objects.filter(table="sites_site", pk_text=str(site.pk)).latest("id")
    assert event.actor == f"user:{manager.pk}"
    assert event.old["phone"] == "505-555-0100"
    assert event.new["phone"] == "505-555-0199"


def test_a_role_without_the_verb_is_refused_and_nothing_is_written(site, desk, at):
    with pytest.raises(NotAllowed):
        sites.adjust_site(site, phone="505-555-0199", by=desk, at=at)
    assert Site.objects.get(pk=site.pk).phone == "505-555-0100"


def test_a_role_at_another_site_is_no_role_here(site, other_site, other_desk, manager, at):
    with pytest.raises(NotAllowed):
        sites.adjust_site(other_site, phone="1", by=manager, at=at)


def test_an_ended_membership_gives_nothing(site, manager, desk, at):
    membership = Membership.objects.get(user=desk)
    staff.end_membership(membership, by=manager, at=at - timedelta(days=9))
    assert not User.objects.get(pk=desk.pk).may("appointment.book", site.pk)


def test_a_capability_is_asked_for_besides_the_role(site, prescriber, at):
    draft = policy_actions.draft(site, by=prescriber, at=at)
    with pytest.raises(NotAllowed):
        policy_actions.sign(draft, by=prescriber, at=at, authenticated_at=at)


@pytest.mark.parametrize("proof", [None, timedelta(minutes=5, seconds=1), timedelta(seconds=-1)])
def test_signing_needs_a_sign_in_of_the_last_five_minutes(site, director, at, proof):
    draft = policy_actions.draft(site, by=director, at=at)
    with pytest.raises(FreshSignInNeeded):
        policy_actions.sign(
            draft, by=director, at=at, authenticated_at=None if proof is None else at - proof
        )
    assert PolicyVersion.objects.in_force(site.pk, at) is None


def test_signing_at_the_fifth_minute_counts(site, director, at):
    draft = policy_actions.draft(site, by=director, at=at)
    policy_actions.sign(draft, by=director, at=at, authenticated_at=at - timedelta(minutes=5))
    assert PolicyVersion.objects.in_force(site.pk, at).signed_by == director
    assert PolicyVersion.objects.in_force(site.pk, at - timedelta(seconds=1)) is None


def test_a_step_outside_an_action_is_a_bug(site, manager, at):
    with pytest.raises(RuntimeError, match="step"):
        sites.adjust_site.step(site, phone="1", by=manager, at=at)


def test_saving_outside_an_action_is_a_bug(site):
    site.phone = "505-555-0001"
    with pytest.raises(HistoryBypassed):
        site.save()


def test_a_save_without_a_change_writes_nothing(site, manager, at):
    before = site.history.count()
    sites.adjust_site(site, phone=site.phone, by=manager, at=at)
    assert site.history.count() == before


def test_two_who_read_the_same_version_cannot_both_save(site, manager, at, settings):
    first, second = Site.objects.get(pk=site.pk), Site.objects.get(pk=site.pk)
    from django.db import transaction

    from clinic.core.actor import acting_as

    with transaction.atomic(), acting_as(manager, at=at):
        first.phone = "505-555-0001"
        first.save()
        second.address = "2 Nowhere Lane"
        with pytest.raises(StaleVersion), transaction.atomic():
            second.save()
    assert Site.objects.get(pk=site.pk).address == "1 Nowhere Lane"


def test_every_verb_says_what_it_does():
    silent = [verb.name for verb in verbs if not (verb.body.__doc__ or "").strip()]
    assert silent == []


def test_nobody_is_witness_without_the_duty(site, nurse, desk):
    assert nurse.has_capability(Capability.WITNESS, site.pk)
    assert not desk.has_capability(Capability.WITNESS, site.pk)
    assert nurse.roles_at(site.pk) == {Role.NURSE}
