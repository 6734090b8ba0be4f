"""Where one of the staff is told that something waits for them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from clinic.accounts.models import Membership, User
from clinic.accounts.permissions import Permission
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor
from clinic.outbox.models.contact_point import Channel


class StaffContactQuerySet(RecordQuerySet["StaffContact"]):
    def visible_to(self, actor: Actor) -> Self:
        """A person's own; everybody's for whoever manages the staff there."""
        sites = actor.sites_with(Permission.STAFF_MANAGE)
        if sites is None:
            return self
        if not isinstance(actor, User):
            return self.none()
        theirs = Membership.objects.filter(site_id__in=sites)
        return self.filter(Q(staff=actor) | Q(staff_id__in=theirs.values("user_id")))

    def current(self) -> Self:
        return self.filter(replaced_at=None)


class StaffContact(Record):
    """One number or mailbox a person gave for being told that a task waits. Nothing else is ever sent there.

    A new one replaces the old; the old stays as it was. Giving it is the agreement to messages there. Without a
    mailbox of their own the address of their account serves.
    """

    staff = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="contacts_at_work"
    )
    kind = models.CharField(max_length=5, choices=Channel.choices)
    address = models.CharField(max_length=254)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[StaffContactQuerySet] = StaffContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["staff", "kind"],
                condition=Q(replaced_at=None),
                name="one_current_staff_contact_per_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Channel.values), name="staff_contact_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="EMAIL", address__contains="@")
                | Q(kind="SMS", address__regex=r"^\+[1-9][0-9]{5,14}$"),
                name="staff_contact_address_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(replaced_at__gte=F("created_at")),
                name="staff_contact_is_replaced_after_it_began",
            ),
        ]
