"""A lab value, an examination or a test, with its unit, its day and the range it was read against."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.eligibility.result_kinds import BY_KIND, KINDS, ResultKind
from patients.models.workup.entry import Entry, EntryQuerySet

_BY_NUMBER = [kind.code for kind in KINDS if kind.units]


class TestResultQuerySet(EntryQuerySet["TestResult"]):
    VIEW = Permission.CHART_VIEW
    __test__: ClassVar[bool] = False

    def done(self) -> Self:
        """Standing, and not a refusal: a test that somebody refused was not made."""
        return self.standing().exclude(result="REFUSED")

    def of(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)

    def newest_of_each(self) -> Self:
        """One of each kind and patient, by the time it was taken."""
        return self.order_by("patient_id", "kind", "-taken_at", "-pk").distinct(
            "patient_id", "kind"
        )


class TestResult(Entry):
    """One result (domain/04 4.6). ``value`` is in the kind's kept unit; ``typed`` is what somebody typed.

    ``value`` is the systolic pressure of a BLOOD_PRESSURE and ``second`` its diastolic. ``mark`` says on which
    side of the range it lies, as judged when it was written down. ``low`` and ``high`` are that range.
    """

    # pytest would take the name for a suite.
    __test__: ClassVar[bool] = False

    class Kind(models.TextChoices):
        BLOOD_PRESSURE = "BLOOD_PRESSURE", _("Blood pressure")
        HEART_RATE = "HEART_RATE", _("Heart rate")
        SPO2 = "SPO2", _("Oxygen saturation")
        WEIGHT = "WEIGHT", _("Weight")
        HEIGHT = "HEIGHT", _("Height")
        ECG = "ECG", _("ECG")
        QTC = "QTC", _("QTc")
        ALT = "ALT", _("ALT")
        AST = "AST", _("AST")
        ALP = "ALP", _("Alkaline phosphatase")
        BILIRUBIN = "BILIRUBIN", _("Bilirubin, total")
        CREATININE = "CREATININE", _("Creatinine")
        EGFR = "EGFR", _("Kidney function (eGFR)")
        URINALYSIS = "URINALYSIS", _("Urinalysis")
        TSH = "TSH", _("TSH")
        HCG = "HCG", _("Pregnancy test (hCG)")
        DRUG_SCREEN = "DRUG_SCREEN", _("Urine drug screen")
        BREATH_ALCOHOL = "BREATH_ALCOHOL", _("Breath alcohol")
        PDMP = "PDMP", _("Prescription monitoring query")
        STOP_BANG = "STOP_BANG", _("STOP-BANG")
        AIRWAY = "AIRWAY", _("Airway examination")
        MOCA = "MOCA", _("Cognition: MoCA")
        SLUMS = "SLUMS", _("Cognition: SLUMS")
        COGNITION_T = "COGNITION_T", _("Cognition: T score")

    class Result(models.TextChoices):
        NEGATIVE = "NEGATIVE", _("Negative")
        POSITIVE = "POSITIVE", _("Positive")
        NORMAL = "NORMAL", _("Nothing unusual")
        ABNORMAL = "ABNORMAL", _("Something found")
        REFUSED = "REFUSED", _("Refused")

    class Mark(models.TextChoices):
        LOW = "LOW", _("Low")
        HIGH = "HIGH", _("High")
        ABNORMAL = "ABNORMAL", _("Out of the ordinary")

    kind = models.CharField(max_length=14, choices=Kind.choices)
    value = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    second = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=8, blank=True)
    typed = models.CharField(max_length=40, blank=True)
    typed_twice = models.BooleanField(default=False)
    result = models.CharField(max_length=8, choices=Result.choices, blank=True)
    low = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    mark = models.CharField(max_length=8, choices=Mark.choices, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    taken_at = models.DateTimeField()
    made_by = models.CharField(max_length=120, blank=True, help_text=_("Laboratory or practice."))

    objects: ClassVar[TestResultQuerySet] = TestResultQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["patient", "kind", "-taken_at"], name="result_newest_of_kind")
        ]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "BLOOD_PRESSURE",
                        "HEART_RATE",
                        "SPO2",
                        "WEIGHT",
                        "HEIGHT",
                        "ECG",
                        "QTC",
                        "ALT",
                        "AST",
                        "ALP",
                        "BILIRUBIN",
                        "CREATININE",
                        "EGFR",
                        "URINALYSIS",
                        "TSH",
                        "HCG",
                        "DRUG_SCREEN",
                        "BREATH_ALCOHOL",
                        "PDMP",
                        "STOP_BANG",
                        "AIRWAY",
                        "MOCA",
                        "SLUMS",
                        "COGNITION_T",
                    ]
                ),
                name="test_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    result__in=["", "NEGATIVE", "POSITIVE", "NORMAL", "ABNORMAL", "REFUSED"]
                ),
                name="test_result_is_known",
            ),
            models.CheckConstraint(
                condition=Q(mark__in=["", "LOW", "HIGH", "ABNORMAL"]), name="test_mark_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=_BY_NUMBER, value__isnull=False, result="") & ~Q(unit="")
                | ~Q(kind__in=_BY_NUMBER) & Q(value=None, second=None, unit="") & ~Q(result=""),
                name="a_test_has_a_value_with_unit_or_a_result",
            ),
            models.CheckConstraint(
                condition=Q(kind="BLOOD_PRESSURE", second__isnull=False)
                | ~Q(kind="BLOOD_PRESSURE") & Q(second=None),
                name="a_blood_pressure_has_two_values",
            ),
        ]

    @property
    def about(self) -> ResultKind:
        """Units, shape and bounds of its kind."""
        return BY_KIND[self.kind]

    @property
    def times_upper(self) -> Decimal | None:
        """How many times the upper limit, unrounded; None without a limit (X11 asks this)."""
        if self.value is None or not self.high:
            return None
        return self.value / self.high

    @property
    def shown(self) -> str:
        """`124/78 mmHg`, `70 kg`; the word for a test without a number."""
        if self.value is None:
            return str(self.get_result_display())
        number = _trim(self.value)
        if self.second is not None:
            number = f"{number}/{_trim(self.second)}"
        return f"{number} {self.unit}"


def _trim(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
