"""Booking against a rule by the API: named, with a reason, where the signed policy allows it; kept for good."""

import pytest

from clinic.scheduling.models import Appointment, BookingOverride

PATH = "appointments/"
REASON = "She travels back on Saturday night."
BOTH = ["outside-hours", "not-on-duty"]


@pytest.fixture
def saturday(calendar):
    return {
        "patient": str(calendar.walk.register().pk),
        "site": str(calendar.site.pk),
        "kind": "SCREENING",
        "room": str(calendar.office.pk),
        "staff": [{"user": str(calendar.walk.prescriber.pk), "role": "PRESCRIBER"}],
        "starts_at": "2026-11-28T09:00",
    }


def with_override(body, codes=BOTH, reason=REASON):
    return {**body, "override": {"codes": codes, "reason": reason}}


def test_the_rules_are_named_then_put_aside_once(desk_calls, saturday, signed_policy):
    status, said = desk_calls.post(PATH, saturday)
    assert (status, said["code"]) == (409, "rules-in-the-way")
    assert {each["code"] for each in said["more"]["reasons"]} == set(BOTH)
    body = with_override(saturday)
    first = desk_calls.post(PATH, body, key="anyway")
    assert (first[0], first[1]["status"]) == (201, "BOOKED")
    assert desk_calls.post(PATH, body, key="anyway") == first
    assert desk_calls.replayed
    assert Appointment.objects.count() == 1
    kept = BookingOverride.objects.order_by("code")
    assert [(each.code, each.reason) for each in kept] == [
        ("not-on-duty", REASON),
        ("outside-hours", REASON),
    ]


@pytest.mark.parametrize(
    ("override", "status", "code"),
    [
        ({"codes": BOTH, "reason": ""}, 400, "invalid"),
        ({"codes": BOTH, "reason": "   "}, 400, "invalid"),
        ({"codes": BOTH, "reason": "x" * 5000}, 400, "invalid"),
        ({"codes": BOTH}, 400, "invalid"),
        ({"codes": [], "reason": REASON}, 400, "invalid"),
        ({"codes": ["course-state"], "reason": REASON}, 400, "invalid"),  # no soft rule
        ({"codes": ["outside-hours"], "reason": REASON}, 409, "rules-in-the-way"),
    ],
)
def test_without_a_reason_or_for_a_hard_rule_nothing_is_put_aside(
    desk_calls, saturday, signed_policy, override, status, code
):
    assert desk_calls.refused(PATH, {**saturday, "override": override})[:2] == (status, code)
    assert not Appointment.objects.exists()


def test_without_a_signed_policy_the_same_body_is_refused(desk_calls, saturday, signed_policy):
    """The policy in force is what allows it: a moment before it was signed, it does not."""
    from clinic.policy.models.version import PolicyVersionQuerySet

    with pytest.MonkeyPatch.context() as unsigned:
        unsigned.setattr(PolicyVersionQuerySet, "in_force", lambda *_a: None)
        status, code, _field, sentence = desk_calls.refused(PATH, with_override(saturday))
    assert (status, code) == (409, "rules-in-the-way")
    assert "The signed clinical policy does not let this rule be put aside." in sentence
    assert desk_calls.post(PATH, with_override(saturday))[0] == 201


def test_what_is_taken_is_taken_and_a_move_asks_again(
    desk_calls, calendar, saturday, signed_policy
):
    first = desk_calls.post(PATH, with_override(saturday))[1]
    other = {**saturday, "patient": str(calendar.walk.register("Bryony", "Sample").pk)}
    assert desk_calls.refused(PATH, with_override(other))[:2] == (409, "slot-taken")
    later = {"starts_at": "2026-11-28T11:00"}
    here = f"{PATH}{first['id']}/move/"
    assert desk_calls.refused(here, later)[:2] == (409, "rules-in-the-way")
    status, moved = desk_calls.post(here, with_override(later))
    assert (status, moved["replaces"]) == (200, first["id"])
    assert BookingOverride.objects.filter(appointment=moved["id"]).count() == 2
