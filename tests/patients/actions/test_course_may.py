"""Who may move a course: written by hand, for every verb."""

import pytest

from clinic.accounts.roles import Role
from clinic.core.errors import NotAllowed
from patients.actions import course as courses
from tests.people import hire

MAY = {
    "open_course": "desk nurse prescriber therapist",
    "choose_protocol": "prescriber",
    "start_screening": "nurse prescriber therapist",
    "mark_eligible": "",
    "defer": "prescriber",
    "decline": "prescriber",
    "mark_consented": "",
    "start_preparing": "prescriber therapist",
    "mark_ready": "prescriber therapist",
    "activate": "",
    "review_due": "prescriber",
    "go_on": "",
    "extend": "",
    "maintain": "",
    "pause": "nurse prescriber therapist",
    "resume": "prescriber",
    "discontinue": "prescriber therapist",
    "complete": "prescriber therapist",
    "close_follow_up": "prescriber therapist",
    "no_contact": "desk",
    "record_attempt": "desk",
    "take_up_again": "desk",
}


@pytest.mark.parametrize(
    "role", ["desk", "nurse", "prescriber", "therapist", "manager", "auditor"]
)
def test_who_may_move_a_course(request, site, role):
    """Written by hand: a verb given to another role is red until somebody writes it here."""
    user = request.getfixturevalue(role)
    allowed = {name for name in MAY if getattr(courses, name).allowed(user, site.pk)}
    assert allowed == {name for name, roles in MAY.items() if role in roles.split()}


def test_every_verb_is_in_the_table_of_who_may():
    # Parts of other verbs: nobody calls them by themselves.
    steps = {"lock", "call_long_pause", "turn_down", "take_back_turning_down"}
    assert set(MAY) == set(courses.__all__) - steps


def test_a_clinician_elsewhere_moves_nothing_here(walk, other_site):
    other_prescriber = hire(other_site, Role.PRESCRIBER, "Orin Elsewhere")
    with pytest.raises(NotAllowed):
        courses.pause(
            walk.referred(),
            reason="STAFFING",
            owner=walk.prescriber,
            review_on=walk.day(3),
            by=other_prescriber,
            at=walk.at,
        )
