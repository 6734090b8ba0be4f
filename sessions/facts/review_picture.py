"""Everything the team has before it when a course is reviewed: read once for the page, the API and the decision."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clinic.core.actor import Actor
from clinic.policy.terms import LongTermTerms
from patients.models import Course, CourseMove
from patients.progress.course import CourseProgress
from sessions.exposure import Exposure, Standing, standing
from sessions.exposure.triggers import starts
from sessions.facts import exposure, progress, review
from sessions.models import AdverseEvent, EarlierTreatment, ReviewOpinion


@dataclass(frozen=True)
class Picture:
    """One course at one instant. ``opening`` is None where no review is or was due; ``given`` counts its doses."""

    course: Course
    at: datetime
    opening: CourseMove | None
    given: int
    between: review.Between
    exposure: Exposure
    standing: tuple[Standing, ...]
    progress: CourseProgress
    adverse: tuple[AdverseEvent, ...]
    opinions: tuple[ReviewOpinion, ...]
    elsewhere: tuple[EarlierTreatment, ...]

    @property
    def has_response(self) -> bool:
        """Whether any scale fell by half or more (domain/10 §10.2)."""
        return any(
            one.outcome is not None and one.outcome.is_response for one in self.progress.series
        )

    @property
    def can_continue(self) -> bool:
        """Whether the plan holds a further acute dose: what a review that came early can go on with."""
        return not self.between.use.in_maintenance and self.given < self.course.planned_doses

    @property
    def fingerprint(self) -> str:
        """Changes when anything a decision is made on does: what was read is what is signed."""
        parts = [
            self.opening.pk if self.opening else "",
            *(reason.pk for reason in self.between.reasons),
            *(f"{one.code}{one.level}{one.low}{one.high}" for one in self.standing),
            *(one.latest.answer.id for one in self.progress.series if one.latest),
            *(event.pk for event in self.adverse),
            *(opinion.pk for opinion in self.opinions),
            *(one.pk for one in self.elsewhere),
        ]
        return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]

    @property
    def kept(self) -> dict[str, Any]:
        """As it is stored with the decision: numbers and ids, no names."""
        windows = {
            window.name: [
                {
                    "route": line.route,
                    "sessions": [str(line.sessions.low), _text(line.sessions.high)],
                    "mg": [str(line.mg.low), _text(line.mg.high)],
                }
                for line in window.lines
            ]
            for window in self.exposure.windows
        }
        return {
            "exposure": windows,
            "response": [
                {"instrument": one.code, "baseline": one.outcome.baseline, "now": one.outcome.now}
                for one in self.progress.series
                if one.outcome is not None
            ],
            "adverse_events": [
                {"id": str(e.pk), "term": e.term, "grade": e.grade, "serious": e.serious}
                for e in self.adverse
            ],
            "opinions": [str(o.pk) for o in self.opinions],
            "reasons": [str(r.pk) for r in self.between.reasons],
        }


def _text(number: Any) -> str | None:
    return None if number is None else str(number)


def read(course: Course, terms: LongTermTerms, at: datetime, *, viewer: Actor) -> Picture:
    """The whole picture, a constant number of queries. ``course`` with its site.

    Records are those ``viewer`` may see; the amounts are of every site, as at the gate: how much a person has had
    does not depend on who looks.
    """
    records = exposure.records_of(course.patient_id)
    doses = exposure.of_person(course.patient_id)
    between = review.between(course, at)
    opening = review.opening(course)
    told = doses.told(at, course.site.zone)
    opinions = ReviewOpinion.objects.visible_to(viewer).filter(course=course, opening=opening)
    adverse = AdverseEvent.objects.visible_to(viewer).standing().filter(patient__in=records)
    elsewhere = EarlierTreatment.objects.visible_to(viewer).true().filter(patient__in=records)
    return Picture(
        course=course,
        at=at,
        opening=opening,
        given=len(starts(doses.parts, str(course.pk))),
        between=between,
        exposure=told,
        standing=standing(doses.parts, told, between.use, terms, course.site.zone),
        progress=progress.load([course], at, viewer=viewer)[course.pk],
        adverse=tuple(adverse.select_related("session").order_by("-grade", "-onset_at", "pk")),
        opinions=newest(opinions.select_related("author").order_by("signed_at", "pk")),
        elsewhere=tuple(elsewhere.order_by("from_on", "pk")),
    )


def newest(opinions: Any) -> tuple[ReviewOpinion, ...]:
    """Of each author the last word, in the order in which they were given."""
    last = {opinion.author_id: opinion for opinion in opinions}
    return tuple(sorted(last.values(), key=lambda one: (one.signed_at, one.pk)))
