"""Labs and tests: the newest of each, what counts how long, and what is missing for this person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic.accounts.permissions import Permission
from patients.eligibility.assessment import age_on
from patients.eligibility.measuring import body_mass_index
from patients.eligibility.qt_drugs import lengthens_qt
from patients.eligibility.result_kinds import BY_KIND, KINDS, VITALS
from patients.eligibility.tests_needed import (
    BY_NEED,
    Gap,
    Had,
    Lacking,
    Person,
    heart_was_ill,
    lacking,
    needed,
)
from patients.models import Medication, Patient, TestResult
from patients.views.workup.section import Look, Section

ANCHOR = "workup-results"


@dataclass(frozen=True)
class Line:
    """One kind of test on the page: its newest result, and until when it counts (None: no term)."""

    code: str
    label: str
    row: TestResult | None
    until: date | None
    is_old: bool
    is_needed: bool
    earlier: int

    @property
    def anchor(self) -> str:
        return f"result-{self.code}"


def section(look: Look) -> Section:
    """Every kind that was made or is asked for."""
    rows = TestResult.objects.visible_to(look.user).standing()
    mine = list(rows.filter(patient_id=look.patient_id).order_by("-taken_at", "-pk"))
    today = look.screening.site.today(look.at)
    newest: dict[str, TestResult] = {}
    for row in mine:
        newest.setdefault(row.kind, row)
    person = person_of(look, today)
    open_ones = lacking(_had(look, mine), person, look.policy.workup, today)
    asked = {kind for need in needed(person, look.policy.workup) for kind in need.kinds}
    return Section(
        "results",
        _("Labs and tests"),
        ANCHOR,
        "patients/workup/_results.html",
        {
            "lines": _lines(look, mine, newest, asked | set(VITALS), today),
            "bmi": _index(newest),
            "others": _others(newest, asked | set(VITALS)),
            "screening": look.screening,
            "edits": look.user.may(Permission.CHART_EDIT, look.screening.site_id),
        },
        [*_missing_vitals(look, newest, today), *(_say(one) for one in open_ones)],
    )


def person_of(look: Look, today: date) -> Person:
    """What decides which tests apply, as far as it is on record."""
    medications = Medication.objects.visible_to(look.user).current()
    names = medications.filter(patient_id=look.patient_id).values_list("name", flat=True)
    findings = look.screening.findings.all()
    return Person(
        age=age_on(look.screening.patient.birth_date, today),
        route=look.course.route,
        has_dosed=look.course.first_dose_at is not None,
        heart=heart_was_ill((row.code, row.status) for row in findings),
        qt_drug=lengthens_qt(names),
    )


def _had(look: Look, rows: list[TestResult]) -> dict[str, Had]:
    """Newest first, so the first of a kind that was really made is the one."""
    found: dict[str, Had] = {}
    for row in rows:
        if row.result != TestResult.Result.REFUSED:
            found.setdefault(row.kind, Had(str(row.pk), look.screening.site.today(row.taken_at)))
    return found


def _lines(
    look: Look,
    rows: list[TestResult],
    newest: dict[str, TestResult],
    asked: set[str],
    today: date,
) -> list[Line]:
    times = Counter(row.kind for row in rows)
    return [
        _line(look, kind.code, newest.get(kind.code), times[kind.code], asked, today)
        for kind in KINDS
        if kind.code in newest or kind.code in asked
    ]


def _line(
    look: Look, code: str, row: TestResult | None, times: int, asked: set[str], today: date
) -> Line:
    until = _until(look, row) if row else None
    old = until is not None and until < today
    return Line(code, label_of(code), row, until, old, code in asked, max(times - 1, 0))


def _others(newest: dict[str, TestResult], shown: set[str]) -> list[tuple[str, str]]:
    """Kinds that stand on no line yet, to be added."""
    return [
        (kind.code, label_of(kind.code))
        for kind in KINDS
        if kind.code not in newest and kind.code not in shown
    ]


def _until(look: Look, row: TestResult) -> date | None:
    """The last day it counts, by the policy."""
    taken = look.screening.site.today(row.taken_at)
    for need in BY_NEED.values():
        if row.kind in need.kinds:
            return taken + timedelta(days=need.days(look.policy.workup))
    if row.kind in VITALS:
        return taken + timedelta(days=look.policy.workup.screening_vitals_days)
    if row.kind == TestResult.Kind.HCG:
        hours = timedelta(hours=look.policy.workup.hcg_hours)
        return look.screening.site.today(row.taken_at + hours)
    return None


def _index(newest: dict[str, TestResult]) -> str:
    """The body mass index, where both numbers are there."""
    weight, height = newest.get("WEIGHT"), newest.get("HEIGHT")
    if not (weight and height and weight.value and height.value):
        return ""
    return str(body_mass_index(weight.value, height.value))


def _missing_vitals(
    look: Look, newest: dict[str, TestResult], today: date
) -> list[tuple[str, str]]:
    """Vital signs of the screening, and the pregnancy test of whoever can become pregnant."""
    days = timedelta(days=look.policy.workup.screening_vitals_days)
    since = today - days
    said = []
    for code in VITALS:
        row = newest.get(code)
        # A height does not change in an adult.
        counts = row is not None and (
            code == "HEIGHT" or look.screening.site.today(row.taken_at) >= since
        )
        if not counts:
            label = TestResult.Kind(code).label
            said.append((_("%s: not measured for this screening.") % label, f"result-{code}"))
    if look.screening.patient.can_become_pregnant == Patient.Pregnancy.YES:
        tested = newest.get("HCG")
        hours = timedelta(hours=look.policy.workup.hcg_hours)
        if tested is None or look.at - tested.taken_at > hours:
            said.append((_("A pregnancy test is asked for."), "workup-results"))
    return said


def _say(one: Lacking) -> tuple[str, str]:
    label = _(one.label)
    kinds = ", ".join(str(TestResult.Kind(kind).label) for kind in one.kinds)
    anchor = f"result-{one.kinds[0]}"
    if one.gap is Gap.MISSING:
        if len(BY_NEED[one.code].kinds) > 1:
            return _("%(what)s: %(kinds)s missing.") % {"what": label, "kinds": kinds}, anchor
        return _("%s: not on record.") % label, anchor
    said = _("%(what)s: from %(day)s, older than %(days)d days.")
    day = date_format(one.on, "j M Y") if one.on else ""
    return said % {"what": label, "day": day, "days": one.days}, anchor


def label_of(kind: str) -> str:
    """The name of a kind."""
    return str(TestResult.Kind(kind).label) if kind in BY_KIND else kind
