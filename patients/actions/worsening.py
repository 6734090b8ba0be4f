"""A score well above where treatment began: a clinician speaks with the person the same day (domain/01 1.9) [S22].

Expected, not rare: 8.4 % of one series of 537 had more symptoms after induction. Hence a call, and no stop by rule.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.models import Membership
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.localtime import rule_instant
from clinic.core.locks import lock
from clinic.policy.models import PolicyVersion
from clinic.policy.terms import ClinicalPolicy
from clinic.sites.models import Site
from clinic.tasks.actions import task
from clinic.tasks.models import Task
from patients.instruments.change import Change, rule_of
from patients.models import Course, MeasureAnswer, MeasureResponse
from patients.progress.facts import Answer, Bounds, Dose, bounds_of
from patients.progress.series import baseline_of, clinic_rule, item_before

KIND = "WORSENING_CONTACT"
END_OF_DAY = time(23, 59)
# "The same day" leaves at least this long to somebody who answers late in the evening [POL].
SAME_DAY_AT_LEAST = timedelta(hours=2)


@step
def consider(response_id: UUID, *, by: Actor, at: datetime) -> Task | None:
    """Raise the task that this answer asks for, once: asked again about the same answer, nothing happens.

    Compared is the clinic's first measure, exact scores alone; a course without a first dose has no baseline.
    """
    response = MeasureResponse.objects.select_related("instrument", "site", "course").get(
        pk=response_id
    )
    course = _course_of(response)
    if course is None or course.first_dose_at is None:
        return None
    version = PolicyVersion.objects.in_force(course.site_id, at)
    policy = version.policy if version else ClinicalPolicy()
    bounds = bounds_of(policy)
    if response.instrument.code != bounds.primary:
        return None
    change = _change(response, course, bounds)
    if change is None or not change.is_worse:
        return None
    key = f"worsening:{response.pk}"
    lock(("task", key))
    if Task.objects.filter(key=key).exists():
        return None
    return _call(course, key, timedelta(minutes=policy.progress.contact_escalate_minutes), by, at)


def _course_of(response: MeasureResponse) -> Course | None:
    """The course it was answered for; without one, the newest the person had by then here."""
    if response.course is not None:
        return response.course
    theirs = Course.objects.filter(patient=response.patient_id, site=response.site_id)
    return theirs.filter(opened_at__lte=response.started_at).order_by("-opened_at").first()


def _change(response: MeasureResponse, course: Course, bounds: Bounds) -> Change | None:
    """From the baseline to this answer. The first dose needs no number here: it is where the course began."""
    if course.first_dose_at is None:
        return None
    first = Dose(1, course.site.today(course.first_dose_at), course.first_dose_at)
    answers = _answers(response, course)
    rule = clinic_rule(response.instrument.instrument, bounds)
    now = next(answer for answer in answers if answer.id == response.pk)
    earlier = [answer for answer in answers if answer.id != response.pk]
    baseline = baseline_of(earlier, first, bounds)
    item = item_before(earlier, first, bounds)
    if not first.is_before(now):
        return None
    if baseline is not None and baseline.exact is not None and now.exact is not None:
        return Change(rule, baseline.exact, now.exact, item, now.item)
    # No exact total at one end: the single answer still speaks, as it was given.
    return Change(rule, 0, 0, item, now.item)


def _answers(response: MeasureResponse, course: Course) -> list[Answer]:
    rows = MeasureResponse.objects.complete().of(response.instrument.code)
    rows = rows.filter(patient=course.patient_id, site=course.site_id)
    watched = rule_of(response.instrument.instrument).item or ""
    given = MeasureAnswer.objects.filter(response__in=rows, item=watched)
    items = {answer.response_id: answer.value for answer in given}
    return [
        Answer(
            id=row.pk,
            on=row.answered_on,
            at=row.completed_at or row.started_at,
            total=row.total,
            prorated=row.prorated,
            paper=row.entry == MeasureResponse.Entry.PAPER,
            item=items.get(row.pk),
        )
        for row in rows
    ]


def _call(course: Course, key: str, wait: timedelta, by: Actor, at: datetime) -> Task:
    on_duty = Membership.objects.filter(site=course.site).on_duty(at).first()
    return task.raise_task.step(
        course.site,
        kind=KIND,
        sentence=_("Call this patient today. They say they are worse than before treatment."),
        patient_id=course.patient_id,
        subject_id=course.pk,
        role=None if on_duty else Role.PRESCRIBER,
        person=on_duty.user if on_duty else None,
        due_at=_end_of_day(course.site, at),
        escalate_at=at + wait,
        escalate_to_role=Role.PRESCRIBER,
        link=f"/courses/{course.pk}/progress/",
        key=key,
        by=by,
        at=at,
    )


def _end_of_day(site: Site, at: datetime) -> datetime:
    evening = rule_instant(datetime.combine(site.today(at), END_OF_DAY), site.timezone)
    return max(evening, at + SAME_DAY_AT_LEAST)
