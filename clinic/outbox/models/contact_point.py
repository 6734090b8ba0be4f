"""Where a patient can be reached, and where nobody may write any more."""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import PatientRecord, Record, RecordQuerySet
from clinic.core.actor import Actor


class Channel(models.TextChoices):
    SMS = "SMS", _("Text message")
    EMAIL = "EMAIL", _("E-mail")


class ContactPointQuerySet(RecordQuerySet["ContactPoint"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.PATIENT_VIEW)
        if sites is None:
            return self
        own = actor.patient_id()
        return self.filter(Q(site_id__in=sites) | Q(patient_id=own, patient_id__isnull=False))

    def current(self) -> Self:
        return self.filter(replaced_at=None)

    def of(self, patient_id: UUID) -> Self:
        return self.filter(patient_id=patient_id)

    def usable(self) -> Self:
        """Current, agreed to, and nobody said stop to this address since."""
        stopped = OptOut.objects.standing().filter(
            kind=OuterRef("kind"), address=OuterRef("address")
        )
        return self.current().filter(
            ~Exists(stopped), consented_at__isnull=False, opted_out_at=None
        )


class ContactPoint(PatientRecord):
    """One number or mailbox of one patient. A new one replaces the old; the old stays as it was.

    ``patient_id`` is a plain id: people live above messages. Without ``consented_at`` nothing is sent
    [47 CFR 64.1200(a)(9)(iv); L06].
    """

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    patient_id = models.UUIDField()
    kind = models.CharField(max_length=5, choices=Channel.choices)
    address = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    opted_out_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ContactPointQuerySet] = ContactPointQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "address"], name="contact_by_address")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient_id", "kind"],
                condition=Q(replaced_at=None),
                name="one_current_contact_point_per_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Channel.values), name="contact_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="EMAIL", address__contains="@")
                | Q(kind="SMS", address__regex=r"^\+[1-9][0-9]{5,14}$"),
                name="contact_address_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(replaced_at__gte=F("created_at")),
                name="contact_is_replaced_after_it_began",
            ),
        ]


class OptOutQuerySet(RecordQuerySet["OptOut"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.CONTACT_POINT_EDIT)
        return self if sites is None else self.filter(site_id__in=sites)

    def standing(self) -> Self:
        return self.filter(lifted_at=None)


class OptOut(Record):
    """Somebody said stop. It binds the address, whoever's it is: typing the number again does not revive it.

    Honoured at once, whatever the words were [47 CFR 64.1200(a)(10); L07].
    """

    class How(models.TextChoices):
        REPLY = "REPLY", _("Answered a message")
        TOLD_STAFF = "TOLD_STAFF", _("Told us")
        PORTAL = "PORTAL", _("In the portal")
        WRONG_PERSON = "WRONG_PERSON", _("Not the patient's address")

    site = models.ForeignKey(
        "sites.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=5, choices=Channel.choices)
    address = models.CharField(max_length=254)
    how = models.CharField(max_length=12, choices=How.choices)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_why = models.CharField(max_length=240, blank=True)

    objects: ClassVar[OptOutQuerySet] = OptOutQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "address"],
                condition=Q(lifted_at=None),
                name="one_standing_opt_out_per_address",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Channel.values), name="opt_out_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(how__in=["REPLY", "TOLD_STAFF", "PORTAL", "WRONG_PERSON"]),
                name="opt_out_how_is_known",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_why="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_why="")),
                name="opt_out_is_lifted_with_a_reason",
            ),
        ]
