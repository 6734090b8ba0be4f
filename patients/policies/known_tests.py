"""Results, scores and answers as the suggestions read them: the newest of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from patients.eligibility.known import Kind, KnownTest
from patients.models import MeasureResponse, Patient, SafetyAlert
from patients.models.workup import Illness, PregnancyAnswer, SubstanceUse, TestResult

_Kind, _Result = TestResult.Kind, TestResult.Result
_Use, _Disorder, _Substance = SubstanceUse.Use, SubstanceUse.Disorder, SubstanceUse.Substance

# What a result is called in ``readings.READINGS``; weight and height speak together as BMI.
NAMES = {
    _Kind.BLOOD_PRESSURE: "BP",
    _Kind.QTC: "QTC",
    _Kind.ECG: "ECG",
    _Kind.ALT: "LIVER",
    _Kind.AST: "LIVER",
    _Kind.ALP: "LIVER",
    _Kind.BILIRUBIN: "LIVER",
    _Kind.CREATININE: "CREATININE",
    _Kind.EGFR: "EGFR",
    _Kind.URINALYSIS: "URINE",
    _Kind.TSH: "TSH",
    _Kind.HCG: "HCG",
    _Kind.DRUG_SCREEN: "UDS",
    _Kind.BREATH_ALCOHOL: "BREATH_ALCOHOL",
    _Kind.STOP_BANG: "STOP_BANG",
    _Kind.AIRWAY: "AIRWAY",
}
_FOUND = {_Result.POSITIVE, _Result.ABNORMAL}
_CASUAL = {_Substance.ALCOHOL, _Substance.CANNABIS}
_DISORDER = {_Disorder.MILD, _Disorder.MODERATE, _Disorder.SEVERE}
_HARMLESS = {_Substance.TOBACCO}
THREE_MONTHS, YEAR = timedelta(days=92), timedelta(days=366)


def tests_of(patient: Patient, today: date, at: datetime) -> tuple[KnownTest, ...]:
    """Everything besides facts that can point at a row, as it stands at that instant."""
    return (
        *_results(patient, at),
        *_uses(patient, today, at),
        *_pregnancy(patient, at),
        *_illness(patient, at),
        *_scores(patient, at),
        *_alerts(patient, at),
    )


def _results(patient: Patient, at: datetime) -> Iterator[KnownTest]:
    rows = TestResult.objects.done().filter(patient=patient, recorded_at__lte=at)
    newest = {row.kind: row for row in rows.newest_of_each()}
    for row in newest.values():
        if row.kind in NAMES:
            yield _as_test(row)
    weight, height = newest.get(_Kind.WEIGHT), newest.get(_Kind.HEIGHT)
    if weight and height and weight.value and height.value:
        later = max(weight, height, key=lambda row: row.recorded_at)
        metres = height.value / 100
        yield KnownTest(
            kind="BMI",
            id=str(later.pk),
            taken_at=weight.taken_at,
            recorded_at=later.recorded_at,
            value=(weight.value / (metres * metres)).quantize(Decimal("0.1")),
            text=_("Body mass index"),
        )


def _as_test(row: TestResult) -> KnownTest:
    positive = row.result in _FOUND if row.result else row.mark == TestResult.Mark.LOW
    return KnownTest(
        kind=NAMES[_Kind(row.kind)],
        id=str(row.pk),
        taken_at=row.taken_at,
        recorded_at=row.recorded_at,
        value=row.value,
        second=row.second,
        unit=row.unit,
        positive=positive,
        times_upper=row.value / row.high if row.value is not None and row.high else None,
        text=" ".join(
            filter(None, [row.get_kind_display(), row.get_result_display() if row.result else ""])
        ),
    )


def _uses(patient: Patient, today: date, at: datetime) -> Iterator[KnownTest]:
    rows = SubstanceUse.objects.standing().filter(patient=patient, recorded_at__lte=at)
    newest: dict[str, SubstanceUse] = {}
    for row in rows.newest_first():
        newest.setdefault(f"{row.substance} {row.which}", row)
    for row in newest.values():
        kind = use_kind(row, today)
        if kind:
            yield KnownTest(
                kind=kind,
                id=str(row.pk),
                taken_at=row.recorded_at,
                recorded_at=row.recorded_at,
                positive=True,
                text=f"{row.which or row.get_substance_display()}: {row.get_use_display()}",
                origin=Kind.USE,
            )


def use_kind(row: SubstanceUse, today: date) -> str:
    """What one answer points at. What somebody did not want to say is not a no."""
    if row.substance == _Substance.KETAMINE:
        recent = row.last_used_on is None or today - row.last_used_on <= YEAR
        used = row.use != _Use.NEVER and (recent or row.use != _Use.PAST)
        return "KETAMINE_USE" if used or row.disorder in _DISORDER else ""
    if row.disorder in _DISORDER:
        met = row.criteria_last_met_on
        return "SUBSTANCE_USE" if met is None or today - met <= THREE_MONTHS else "REMISSION"
    if row.disorder == _Disorder.REMISSION:
        return "REMISSION"
    if row.use == _Use.DECLINED:
        return "" if row.substance in _HARMLESS else "SUBSTANCE_USE"
    if row.use != _Use.CURRENT or row.substance in _HARMLESS:
        return ""
    return "MILD_USE" if row.substance in _CASUAL else "SUBSTANCE_USE"


def _pregnancy(patient: Patient, at: datetime) -> Iterator[KnownTest]:
    rows = PregnancyAnswer.objects.standing().filter(patient=patient, recorded_at__lte=at)
    row = rows.newest_first().first()
    if row is not None and row.now in {row.Now.PREGNANT, row.Now.BREASTFEEDING}:
        yield KnownTest(
            kind="PREGNANCY",
            id=str(row.pk),
            taken_at=row.recorded_at,
            recorded_at=row.recorded_at,
            positive=True,
            text=row.get_now_display(),
            origin=Kind.PERSON,
        )


def _illness(patient: Patient, at: datetime) -> Iterator[KnownTest]:
    """Five points of the staging and an exclusion at once: the staging never says that somebody may be treated."""
    rows = Illness.objects.standing().filter(patient=patient, recorded_at__lte=at)
    row = rows.newest_first().first()
    if row is None:
        return
    for kind, speaks, text in (
        ("PSYCHOTIC", row.severity == Illness.Severity.PSYCHOTIC, row.get_severity_display()),
        ("BIPOLAR", row.indication == Illness.Indication.BIPOLAR, row.get_indication_display()),
    ):
        if speaks:
            yield KnownTest(
                kind=kind,
                id=str(row.pk),
                taken_at=row.recorded_at,
                recorded_at=row.recorded_at,
                positive=True,
                text=text,
                origin=Kind.ILLNESS,
            )


def _scores(patient: Patient, at: datetime) -> Iterator[KnownTest]:
    rows = MeasureResponse.objects.complete().filter(
        patient=patient, instrument__code="PCL-5", completed_at__lte=at, total__isnull=False
    )
    # An estimate neither points at a row nor takes the place of a score that does.
    exact = rows.filter(prorated=False)
    row = exact.order_by("-answered_on", "-completed_at", "-pk").first()
    if row is not None and row.completed_at is not None and row.total is not None:
        yield KnownTest(
            kind="PCL-5",
            id=str(row.pk),
            taken_at=row.completed_at,
            recorded_at=row.completed_at,
            value=Decimal(row.total),
            text="PCL-5",
            origin=Kind.MEASURE,
        )


def _alerts(patient: Patient, at: datetime) -> Iterator[KnownTest]:
    rows = SafetyAlert.objects.unanswered().filter(patient=patient, raised_at__lte=at)
    row = rows.order_by("-raised_at").first()
    if row is not None:
        yield KnownTest(
            kind="SUICIDE_RISK",
            id=str(row.pk),
            taken_at=row.raised_at,
            recorded_at=row.raised_at,
            positive=True,
            text=_("Safety alert that nobody has answered"),
            origin=Kind.ALERT,
        )
