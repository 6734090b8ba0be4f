from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import PatientRecord
from clinic.core import localtime
from clinic.core.states import machine, require_move
from clinic.scheduling.models.appointment_constraints import CONSTRAINTS
from clinic.scheduling.models.appointment_staff import AppointmentStaff
from clinic.scheduling.models.visit_kind import Kind
from patients.models.about_patient import AboutPatientQuerySet


class AppointmentQuerySet(AboutPatientQuerySet["Appointment"]):
    """Staff: the visits of their sites. A patient: their own."""

    VIEW = Permission.APPOINTMENT_VIEW
    OWN = True

    def standing(self) -> Self:
        """Visits that hold their room and people: held, booked, confirmed or arrived."""
        return self.filter(status__in=Appointment.STANDING)

    def expected(self) -> Self:
        """Visits promised to a patient that have not begun."""
        return self.filter(status__in=[Appointment.Status.BOOKED, Appointment.Status.CONFIRMED])

    def between(self, start: datetime, end: datetime) -> Self:
        """Visits that share any moment with the span, in order of time."""
        return self.filter(starts_at__lt=end, ends_at__gt=start).order_by("starts_at", "id")

    def for_staff(self, user_id: UUID) -> Self:
        return self.filter(staff__user_id=user_id)

    def with_people(self) -> Self:
        """Everything a list shows, in two queries: patient, room, kind, site, staff by duty."""
        return self.select_related("patient", "room", "visit_kind", "site").prefetch_related(
            Prefetch("staff", queryset=AppointmentStaff.objects.select_related("user"))
        )


