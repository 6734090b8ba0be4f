"""What a first dose still waits for, as far as the packages below the gate know (domain/01 T3)."""

from __future__ import annotations

from datetime import datetime

from consent.policies import standing
from patients.models import Course
from patients.policies import course as courses


def missing(course: Course, at: datetime) -> list[str]:
    """Sentences; none when the course is ready. Raises ``NoSignedPolicy`` where no policy is signed."""
    return [*courses.missing_for_ready(course, at), *standing.missing(course, at)]


def is_ready(course: Course, at: datetime) -> bool:
    """Nothing is missing. A site without a signed policy has nobody ready."""
    try:
        return not missing(course, at)
    except courses.NoSignedPolicy:
        return False
