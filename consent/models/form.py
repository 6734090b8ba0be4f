"""The registry of consent forms: every edition ever published, word for word."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor
from consent.standing import FormFacts
from consent.wording import Wording
from consent.wording.wording import elements_from_json, questions_from_json


class ConsentType(models.TextChoices):
    """What a form is for (domain/07 section 7.1)."""

    KAP_TREATMENT = "KAP_TREATMENT", _("Treatment")
    ROUTE_ANNEX_IV = "ROUTE_ANNEX_IV", _("Through a vein")
    ROUTE_ANNEX_IM = "ROUTE_ANNEX_IM", _("Shot into a muscle")
    ROUTE_ANNEX_SL = "ROUTE_ANNEX_SL", _("Lozenge")
    TELEHEALTH = "TELEHEALTH", _("Telehealth")
    TOUCH = "TOUCH", _("Touch")
    RECORDING_PHOTO = "RECORDING_PHOTO", _("Recording and photos")
    ROI = "ROI", _("Release of information")
    SMS_EMAIL = "SMS_EMAIL", _("Texts and e-mail")
    FINANCIAL = "FINANCIAL", _("Prices and payment")
    NPP_ACK = "NPP_ACK", _("Notice of privacy practices")
    RESEARCH = "RESEARCH", _("Research")
    PART2_TPO = "PART2_TPO", _("Substance-use records")
    MAINTENANCE_ADDENDUM = "MAINTENANCE_ADDENDUM", _("Maintenance")
    HOME_DOSING = "HOME_DOSING", _("Dosing at home")


TREATMENT_TYPES = frozenset(
    {
        ConsentType.KAP_TREATMENT,
        ConsentType.ROUTE_ANNEX_IV,
        ConsentType.ROUTE_ANNEX_IM,
        ConsentType.ROUTE_ANNEX_SL,
    }
)


class ConsentFormQuerySet(RecordQuerySet["ConsentForm"]):
    def visible_to(self, actor: Actor) -> Self:
        """Wording is no secret: everybody who issues, reads or publishes consents sees it, and the
        patient sees the forms that were issued to them."""
        wide = (
            Permission.CONSENT_VIEW,
            Permission.CONSENT_ISSUE,
            Permission.CONSENT_FORM_PUBLISH,
        )
        if any(actor.may(permission, None) for permission in wide):
            return self
        own = actor.patient_id()
        if own is None:
            return self.none()
        return self.filter(consents__patient_id=own).distinct()

    def unread(self) -> Self:
        """Without the wording itself: enough for the rules."""
        return self.defer("body", "elements", "questions", "meaning")

    def usable(self, at: datetime) -> Self:
        """In effect at that instant and not retired."""
        return self.filter(
            Q(retired_at=None) | Q(retired_at__gt=at),
            effective_from__lte=at,
        )


class ConsentForm(Record):
    """One edition of one form. The database lets nothing of it change but its retirement."""

    Type = ConsentType

    type = models.CharField(max_length=24, choices=ConsentType.choices)
    edition = models.PositiveSmallIntegerField(
        help_text=_("What people call the version: 1, 2, 3.")
    )
    jurisdiction = models.CharField(
        max_length=10, help_text=_("ISO 3166-2: US for the nation, US-NM for one state.")
    )
    language = models.CharField(max_length=35, help_text=_("BCP 47, such as en."))
    routes = ArrayField(
        models.CharField(max_length=16),
        default=list,
        blank=True,
        help_text=_("The routes it speaks of; empty when it is about none."),
    )
    title = models.CharField(max_length=200)
    body = models.TextField()
    elements = models.JSONField(help_text=_("In order: key, heading, text."))
    questions = models.JSONField(default=list, help_text=_("Teach-back: key, text."))
    meaning = models.TextField(help_text=_("What signing says (21 CFR 11.50)."))
    sha256 = models.CharField(max_length=64, help_text=_("Of every word above."))
    material = models.BooleanField(
        help_text=_("Earlier signatures stop counting; otherwise only the wording is tidier.")
    )
    effective_from = models.DateTimeField()
    replaces_from = models.DateTimeField(
        null=True, blank=True, help_text=_("When earlier signatures stop counting.")
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(
        default=False, help_text=_("Shipped wording: adapt it with your counsel.")
    )
    reviewed_by = models.CharField(
        max_length=200, blank=True, help_text=_("Counsel or director who read it.")
    )

    objects: ClassVar[ConsentFormQuerySet] = ConsentFormQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["type", "jurisdiction", "language", "edition"],
                name="consent_form_editions_are_unique",
            ),
            models.CheckConstraint(
                condition=Q(type__in=sorted(ConsentType.values)), name="consent_form_type_is_known"
            ),
            models.CheckConstraint(
                condition=Q(edition__gte=1), name="consent_form_editions_count_from_one"
            ),
            models.CheckConstraint(
                condition=Q(jurisdiction__regex=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"),
                name="consent_form_jurisdiction_is_iso_3166",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(body="") & ~Q(meaning=""),
                name="consent_form_has_words",
            ),
            models.CheckConstraint(
                condition=~Q(type__in=sorted(TREATMENT_TYPES)) | Q(routes__len__gte=1),
                name="treatment_form_names_its_routes",
            ),
            # A grace of at most 14 days, none for safety changes [POL].
            models.CheckConstraint(
                condition=Q(material=False, replaces_from=None)
                | Q(
                    material=True,
                    replaces_from__gte=F("effective_from"),
                    replaces_from__lte=F("effective_from")
                    + models.Value("14 days", models.DurationField()),
                ),
                name="material_form_replaces_within_14_days",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(retired_at__gte=F("created_at")),
                name="consent_form_retires_after_it_is_published",
            ),
        ]

    @cached_property
    def wording(self) -> Wording:
        """The words as a value, in the order they are read."""
        return Wording(
            type=self.type,
            edition=self.edition,
            jurisdiction=self.jurisdiction,
            language=self.language,
            routes=tuple(self.routes),
            title=self.title,
            body=self.body,
            elements=elements_from_json(self.elements),
            questions=questions_from_json(self.questions),
            meaning=self.meaning,
        )

    @property
    def facts(self) -> FormFacts:
        """What the rules about forms read."""
        return FormFacts(
            id=self.pk,
            type=self.type,
            edition=self.edition,
            jurisdiction=self.jurisdiction,
            language=self.language,
            routes=tuple(self.routes),
            effective_from=self.effective_from,
            replaces_from=self.replaces_from,
            retired_at=self.retired_at,
            sha256=self.sha256,
        )
