from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import PatientRecord
from clinic.core.states import machine, require_move
from clinic.scheduling.models.visit_kind import Kind
from patients.models.about_patient import AboutPatientQuerySet


class WaitlistEntryQuerySet(AboutPatientQuerySet["WaitlistEntry"]):
    """Staff: the line of their sites. A patient: their own place in it."""

    VIEW = Permission.APPOINTMENT_VIEW
    OWN = True

    def in_line(self) -> Self:
        """Everybody who still waits, also those who are being asked right now."""
        return self.filter(status__in=WaitlistEntry.IN_LINE)

    def in_order(self) -> Self:
        """The line: who has waited longest comes first; ties by id."""
        return self.order_by("created_at", "id")


@machine()
class WaitlistEntry(PatientRecord):
    """Somebody would come sooner, if a time becomes free.

    What they wait for is a planned step, or a visit that is booked already and should come earlier (`visit_id`, the
    same through every move), or neither: then any visit of that kind. Being asked does not cost the place in line:
    the order is by `created_at`, which nothing changes.
    """

    class Status(models.TextChoices):
        WAITING = "WAITING", _("Waiting")
        OFFERED = "OFFERED", _("Being asked")
        BOOKED = "BOOKED", _("Booked")
        WITHDRAWN = "WITHDRAWN", _("Taken off")
        LAPSED = "LAPSED", _("No longer needed")

    MOVES: ClassVar = {
        Status.WAITING: {Status.OFFERED, Status.BOOKED, Status.WITHDRAWN, Status.LAPSED},
        Status.OFFERED: {Status.WAITING, Status.BOOKED, Status.WITHDRAWN, Status.LAPSED},
        # The booking was undone at once: the place in line is the old one.
        Status.BOOKED: {Status.WAITING},
        Status.WITHDRAWN: set(),
        Status.LAPSED: set(),
    }
    IN_LINE: ClassVar = [Status.WAITING, Status.OFFERED]

    class Reach(models.TextChoices):
        """How this person wants to be asked."""

        MESSAGE = "MESSAGE", _("By message")
        CALL = "CALL", _("By a call")

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        "patients.Patient", on_delete=models.PROTECT, related_name="waitlist_entries"
    )
    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    step = models.ForeignKey(
        "patients.CourseStep", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    visit_id = models.UUIDField(
        null=True, blank=True, help_text=_("A booked visit that should come earlier.")
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    route = models.CharField(max_length=16, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    reach = models.CharField(max_length=8, choices=Reach.choices, default=Reach.MESSAGE)

    earliest_on = models.DateField(null=True, blank=True)
    latest_on = models.DateField(null=True, blank=True)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        help_text=_("0 is Monday. Empty: any day."),
    )
    not_before = models.TimeField(null=True, blank=True, help_text=_("On the site's wall."))
    not_after = models.TimeField(
        null=True, blank=True, help_text=_("The visit is over by then, on the site's wall.")
    )
    notice_hours = models.PositiveSmallIntegerField(
        default=0, help_text=_("The least notice this person needs.")
    )
    note = models.CharField(max_length=300, blank=True)
    asked_by_patient = models.BooleanField(default=False, help_text=_("Asked on the portal."))
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True)
    ended_because = models.CharField(max_length=240, blank=True)

    objects: ClassVar[WaitlistEntryQuerySet] = WaitlistEntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient", "site", "kind", "step", "visit_id"],
                condition=Q(status__in=["WAITING", "OFFERED"]),
                nulls_distinct=False,
                name="nobody_waits_twice_for_the_same_visit",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["WAITING", "OFFERED", "BOOKED", "WITHDRAWN", "LAPSED"]),
                name="waitlist_entry_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(reach__in=["MESSAGE", "CALL"]), name="waitlist_entry_reach_is_known"
            ),
            models.CheckConstraint(
                condition=Q(earliest_on=None)
                | Q(latest_on=None)
                | Q(latest_on__gte=F("earliest_on")),
                name="waitlist_entry_has_a_possible_day",
            ),
            models.CheckConstraint(
                condition=Q(not_before=None)
                | Q(not_after=None)
                | Q(not_after__gt=F("not_before")),
                name="waitlist_entry_has_a_possible_hour",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[0, 1, 2, 3, 4, 5, 6]),
                name="waitlist_entry_weekdays_are_days",
            ),
            models.CheckConstraint(
                condition=Q(notice_hours__lte=24 * 28),
                name="waitlist_entry_notice_is_at_most_4_weeks",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["WAITING", "OFFERED"], ended_at=None, ended_by="")
                | (
                    Q(status__in=["BOOKED", "WITHDRAWN", "LAPSED"], ended_at__isnull=False)
                    & ~Q(ended_by="")
                ),
                name="a_waitlist_entry_that_ended_has_who_and_when",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["site", "created_at"],
                name="waitlist_line",
                condition=Q(status__in=["WAITING", "OFFERED"]),
            ),
            models.Index(fields=["visit_id"], name="waitlist_visit"),
        ]

    @property
    def is_in_line(self) -> bool:
        return self.status in self.IN_LINE

    def days_waited(self, at: datetime, today: date) -> int:
        """Whole calendar days of the site since this person was put on."""
        return (today - self.site.today(self.created_at)).days

    def move_to(self, status: WaitlistEntry.Status) -> None:
        """Change the status along MOVES, or raise IllegalMove."""
        require_move(self.MOVES, self.Status(self.status), status, what=_now("waitlist entry"))
        self.status = status
