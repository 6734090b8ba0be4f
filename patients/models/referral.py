"""Somebody is sent to us, or asks for us: what was said, from whom, and what became of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import PatientRecord, RecordQuerySet
from clinic.core.actor import Actor
from clinic.core.states import machine


class ReferralQuerySet(RecordQuerySet["Referral"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.REFERRAL_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def waiting(self) -> Self:
        """Somebody must still do something: say who this is, or settle what was said."""
        return self.filter(status__in=[Referral.Status.RECEIVED, Referral.Status.OPEN])

    def newest_first(self) -> Self:
        return self.order_by("-received_at", "-id")


@machine()
class Referral(PatientRecord):
    """One letter, bundle or form about one person.

    ``person`` is what the sender says of who this is (names, birth date as written, contacts, address),
    without government numbers: the clinic needs none (minimum necessary, domain/08 section 8.2).
    ``evidence`` holds readings and procedures of elsewhere and the reader's notes: chart text.
    ``words`` is what the person, or the sender, wrote freely: chart text as well.
    """

    class Origin(models.TextChoices):
        BUNDLE = "BUNDLE", _("FHIR bundle")
        DESK = "DESK", _("Taken down at the desk")
        SELF = "SELF", _("Self-referral")

    class Status(models.TextChoices):
        RECEIVED = "RECEIVED", _("To identify")
        OPEN = "OPEN", _("To review")
        SETTLED = "SETTLED", _("Settled")
        DECLINED = "DECLINED", _("Declined")

    MOVES: ClassVar = {
        Status.RECEIVED: {Status.OPEN, Status.DECLINED},
        Status.OPEN: {Status.SETTLED, Status.DECLINED},
        Status.SETTLED: {Status.OPEN},
        Status.DECLINED: set(),
    }

    patient = models.ForeignKey(
        "patients.Patient", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    origin = models.CharField(max_length=8, choices=Origin.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RECEIVED)
    received_at = models.DateTimeField()
    sender = models.CharField(max_length=200, blank=True)
    bundle_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    person = models.JSONField()
    evidence = models.JSONField(default=dict, blank=True)
    words = models.TextField(blank=True)
    missing = models.CharField(
        max_length=240, blank=True, help_text=_("Why nobody could be registered from it as it is.")
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    declined_because = models.CharField(max_length=240, blank=True)

    objects: ClassVar[ReferralQuerySet] = ReferralQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["site", "status", "received_at"], name="referral_waiting")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(origin__in=["BUNDLE", "DESK", "SELF"]),
                name="referral_origin_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["RECEIVED", "OPEN", "SETTLED", "DECLINED"]),
                name="referral_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["RECEIVED", "DECLINED"]) | Q(patient__isnull=False),
                name="a_referral_in_review_has_a_patient",
            ),
            models.UniqueConstraint(
                fields=["site", "bundle_sha256"],
                condition=~Q(bundle_sha256=""),
                name="one_referral_per_bundle_and_site",
            ),
            models.CheckConstraint(
                condition=~Q(origin="BUNDLE") | Q(bundle_sha256__regex="^[0-9a-f]{64}$"),
                name="a_bundle_has_its_digest",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="DECLINED", declined_at__isnull=False, declined_by__isnull=False
                )
                & ~Q(declined_because="")
                | ~Q(status="DECLINED")
                & Q(declined_at=None, declined_by=None, declined_because=""),
                name="a_declined_referral_has_who_when_and_why",
            ),
        ]


class ReferralFactQuerySet(RecordQuerySet["ReferralFact"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.CHART_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def pending(self) -> Self:
        return self.filter(status=ReferralFact.Status.PENDING)

    def in_reading_order(self) -> Self:
        """As the letter was gathered: allergies, medicines, problems; current before past."""
        return self.order_by("referral", "place")


@machine()
class ReferralFact(PatientRecord):
    """One thing a referral says of the patient's health. Nothing here is true until a person says so.

    Dates are as the sender knew them: YYYY, YYYY-MM or YYYY-MM-DD. ``unread`` says what the sender left
    out; such a line can only be set aside. ``became`` is the plain id of the condition, medication or
    allergy that confirming it made.
    """

    class Kind(models.TextChoices):
        CONDITION = "CONDITION", _("Problem")
        MEDICATION = "MEDICATION", _("Medication")
        ALLERGY = "ALLERGY", _("Allergy")

    class Standing(models.TextChoices):
        CURRENT = "CURRENT", _("Current")
        PAST = "PAST", _("Past")
        PLANNED = "PLANNED", _("Planned")
        UNKNOWN = "UNKNOWN", _("Not said")

    class Status(models.TextChoices):
        PENDING = "PENDING", _("To review")
        CONFIRMED = "CONFIRMED", _("Confirmed")
        REJECTED = "REJECTED", _("Set aside")

    MOVES: ClassVar = {
        Status.PENDING: {Status.CONFIRMED, Status.REJECTED},
        # What was confirmed by mistake is a mistake on the chart, and is marked there.
        Status.CONFIRMED: set(),
        Status.REJECTED: {Status.PENDING},
    }

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="facts")
    patient = models.ForeignKey(
        "patients.Patient", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=200, blank=True)
    system = models.CharField(max_length=200, blank=True)
    codes = models.JSONField(default=list, blank=True)
    standing = models.CharField(max_length=8, choices=Standing.choices)
    said = models.CharField(max_length=200, blank=True)
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)
    noted = models.CharField(max_length=10, blank=True)
    details = models.CharField(max_length=500, blank=True)
    entries = models.JSONField(default=list, blank=True)
    unread = models.CharField(max_length=240, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    because = models.CharField(max_length=240, blank=True)
    became = models.UUIDField(null=True, blank=True, editable=False)

    objects: ClassVar[ReferralFactQuerySet] = ReferralFactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["referral", "place"], name="one_line_per_place_in_a_referral"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["CONDITION", "MEDICATION", "ALLERGY"]),
                name="referral_fact_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["CURRENT", "PAST", "PLANNED", "UNKNOWN"]),
                name="referral_fact_standing_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(unread=""), name="a_referral_fact_says_something"
            ),
            models.CheckConstraint(
                condition=Q(
                    status="PENDING", settled_at=None, settled_by=None, because="", became=None
                )
                | Q(
                    status="CONFIRMED",
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                    became__isnull=False,
                    patient__isnull=False,
                )
                & ~Q(text="")
                | Q(
                    status="REJECTED",
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                    became=None,
                )
                & ~Q(because=""),
                name="a_settled_referral_fact_has_who_when_and_what",
            ),
        ]
