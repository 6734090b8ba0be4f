"""Booking against a rule: only soft rules, only those the signed policy names, only with a reason; kept for good.

Negative control, in `test_nothing_is_put_aside_without_a_signed_policy`: the same booking with the policy signed goes
in, so it is the policy that refuses.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from clinic.accounts.system import SETUP
from clinic.core.actor import acting_as
from clinic.core.errors import InvalidInput
from clinic.policy.actions import version as policies
from clinic.policy.models.version import PolicyVersionQuerySet
from clinic.policy.terms import ClinicalPolicy
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.actions import visit_kind
from clinic.scheduling.actions.slot_taken import SlotTaken
from clinic.scheduling.models import Appointment, BookingOverride
from clinic.scheduling.policies.booking import Override, RulesInTheWay
from tests.clinic.scheduling.conftest import DAY, NINE

SATURDAY = NINE + 3 * DAY
REASON = "She travels back on Saturday night."


def anyway(*codes, reason=REASON):
    return Override(reason, frozenset(codes))


def sign(site, director, at, **booking):
    """The next version of the policy, with these booking terms, in force."""
    draft = policies.draft(site, by=director, at=at)
    terms = ClinicalPolicy.from_dict(draft.terms).to_dict()
    terms["booking"] |= booking
    policies.adjust(draft, terms=terms, note="", by=director, at=at)
    return policies.sign(draft, by=director, at=at, authenticated_at=at)


def test_soft_rules_are_put_aside_with_a_reason_and_kept(calendar, signed_policy):
    visit = calendar.screening(starts_at=SATURDAY, override=anyway("outside-hours", "not-on-duty"))
    kept = {each.code: each for each in BookingOverride.objects.filter(appointment=visit)}
    assert set(kept) == {"outside-hours", "not-on-duty"}
    assert kept["outside-hours"].sentence == "The site is closed that day."
    assert {each.reason for each in kept.values()} == {REASON}
    assert {each.policy_version_id for each in kept.values()} == {signed_policy.pk}
    assert {each.by for each in kept.values()} == {calendar.walk.desk.actor_id}


def test_only_the_rules_that_were_in_the_way_are_kept(calendar, signed_policy):
    visit = calendar.screening(override=anyway("outside-hours", "room-kind"))
    assert not BookingOverride.objects.filter(appointment=visit).exists()


def test_a_rule_nobody_named_still_refuses(calendar, signed_policy):
    with pytest.raises(RulesInTheWay) as refused:
        calendar.screening(starts_at=SATURDAY, override=anyway("outside-hours"))
    assert refused.value.codes == {"not-on-duty"}
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 5000])
def test_a_reason_is_said_and_short(calendar, signed_policy, reason):
    with pytest.raises(InvalidInput) as refused:
        calendar.screening(starts_at=SATURDAY, override=anyway("outside-hours", reason=reason))
    assert refused.value.field == "override_reason"


def test_nothing_is_put_aside_without_a_signed_policy(calendar, signed_policy, monkeypatch):
    wanted = {"starts_at": SATURDAY, "override": anyway("outside-hours", "not-on-duty")}
    with monkeypatch.context() as unsigned:
        unsigned.setattr(PolicyVersionQuerySet, "in_force", lambda *_a: None)
        with pytest.raises(RulesInTheWay) as refused:
            calendar.screening(**wanted)
    assert refused.value.codes == {"outside-hours", "not-on-duty", "override-refused"}
    calendar.screening(**wanted)


def test_the_director_takes_a_rule_off_the_list(calendar, director, at):
    sign(calendar.site, director, at, may_be_put_aside=["not-on-duty"])
    with pytest.raises(RulesInTheWay) as refused:
        calendar.screening(starts_at=SATURDAY, override=anyway("outside-hours", "not-on-duty"))
    assert refused.value.codes == {"outside-hours", "override-refused"}


def test_a_policy_signed_before_these_terms_existed_allows_nothing(calendar, signed_policy):
    old = {name: part for name, part in ClinicalPolicy().to_dict().items() if name != "booking"}
    read = ClinicalPolicy.from_dict(old).booking
    assert (read.may_be_put_aside, read.chairs_per_nurse, read.by_video) == ((), 1, ())


def test_what_is_taken_stays_taken_whatever_is_put_aside(calendar, signed_policy):
    """A hard rule is no rule of ours: the database holds it."""
    first = calendar.screening()
    everything = anyway("outside-hours", "not-on-duty", "room-kind", "equipment", "slot-taken")
    for taken in (
        {"patient": first.patient, "room": calendar.chair, "staff": []},
        {"room": calendar.chair},
        {"staff": [(calendar.walk.nurse, "NURSE")], "kind": "FOLLOW_UP"},
    ):
        with pytest.raises(SlotTaken):
            calendar.screening(**{"kind": "FOLLOW_UP", **taken}, override=everything)


def test_a_hard_rule_is_not_put_aside(calendar, signed_policy):
    course = calendar.walk.referred()
    with pytest.raises(RulesInTheWay) as refused:
        calendar.dosing(course, override=anyway("course-state"))
    assert refused.value.codes == {"course-state", "override-refused"}


def test_missing_equipment_is_named_and_may_be_put_aside(calendar, signed_policy, manager, at):
    visit_kind.adjust_visit_kind(
        calendar.site, code="DOSING_IV", equipment=["INFUSION_PUMP", "OXYGEN"], by=manager, at=at
    )
    rooms.adjust_room(calendar.other_chair, equipment=["OXYGEN"], by=manager, at=at)
    course = calendar.walk.ready()
    with pytest.raises(RulesInTheWay, match="Chair 2 lacks: infusion pump") as refused:
        calendar.dosing(course, room=calendar.other_chair)
    assert refused.value.codes == {"equipment"}
    rooms.adjust_room(
        calendar.other_chair, equipment=["OXYGEN", "INFUSION_PUMP"], by=manager, at=at
    )
    # The page still holds the room as it was without the pump.
    calendar.dosing(course, room=calendar.other_chair)
    calendar.dosing(course, starts_at=NINE + DAY, override=anyway("equipment"))


def test_a_move_asks_again(calendar, signed_policy):
    visit = calendar.screening(starts_at=SATURDAY, override=anyway("outside-hours", "not-on-duty"))
    later = {
        "starts_at": SATURDAY + timedelta(hours=1),
        "by": calendar.walk.desk,
        "at": calendar.walk.at,
    }
    with pytest.raises(RulesInTheWay):
        actions.move(visit, **later)
    moved = actions.move(visit, override=anyway("outside-hours", "not-on-duty"), **later)
    assert BookingOverride.objects.filter(appointment=moved).count() == 2


def test_the_database_keeps_no_override_of_a_hard_rule(calendar, signed_policy):
    visit = calendar.screening()
    row = BookingOverride(
        site=visit.site,
        patient=visit.patient,
        appointment=visit,
        code="course-state",
        sentence="No.",
        reason=REASON,
        by="user:somebody",
        at=calendar.walk.at,
        policy_version=signed_policy,
        created_at=calendar.walk.at,
    )
    with (
        pytest.raises(DatabaseError, match="only_a_soft_rule_is_put_aside"),
        transaction.atomic(),
        acting_as(SETUP, at=calendar.walk.at),
    ):
        row.save()
