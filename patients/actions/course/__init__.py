"""Every verb of a course, under one name: ``from patients.actions import course``.

Each move is one verb with its own permission, its reasons, its line and its event.
"""

from patients.actions.course.deciding import (
    decline,
    defer,
    mark_eligible,
    start_screening,
    take_back_turning_down,
    turn_down,
)
from patients.actions.course.moving import lock
from patients.actions.course.opening import (
    choose_protocol,
    no_contact,
    open_course,
    record_attempt,
    take_up_again,
)
from patients.actions.course.stopping import (
    call_long_pause,
    close_follow_up,
    complete,
    discontinue,
    pause,
    resume,
)
from patients.actions.course.treating import (
    activate,
    extend,
    go_on,
    maintain,
    mark_consented,
    mark_ready,
    review_due,
    start_preparing,
)

__all__ = [
    "activate",
    "call_long_pause",
    "choose_protocol",
    "close_follow_up",
    "complete",
    "decline",
    "defer",
    "discontinue",
    "extend",
    "go_on",
    "lock",
    "maintain",
    "mark_consented",
    "mark_eligible",
    "mark_ready",
    "no_contact",
    "open_course",
    "pause",
    "record_attempt",
    "resume",
    "review_due",
    "start_preparing",
    "start_screening",
    "take_back_turning_down",
    "take_up_again",
    "turn_down",
]
