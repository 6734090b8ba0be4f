from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import PatientRecord
from clinic.core.states import machine, require_move
from patients.models.about_patient import AboutPatientQuerySet


class OfferQuerySet(AboutPatientQuerySet["Offer"]):
    VIEW = Permission.APPOINTMENT_VIEW
    OWN = True

    def running(self) -> Self:
        """Asked and not answered; whether the time is up is the clock's to say."""
        return self.filter(status=Offer.Status.OFFERED)

    def overdue(self, at: datetime) -> Self:
        """Running offers whose minutes are over, the oldest first."""
        return self.running().filter(expires_at__lte=at).order_by("expires_at", "id")


@machine()
class Offer(PatientRecord):
    """One freed time, promised for some minutes to one person in line. One yes wins, and the database says so.

    `slot` counts those asked at once. While only one is asked, `hold` keeps the time for them in the calendar.
    """

    class Status(models.TextChoices):
        OFFERED = "OFFERED", _("Waits for an answer")
        ACCEPTED = "ACCEPTED", _("Said yes")
        DECLINED = "DECLINED", _("Said no")
        EXPIRED = "EXPIRED", _("No answer in time")
        WITHDRAWN = "WITHDRAWN", _("Taken back")
        LOST = "LOST", _("Somebody else was faster")

    MOVES: ClassVar = {
        Status.OFFERED: {
            Status.ACCEPTED,
            Status.DECLINED,
            Status.EXPIRED,
            Status.WITHDRAWN,
            Status.LOST,
        },
        Status.ACCEPTED: set(),
        Status.DECLINED: set(),
        Status.EXPIRED: set(),
        Status.WITHDRAWN: set(),
        Status.LOST: set(),
    }

    class Way(models.TextChoices):
        """How the person is asked."""

        MESSAGE = "MESSAGE", _("By message")
        CALL = "CALL", _("By a call")
        DESK = "DESK", _("The desk booked it")

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    freed_time = models.ForeignKey("FreedTime", on_delete=models.PROTECT, related_name="offers")
    entry = models.ForeignKey("WaitlistEntry", on_delete=models.PROTECT, related_name="offers")
    slot = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(help_text=_("The place in line, from 1."))
    way = models.CharField(max_length=8, choices=Way.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OFFERED)
    policy_version = models.ForeignKey(
        "policy.PolicyVersion", on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    hold = models.OneToOneField(
        "Appointment", on_delete=models.PROTECT, null=True, blank=True, related_name="offer"
    )
    booked = models.OneToOneField(
        "Appointment", on_delete=models.PROTECT, null=True, blank=True, related_name="offer_taken"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True)
    because = models.CharField(max_length=500, blank=True, help_text=_("Why it was taken back."))

    objects: ClassVar[OfferQuerySet] = OfferQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["freed_time"],
                condition=Q(status="ACCEPTED"),
                name="one_yes_wins_a_freed_time",
            ),
            models.UniqueConstraint(
                fields=["freed_time", "slot"],
                condition=Q(status="OFFERED"),
                name="one_running_offer_per_slot",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(status="OFFERED"),
                name="nobody_in_line_is_asked_twice_at_once",
            ),
            models.CheckConstraint(
                condition=Q(slot__range=(1, 3)), name="at_most_three_are_asked_at_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "OFFERED",
                        "ACCEPTED",
                        "DECLINED",
                        "EXPIRED",
                        "WITHDRAWN",
                        "LOST",
                    ]
                ),
                name="offer_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(way__in=["MESSAGE", "CALL", "DESK"]), name="offer_way_is_known"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gte=F("created_at")), name="offer_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(status="OFFERED", ended_at=None, ended_by="")
                | (
                    Q(
                        status__in=["ACCEPTED", "DECLINED", "EXPIRED", "WITHDRAWN", "LOST"],
                        ended_at__isnull=False,
                    )
                    & ~Q(ended_by="")
                ),
                name="an_offer_that_ended_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(status="ACCEPTED", booked__isnull=False)
                | (~Q(status="ACCEPTED") & Q(booked=None)),
                name="an_accepted_offer_names_its_visit",
            ),
            models.CheckConstraint(
                condition=~Q(status="WITHDRAWN") | ~Q(because=""),
                name="an_offer_taken_back_says_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["expires_at"], name="offer_running", condition=Q(status="OFFERED")
            ),
            models.Index(fields=["patient", "created_at"], name="offer_of_patient"),
        ]

    @property
    def is_running(self) -> bool:
        return self.status == self.Status.OFFERED

    def move_to(self, status: Offer.Status) -> None:
        """Change the status along MOVES, or raise IllegalMove."""
        require_move(self.MOVES, self.Status(self.status), status, what=_now("offer"))
        self.status = status
