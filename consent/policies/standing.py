"""Which consents hold for many courses at once, and what each lacks: what the gate and the boards read.

A constant number of queries, however many courses: consents, forms, policies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.policy.models import PolicyVersion
from clinic.policy.terms import ClinicalPolicy
from clinic.sites.models import Site
from consent.models import Consent, ConsentForm
from consent.standing import (
    ConsentFacts,
    FormFacts,
    Place,
    Standing,
    judge,
    mandatory_types,
)
from patients.models import Course


@dataclass(frozen=True, slots=True)
class Question:
    """Do the mandatory consents of this course hold for ``route``? Empty route: the course's own."""

    course: Course
    route: str = ""
    last_dose_at: datetime | None = None

    @property
    def asked_route(self) -> str:
        return self.route or self.course.route


@dataclass(frozen=True, slots=True)
class Answer:
    """One standing per mandatory type, in their order."""

    course_id: UUID
    route: str
    standings: tuple[Standing, ...]

    @property
    def holds(self) -> bool:
        """All of them do. A course without a route has none that could."""
        return bool(self.route) and bool(self.standings) and all(s.holds for s in self.standings)

    @property
    def lacking(self) -> tuple[Standing, ...]:
        return tuple(standing for standing in self.standings if not standing.holds)

    @property
    def holding_ids(self) -> tuple[UUID, ...]:
        """The consents that hold, for the gate's evidence."""
        return tuple(s.consent_id for s in self.standings if s.holds and s.consent_id)


def load(
    questions: Iterable[Question],
    at: datetime,
    *,
    policies: Mapping[UUID, ClinicalPolicy] | None = None,
) -> dict[tuple[UUID, str], Answer]:
    """Answers by ``(course id, route)``: four queries at most.

    ``policies`` by site, where the caller has them; otherwise those in force are read, and where none
    is signed the shipped terms stand in (the gate refuses such a site by itself).
    """
    asked = list(questions)
    sites = Site.objects.in_bulk({q.course.site_id for q in asked})
    consents: dict[UUID, list[ConsentFacts]] = defaultdict(list)
    rows = Consent.objects.filter(course__in={q.course.pk for q in asked}).select_related("form")
    for row in rows:
        consents[row.course_id].append(row.facts)
    forms = [form.facts for form in ConsentForm.objects.filter(effective_from__lte=at)]
    if policies is None:
        policies = _in_force(set(sites), at)
    return {
        (q.course.pk, q.asked_route): _answer(
            q,
            sites[q.course.site_id],
            consents[q.course.pk],
            forms,
            policies.get(q.course.site_id) or ClinicalPolicy(),
            at,
        )
        for q in asked
    }


def _answer(
    question: Question,
    site: Site,
    consents: list[ConsentFacts],
    forms: list[FormFacts],
    policy: ClinicalPolicy,
    at: datetime,
) -> Answer:
    place = Place(site.jurisdiction, at, site.today(at))
    route = question.asked_route
    return Answer(
        question.course.pk,
        route,
        tuple(
            judge(
                type_,
                consents,
                forms,
                route,
                place,
                last_dose_at=question.last_dose_at,
                gap_days=policy.gate.consent_gap_days,
            )
            for type_ in mandatory_types(
                policy.gate.consent_types, route, maintenance=question.course.in_maintenance
            )
        ),
    )


def _in_force(sites: set[UUID], at: datetime) -> dict[UUID, ClinicalPolicy]:
    rows = PolicyVersion.objects.signed().filter(site__in=sites, signed_at__lte=at)
    newest = rows.order_by("site_id", "-number").distinct("site_id")
    return {row.site_id: row.policy for row in newest}


def of_course(course: Course, at: datetime, *, route: str = "") -> Answer:
    """The answer for one course."""
    question = Question(course, route)
    return load([question], at)[course.pk, question.asked_route]


def missing(course: Course, at: datetime) -> list[str]:
    """Sentences about what does not hold for the course's own route; none when all does."""
    if not course.route:
        return [_("The course has no plan yet, so nobody knows which consents it needs.")]
    answer = of_course(course, at)
    return [
        f"{ConsentForm.Type(s.type).label if s.type in ConsentForm.Type.values else s.type}: {s.sentence}"
        for s in answer.lacking
    ]
