"""The person who is treated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import PatientRecord, RecordQuerySet
from clinic.core.actor import Actor
from clinic.sites.models import Site
from patients.matching.likeness import Level, Profile
from patients.matching.query import read_query
from patients.models import patient_likeness, patient_search
from patients.models.course import Course


def _known_at(sites: Iterable[UUID]) -> Q:
    """A person registered at one site may have a course at another.

    Exists, not a join: a join would list the person once for every course, and IN would read every
    course of the site.
    """
    sites = list(sites)
    courses = Course.objects.filter(site_id__in=sites, patient_id=OuterRef("pk"))
    return Q(site_id__in=sites) | Q(Exists(courses))


class PatientQuerySet(RecordQuerySet["Patient"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.PATIENT_VIEW)
        if sites is None:
            return self
        allowed = _known_at(sites)
        own = actor.patient_id()
        if own is not None:
            allowed |= Q(pk=own)
        return self.filter(allowed)

    def known_at(self, site: Site) -> Self:
        """Registered at this site, or treated there."""
        return self.filter(_known_at([site.pk]))

    def not_merged(self) -> Self:
        """Without the records that turned out to be somebody's second one."""
        return self.filter(merged_into=None)

    def search(self, text: str, *, today: date) -> list[Patient]:
        """The 20 likeliest: by name however spelt, birth date in any form, phone or record number."""
        return patient_search.search(self, read_query(text, today=today))

    def like(self, profile: Profile) -> list[patient_likeness.Candidate]:
        """Whoever of these may be the person described, likeliest first, with the reasons."""
        return patient_likeness.alike(self, profile)

    def like_person(self, patient: Patient) -> list[patient_likeness.Candidate]:
        """Whoever else of these may be this patient."""
        [profile] = patient_likeness.profiles([patient]).values()
        return patient_likeness.alike(self.exclude(pk=patient.pk), profile)

    def likely(self, profile: Profile) -> list[patient_likeness.Candidate]:
        """Only those so like it that a person must compare before anybody is registered."""
        return [one for one in self.like(profile) if one.likeness.level >= Level.LIKELY]


class Patient(PatientRecord):
    """One person, known by name and birth date."""

    PATIENT_FIELD: ClassVar[str] = "id"

    class Sex(models.TextChoices):
        FEMALE = "FEMALE", _("Female")
        MALE = "MALE", _("Male")
        OTHER = "OTHER", _("Other")
        UNKNOWN = "UNKNOWN", _("Not recorded")

    class Pregnancy(models.TextChoices):
        """Who is tested before a dose (G25); not asked counts as yes there."""

        YES = "YES", _("Can become pregnant")
        NO = "NO", _("Cannot become pregnant")
        UNKNOWN = "UNKNOWN", _("Not asked")

    class OwnPages(models.TextChoices):
        """Whether the person can read and answer on their own pages."""

        CLOSED = "CLOSED", _("Not invited")
        INVITED = "INVITED", _("Invited, no password chosen yet")
        OPEN = "OPEN", _("Signs in")

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    record_number = models.CharField(max_length=20, unique=True)
    account = models.OneToOneField(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    preferred_name = models.CharField(max_length=120, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    birth_date = models.DateField()
    deceased_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    can_become_pregnant = models.CharField(
        max_length=8, choices=Pregnancy.choices, default=Pregnancy.UNKNOWN
    )
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=35, default="en", help_text=_("BCP 47, such as en."))
    timezone = models.CharField(
        max_length=64, blank=True, help_text=_("Governs quiet hours; empty means the site's.")
    )
    address = models.CharField(max_length=240, blank=True)
    city = models.CharField(max_length=80, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    jurisdiction = models.CharField(
        max_length=10, blank=True, help_text=_("Where the person lives, ISO 3166-2; empty: here.")
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    merged_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PatientQuerySet] = PatientQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["site", "family_name", "given_name"], name="patient_by_name"),
            models.Index(fields=["birth_date"], name="patient_by_birth_date"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sex__in=["FEMALE", "MALE", "OTHER", "UNKNOWN"]),
                name="patient_sex_is_known",
            ),
            models.CheckConstraint(
                condition=Q(can_become_pregnant__in=["YES", "NO", "UNKNOWN"]),
                name="patient_pregnancy_answer_is_known",
            ),
            models.CheckConstraint(
                condition=Q(deceased_on=None) | Q(deceased_on__gte=F("birth_date")),
                name="patient_dies_after_birth",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_at=None)
                | Q(merged_into__isnull=False, merged_at__isnull=False),
                name="patient_merge_has_whither_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(given_name="") & ~Q(family_name=""), name="patient_has_a_name"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="patient_is_not_merged_into_itself"
            ),
        ]

    @property
    def full_name(self) -> str:
        """The name as it stands on the record."""
        return f"{self.given_name} {self.family_name}"

    @property
    def called(self) -> str:
        """What to call the person: the name they chose, or the given one."""
        return self.preferred_name or self.given_name

    @property
    def own_pages(self) -> OwnPages:
        """How far the person is with their own pages. Reads the account: join it where many are shown."""
        if self.account is None:
            return self.OwnPages.CLOSED
        chosen = self.account.has_usable_password()
        return self.OwnPages.OPEN if chosen else self.OwnPages.INVITED


class IdentifierQuerySet(RecordQuerySet["Identifier"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(patient__in=Patient.objects.visible_to(actor))


class Identifier(PatientRecord):
    """A number another system knows the patient by. One number means one person."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="identifiers")
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    system = models.CharField(max_length=200)
    value = models.CharField(max_length=120)

    objects: ClassVar[IdentifierQuerySet] = IdentifierQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["system", "value"], name="one_patient_per_outside_number"
            )
        ]
