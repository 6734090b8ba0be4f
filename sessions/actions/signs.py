"""Signs that came with a result, an answer or an adverse event: turned into reasons of a review, or a pause."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.action import step
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.policy.terms import LongTermTerms
from clinic.sites.models import Site
from clinic.tasks.actions import task
from patients.models import MeasureResponse, TestResult
from sessions.actions import review_due
from sessions.actions.review_due import Sudden, terms_at
from sessions.exposure import Code, Level
from sessions.exposure.signs import bladder_rise, cognition_fall, liver_is_high
from sessions.facts import exposure
from sessions.facts import signs as facts
from sessions.models import DosingSession


@step
def of_answer(response_id: UUID, *, by: Actor, at: datetime) -> None:
    """A questionnaire was finished: bladder and memory are looked at."""
    response = MeasureResponse.objects.select_related("instrument").get(pk=response_id)
    code = response.instrument.code
    terms = terms_at(response.site_id, at)
    found: list[Sudden] = []
    if code == facts.ICSI and response.total is not None:
        found = _bladder_score(response, terms, at)
    elif code == facts.URINARY:
        said = facts.answers(response_id, facts.PAIN_OR_BLOOD)
        if any(said.values()):
            what = _("pain or blood when passing urine")
            found = [_bladder(response_id, what)]
    elif code == facts.COGNITION:
        found = _memory(response, terms)
    if found:
        review_due.evaluate(response.patient_id, sudden=found, by=by, at=at)


def _memory(response: MeasureResponse, terms: LongTermTerms) -> list[Sudden]:
    """What the person notices asks for a review; what a test shows too, for a pause (domain/06)."""
    if not facts.says_worse(response.pk):
        return []
    shown = _declines(exposure.records_of(response.patient_id), terms)
    if shown:
        what = _("worse than before treatment, says the patient, and %(test)s") % {
            "test": "; ".join(what for _row, what in shown)
        }
        return [Sudden(Code.COGNITION, Level.PAUSE, str(response.pk), {"what": what})]
    what = _("worse than before treatment, says the patient. Test it before the next dose")
    return [Sudden(Code.COGNITION, Level.RX, str(response.pk), {"what": what})]


def _declines(records: list[UUID], terms: LongTermTerms) -> list[tuple[TestResult, str]]:
    """The newest result of each test that lies as far below the person's first as the policy calls a decline."""
    found = []
    for kind, rows in facts.cognition_tests(records).items():
        first, newest = rows[0], rows[-1]
        fall = cognition_fall(first.value, newest.value, in_t=kind == facts.IN_T, terms=terms)
        if fall is not None:
            what = _("%(kind)s fell from %(first)s to %(now)s") % {
                "kind": newest.get_kind_display(),
                "first": first.shown,
                "now": newest.shown,
            }
            found.append((newest, what))
    return found


@step
def _judge_cognition(row: TestResult, by: Actor, at: datetime) -> None:
    """A decline that the person notices too pauses the course; one that only the test shows is weighed in a review."""
    records = exposure.records_of(row.patient_id)
    told = facts.newest_memory_check(records)
    level = Level.PAUSE if told is not None and facts.says_worse(told) else Level.RX
    sudden = [
        Sudden(Code.COGNITION, level, str(newest.pk), {"what": what})
        for newest, what in _declines(records, terms_at(row.site_id, at))
        if newest.kind == row.kind
    ]
    if sudden:
        review_due.evaluate(row.patient_id, sudden=sudden, by=by, at=at)


def _bladder(cause: UUID, what: str) -> Sudden:
    return Sudden(Code.URINARY, Level.PAUSE, str(cause), {"what": what})


def _bladder_score(response: MeasureResponse, terms: LongTermTerms, at: datetime) -> list[Sudden]:
    records = exposure.records_of(response.patient_id)
    before = facts.first_total(records, facts.ICSI, but=response.pk, on=at)
    rise = bladder_rise(before, response.total or 0, terms)
    if rise is None:
        return []
    what = ngettext(
        "the ICSI rose by %(rise)d point", "the ICSI rose by %(rise)d points", rise
    ) % {"rise": rise}
    return [_bladder(response.pk, what)]


@step
def of_result(result_id: UUID, *, by: Actor, at: datetime) -> None:
    """A test came in: liver values far above their limit pause the course; a decline in a cognition test stops doses too."""
    row = TestResult.objects.select_related("site").get(pk=result_id)
    if row.kind in facts.LIVER:
        _judge_liver([row], row.site, by, at)
    elif row.kind in facts.COGNITION_TESTS:
        _judge_cognition(row, by, at)


@step
def of_adverse_event(session: DosingSession, *, by: Actor, at: datetime) -> None:
    """With a complaint of belly or bile a smaller rise counts: the newest values are judged again."""
    records = exposure.records_of(session.patient_id)
    if facts.has_liver_symptoms(records):
        _judge_liver(facts.newest_liver(records), session.site, by, at)


@step
def _judge_liver(rows: list[TestResult], site: Site, by: Actor, at: datetime) -> None:
    if not rows:
        return
    patient_id = rows[0].patient_id
    symptoms = facts.has_liver_symptoms(exposure.records_of(patient_id))
    terms = terms_at(site.pk, at)
    high = [row for row in rows if liver_is_high(row.times_upper, symptoms=symptoms, terms=terms)]
    if not high:
        return
    days = terms.look_again_days
    sudden = [
        Sudden(
            Code.LIVER,
            Level.PAUSE,
            str(row.pk),
            {"what": _told(row), "days": str(days)},
        )
        for row in high
    ]
    if not review_due.evaluate(patient_id, sudden=sudden, by=by, at=at):
        return
    task.raise_task.step(
        site,
        kind="LIVER_REPEAT",
        sentence=_("Repeat the liver tests."),
        why=" ".join(_told(row) for row in high),
        patient_id=patient_id,
        subject_id=high[0].pk,
        role=Role.NURSE,
        due_at=at + timedelta(days=days),
        escalate_at=at + timedelta(days=days),
        escalate_to_role=Role.PRESCRIBER,
        link=f"/patients/{patient_id}/",
        key=f"liver-repeat:{patient_id}",
        by=by,
        at=at,
    )


def _told(row: TestResult) -> str:
    times = row.times_upper
    return _("%(kind)s %(value)s, %(times)s times the upper limit") % {
        "kind": row.get_kind_display(),
        "value": row.shown,
        "times": "?" if times is None else f"{times:.1f}",
    }
