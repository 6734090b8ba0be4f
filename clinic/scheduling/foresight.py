"""What would stand in the way of a free time of a dosing visit: "not before her consent is signed"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clinic.core.ids import uuid7
from clinic.scheduling import outlook
from clinic.scheduling.models import Kind
from clinic.scheduling.models.ahead import Ahead
from clinic.scheduling.models.free_time import FreeTime, Search
from patients.models import Course


def obstacles_of(
    found: Sequence[FreeTime], search: Search, course: Course | None, at: datetime
) -> list[list[str]]:
    """For each free time the gate's sentences, none for a visit that gives no dose. A constant number of queries."""
    if search.visit_kind.kind != Kind.DOSING or course is None:
        return [[] for _each in found]
    ahead = [
        Ahead(
            key=uuid7(),
            site_id=search.site.pk,
            patient_id=course.patient_id,
            course_id=course.pk,
            route=search.visit_kind.route,
            room_id=each.room_id,
            staff=each.staff,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
        )
        for each in found
    ]
    said = outlook.obstacles(ahead, at)
    return [[obstacle.sentence for obstacle in said.get(each.key, [])] for each in ahead]
