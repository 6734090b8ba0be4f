"""Which questionnaire is due when, one row for each course, code and moment."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.core.states import machine
from patients.measures import due
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class MeasureDueQuerySet(AboutPatientQuerySet["MeasureDue"]):
    """That something is to be answered is no secret at the desk; what was answered is (MeasureResponse)."""

    VIEW = Permission.PATIENT_VIEW
    OWN = True

    def unanswered(self) -> Self:
        return self.filter(status=MeasureDue.Status.DUE)

    def now(self, today: date) -> Self:
        """May be answered today: begun, and its last day not over."""
        return self.unanswered().filter(
            Q(late_on=None) | Q(late_on__gte=today), from_on__lte=today
        )

    def overdue(self, today: date) -> Self:
        """Should have been answered before today and still can be."""
        return self.now(today).filter(due_on__lt=today)

    def lapsed(self, today: date) -> Self:
        """Not answered, and an answer would not count any more."""
        return self.filter(
            Q(status=MeasureDue.Status.MISSED) | Q(status=MeasureDue.Status.DUE, late_on__lt=today)
        )

    def for_patient(self) -> Self:
        """Those a person answers alone."""
        return self.filter(staff_only=False)

    def soonest_first(self) -> Self:
        return self.order_by("due_on", "patient_id", "code", "id")


@machine()
class MeasureDue(AboutPatient):
    """One questionnaire to be answered in its window. Planned from the facts of the course, never by hand.

    An answer counts from ``from_on`` to ``late_on``, both included (none: no last day), and is best there by
    ``due_on``. ``occasion`` tells several of one moment apart: the visit before whose dose it is asked, or a count.
    """

    class Moment(models.TextChoices):
        BASELINE = "BASELINE", _("Before treatment")
        BEFORE_DOSE = "BEFORE_DOSE", _("Before a dose")
        SYMPTOM = "SYMPTOM", _("After a complaint")
        MIDWAY = "MIDWAY", _("Midway")
        ENDPOINT = "ENDPOINT", _("Endpoint, 14 to 31 days after the last acute dose")
        DAY_7 = "DAY_7", _("A week after the last acute dose")
        MONTH_1 = "MONTH_1", _("One month after the last acute dose")
        MONTH_3 = "MONTH_3", _("Three months after the last acute dose")
        MONTH_6 = "MONTH_6", _("Six months after the last acute dose")
        MAINTENANCE = "MAINTENANCE", _("In maintenance")

    class Status(models.TextChoices):
        DUE = "DUE", _("To be answered")
        ANSWERED = "ANSWERED", _("Answered")
        MISSED = "MISSED", _("Not answered in time")
        DROPPED = "DROPPED", _("Not asked for any more")

    class Why(models.TextChoices):
        VISIT_OFF = "VISIT_OFF", _("The visit was called off or missed.")
        COURSE = "COURSE", _("The course waits, ended or went another way.")
        OPTED_OUT = "OPTED_OUT", _("The patient wants no more questions.")
        DIED = "DIED", _("The patient died.")
        NOT_ASKED = "NOT_ASKED", _("The clinic does not ask it any more.")

    # Any answer can be voided, any visit called off and brought back: each state can follow each other one.
    MOVES: ClassVar = {
        Status.DUE: {Status.ANSWERED, Status.MISSED, Status.DROPPED},
        Status.ANSWERED: {Status.DUE, Status.MISSED, Status.DROPPED},
        Status.MISSED: {Status.DUE, Status.ANSWERED, Status.DROPPED},
        Status.DROPPED: {Status.DUE, Status.ANSWERED, Status.MISSED},
    }

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="measures_due"
    )
    code = models.CharField(max_length=20, help_text=_("The questionnaire's code."))
    moment = models.CharField(max_length=12, choices=Moment.choices)
    occasion = models.CharField(max_length=36, blank=True)
    from_on = models.DateField()
    due_on = models.DateField()
    late_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DUE)
    answered_by = models.ForeignKey(
        "patients.MeasureResponse",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fulfils",
    )
    staff_only = models.BooleanField(default=False)
    spans_dose = models.BooleanField(
        default=False, help_text=_("The days it asks about lie on both sides of a dose.")
    )
    dropped_because = models.CharField(max_length=9, choices=Why.choices, blank=True)

    objects: ClassVar[MeasureDueQuerySet] = MeasureDueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["site", "due_on"], condition=Q(status="DUE"), name="measure_due_by_day"
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "code", "moment", "occasion"],
                name="one_due_measure_per_course_code_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(moment__in=sorted(each.value for each in due.Moment)),
                name="due_measure_moment_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="ANSWERED", answered_by__isnull=False)
                | Q(status__in=["DUE", "MISSED", "DROPPED"], answered_by=None),
                name="an_answered_due_measure_says_by_which_answer",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="DROPPED", dropped_because__in=sorted(each.value for each in due.Why)
                )
                | ~Q(status="DROPPED") & Q(dropped_because=""),
                name="a_dropped_due_measure_says_why",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("from_on"))
                & (Q(late_on=None) | Q(late_on__gte=F("due_on"))),
                name="a_due_measure_has_its_days_in_order",
            ),
        ]

    @property
    def key(self) -> tuple[str, str, str]:
        """Which planned questionnaire this is."""
        return self.code, self.moment, self.occasion