@machine()
class Appointment(PatientRecord):
    """A time, a room and people promised to one patient: everything about a visit up to arrival.

    Place, people and time of a row never change: moving a visit ends this row (RESCHEDULED) and makes the one
    that replaces it, so a message about the old time can be recognised as such. The database keeps one `Claim`
    for each thing the visit takes; see there.
    """

    class Status(models.TextChoices):
        HELD = "HELD", _("Held")
        BOOKED = "BOOKED", _("Booked")
        CONFIRMED = "CONFIRMED", _("Confirmed")
        ARRIVED = "ARRIVED", _("Arrived")
        LATE_CANCELLED = "LATE_CANCELLED", _("Cancelled late")
        CANCELLED = "CANCELLED", _("Cancelled")
        NO_SHOW = "NO_SHOW", _("No show")
        RESCHEDULED = "RESCHEDULED", _("Moved")

    MOVES: ClassVar = {
        Status.HELD: {Status.BOOKED, Status.CANCELLED, Status.RESCHEDULED},
        Status.BOOKED: {
            Status.CONFIRMED,
            Status.ARRIVED,
            Status.LATE_CANCELLED,
            Status.CANCELLED,
            Status.NO_SHOW,
            Status.RESCHEDULED,
        },
        Status.CONFIRMED: {
            Status.BOOKED,
            Status.ARRIVED,
            Status.LATE_CANCELLED,
            Status.CANCELLED,
            Status.NO_SHOW,
            Status.RESCHEDULED,
        },
        Status.ARRIVED: {Status.BOOKED, Status.CONFIRMED, Status.CANCELLED},
        Status.LATE_CANCELLED: set(),
        Status.CANCELLED: set(),
        Status.NO_SHOW: set(),
        Status.RESCHEDULED: set(),
    }
    STANDING: ClassVar = [Status.HELD, Status.BOOKED, Status.CONFIRMED, Status.ARRIVED]
    CALLED_OFF: ClassVar = [Status.LATE_CANCELLED, Status.CANCELLED]

    class Reason(models.TextChoices):
        """Why a visit was called off."""

        PATIENT_ASKED = "PATIENT_ASKED", _("The patient asked")
        PATIENT_ILL = "PATIENT_ILL", _("The patient is ill")
        NO_ESCORT = "NO_ESCORT", _("No one to take them home")
        CLINICAL_HOLD = "CLINICAL_HOLD", _("A clinical check failed")
        COURSE_ON_HOLD = "COURSE_ON_HOLD", _("The course is paused or ended")
        STAFF_AWAY = "STAFF_AWAY", _("Staff away")
        CLINIC_CLOSED = "CLINIC_CLOSED", _("The clinic is closed")
        BOOKED_IN_ERROR = "BOOKED_IN_ERROR", _("Booked in error")
        HOLD_RAN_OUT = "HOLD_RAN_OUT", _("The hold ran out")
        UNDONE = "UNDONE", _("Undone at once")

    class Mode(models.TextChoices):
        IN_PERSON = "IN_PERSON", _("In person")
        VIDEO = "VIDEO", _("By video")

    # Called off without anybody needing another time.
    NOBODY_WAITS: ClassVar = [Reason.BOOKED_IN_ERROR, Reason.HOLD_RAN_OUT, Reason.UNDONE]
    PATIENTS_OWN: ClassVar = [Reason.PATIENT_ASKED, Reason.PATIENT_ILL, Reason.NO_ESCORT]

    # Foreign keys carry no index of their own where one below begins with them, or nothing asks for it.
    site = models.ForeignKey(
        "sites.Site", on_delete=models.PROTECT, related_name="appointments", db_index=False
    )
    patient = models.ForeignKey(
        "patients.Patient", on_delete=models.PROTECT, related_name="appointments", db_index=False
    )
    course = models.ForeignKey(
        "patients.Course",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        db_index=False,
    )
    step = models.ForeignKey(
        "patients.CourseStep",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        db_index=False,
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    visit_kind = models.ForeignKey(
        "VisitKind", on_delete=models.PROTECT, related_name="appointments", db_index=False
    )
    route = models.CharField(max_length=16, blank=True)
    room = models.ForeignKey(
        "Room",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        db_index=False,
    )
    status = models.CharField(max_length=16, choices=Status.choices)

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    recovery_minutes = models.PositiveSmallIntegerField(
        default=0, help_text=_("Patient and room stay taken this long after the visit.")
    )
    turnover_minutes = models.PositiveSmallIntegerField(
        default=0, help_text=_("The room alone stays taken this long after that.")
    )
    wall_date = models.DateField(help_text=_("As promised: the date on the wall of the site."))
    wall_time = models.TimeField(help_text=_("As promised: the clock on the wall of the site."))
    zone = models.CharField(max_length=64)

    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    patient_jurisdiction = models.CharField(
        max_length=10,
        blank=True,
        help_text=_("Where the patient is during a video visit: ISO 3166-2, such as US-NM."),
    )
    party = models.ForeignKey(
        "GroupVisit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participants",
        db_index=False,
        help_text=_("The group visit this is one seat of."),
    )
    seat = models.PositiveSmallIntegerField(null=True, blank=True)

    visit_id = models.UUIDField(
        editable=False, help_text=_("The same through every move: the visit, not the row.")
    )
    moves = models.PositiveSmallIntegerField(default=0)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    held_until = models.DateTimeField(null=True, blank=True)
    booked_at = models.DateTimeField(null=True, blank=True)
    booked_by = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    arrived_by = models.CharField(max_length=80, blank=True)
    left_at = models.DateTimeField(null=True, blank=True, help_text=_("When the visit was over."))
    left_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When it was called off, missed or moved.")
    )
    ended_by = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[AppointmentQuerySet] = AppointmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = CONSTRAINTS
        indexes: ClassVar = [
            models.Index(fields=["site", "wall_date", "starts_at"], name="appointment_day"),
            models.Index(fields=["patient", "starts_at"], name="appointment_patient_start"),
            models.Index(fields=["course", "starts_at"], name="appointment_course_start"),
            models.Index(
                fields=["held_until"], name="appointment_holds", condition=Q(status="HELD")
            ),
            models.Index(fields=["visit_id"], name="appointment_visit"),
            models.Index(
                fields=["step"], name="appointment_step", condition=Q(step__isnull=False)
            ),
        ]

    @property
    def is_standing(self) -> bool:
        return self.status in self.STANDING

    @property
    def wall_start(self) -> datetime:
        """The start as it was promised, on the wall of the site; carries no zone."""
        return datetime.combine(self.wall_date, self.wall_time)

    def remember_staff(self, people: Sequence[AppointmentStaff]) -> None:
        """These are all its people, just written: `staff.all()` answers them, as after a prefetch."""
        known: Any = self.staff.all()  # Django has no public way to say what it would read
        known._result_cache, known._prefetch_done = list(people), True  # noqa: SLF001
        self._prefetched_objects_cache = {"staff": known}

    def staff_in(self, role: str) -> list[UUID]:
        """Ids of the people booked in a role. Reads `staff`; prefetch it for lists."""
        return [each.user_id for each in self.staff.all() if each.role == role]

    def when(self) -> str:
        """Day and time with its zone, as staff read it: "Tue 24 Nov, 09:26 MST"."""
        return localtime.day_and_clock_text(self.starts_at, self.zone)

    def hours(self) -> str:
        """From when to when on the wall: "13:00–16:00 MST"."""
        start = localtime.wall_time(self.starts_at, self.zone)
        return f"{start:%H:%M}–{localtime.clock_text(self.ends_at, self.zone)}"

    def move_to(self, status: Appointment.Status) -> None:
        """Change the status along MOVES, or raise IllegalMove."""
        require_move(self.MOVES, self.Status(self.status), status, what=_now("appointment"))
        self.status = status
