"""One form put before one patient for one course, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.core.localtime import local_date
from clinic.core.states import machine
from consent.models.form import ConsentForm, ConsentType
from consent.standing import ConsentFacts, FormFacts, Place, lack_of
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class ConsentState(models.TextChoices):
    """Domain/07 section 7.4. Only SIGNED opens the gate."""

    ISSUED = "ISSUED", _("Waiting to be read")
    PARTIAL = "PARTIAL", _("Partly read")
    SIGNED = "SIGNED", _("Signed")
    SUPERSEDED = "SUPERSEDED", _("Replaced")
    EXPIRED = "EXPIRED", _("Ran out")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    DECLINED = "DECLINED", _("Declined")


_S = ConsentState
UNSIGNED = frozenset({_S.ISSUED, _S.PARTIAL})


class ConsentQuerySet(AboutPatientQuerySet["Consent"]):
    VIEW = Permission.CONSENT_VIEW
    OWN = True

    def unsigned(self) -> Self:
        """Waiting for the patient."""
        return self.filter(state__in=UNSIGNED)

    def signed(self) -> Self:
        return self.filter(state=ConsentState.SIGNED)

    def facts(self, forms: Mapping[UUID, FormFacts]) -> list[ConsentFacts]:
        """What the rules read, of many at once. `forms` are all that were ever published, by id."""
        rows = self.plain(
            "id",
            "course_id",
            "form_id",
            "state",
            "signed_at",
            "signed_sha256",
            "expires_on",
            "capacity_attested_at",
        )
        return [
            ConsentFacts(
                row.id,
                row.course_id,
                forms[row.form_id],
                row.state,
                row.signed_at,
                row.signed_sha256,
                row.expires_on,
                row.capacity_attested_at,
            )
            for row in rows
        ]

    def in_force_for(
        self, course: Any | UUID | Iterable[Any | UUID], route: str | None, at: datetime
    ) -> Self:
        """The consents that hold for ``route`` at that instant: three queries for any number of courses.

        ``course`` is one course or id, or many. ``route`` None asks for each course's own. What else
        must hold (mandatory types, the gap since the last dose) is asked in ``consent.policies``.
        """
        wanted = list(course) if isinstance(course, Iterable) else [course]
        rows = list(
            self.signed()
            .filter(course__in=[getattr(one, "pk", one) for one in wanted])
            .select_related("form", "site", "course")
        )
        forms = [form.facts for form in ConsentForm.objects.filter(effective_from__lte=at)]
        holding = [
            row.pk
            for row in rows
            if lack_of(
                row.facts, forms, row.course.route if route is None else route, row.place(at)
            )
            is None
        ]
        return self.filter(pk__in=holding)


@machine(field="state")
class Consent(AboutPatient):
    """Bound to the exact wording, the course and its routes. Unsigned it fills up; signed it is fixed."""

    State = ConsentState

    MOVES: ClassVar = {
        _S.ISSUED: {_S.PARTIAL, _S.DECLINED, _S.SUPERSEDED},
        _S.PARTIAL: {_S.SIGNED, _S.DECLINED, _S.SUPERSEDED},
        _S.SIGNED: {_S.SUPERSEDED, _S.EXPIRED, _S.WITHDRAWN},
        _S.SUPERSEDED: set(),
        _S.EXPIRED: set(),
        _S.WITHDRAWN: set(),
        _S.DECLINED: set(),
    }

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="consents"
    )
    form = models.ForeignKey(ConsentForm, on_delete=models.PROTECT, related_name="consents")
    type = models.CharField(max_length=24, choices=ConsentType.choices)
    state = models.CharField(
        max_length=10, choices=ConsentState.choices, default=ConsentState.ISSUED
    )
    routes = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    issued_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Whose sign-in it was: the patient's own, or the clinician's beside them."),
    )
    signature = models.JSONField(
        null=True,
        blank=True,
        help_text=_("Typed name, method, meaning, instant, zone, wording, elements."),
    )
    signed_sha256 = models.CharField(max_length=64, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text=_("The first day without it."))
    capacity_attested_at = models.DateTimeField(null=True, blank=True)
    capacity_attested_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(
        max_length=500,
        blank=True,
        help_text=_("Of a withdrawal or refusal. Nobody must give one."),
    )

    objects: ClassVar[ConsentQuerySet] = ConsentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient", "state"], name="consent_of_patient")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(ConsentState.values)), name="consent_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["course", "type"],
                condition=Q(state__in=sorted(UNSIGNED)),
                name="one_unsigned_consent_per_course_and_type",
            ),
            models.UniqueConstraint(
                fields=["course", "type"],
                condition=Q(state="SIGNED"),
                name="one_signed_consent_per_course_and_type",
            ),
            models.CheckConstraint(
                condition=Q(
                    signed_at=None,
                    signed_by=None,
                    signature__isnull=True,
                    signed_sha256="",
                    expires_on=None,
                )
                | Q(
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                    signature__isnull=False,
                    signed_sha256__regex="^[0-9a-f]{64}$",
                    expires_on__isnull=False,
                ),
                name="consent_signature_is_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SIGNED", "EXPIRED", "WITHDRAWN"])
                | Q(signed_at__isnull=False),
                name="a_consent_that_counted_was_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ISSUED", "PARTIAL", "DECLINED"]) | Q(signed_at=None),
                name="an_unsigned_consent_has_no_signature",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ISSUED", "PARTIAL", "SIGNED"], ended_at=None)
                | ~Q(state__in=["ISSUED", "PARTIAL", "SIGNED"]) & Q(ended_at__isnull=False),
                name="a_consent_that_is_over_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="WITHDRAWN", withdrawn_at=F("ended_at"))
                | ~Q(state="WITHDRAWN") & Q(withdrawn_at=None),
                name="a_withdrawn_consent_says_when",
            ),
            models.CheckConstraint(
                condition=Q(capacity_attested_at=None, capacity_attested_by=None)
                | Q(capacity_attested_at__isnull=False, capacity_attested_by__isnull=False),
                name="capacity_attestation_has_who_and_when",
            ),
        ]

    @property
    def is_unsigned(self) -> bool:
        """Whether it still waits for the patient."""
        return self.state in UNSIGNED

    @property
    def facts(self) -> ConsentFacts:
        """What the rules read. Needs ``form`` loaded."""
        form: FormFacts = self.form.facts
        return ConsentFacts(
            id=self.pk,
            course_id=self.course_id,
            form=form,
            state=self.state,
            signed_at=self.signed_at,
            signed_sha256=self.signed_sha256,
            expires_on=self.expires_on,
            capacity_attested_at=self.capacity_attested_at,
        )

    def place(self, at: datetime) -> Place:
        """Where and when this consent is asked about. Needs ``site`` loaded."""
        return Place(self.site.jurisdiction, at, local_date(at, self.site.timezone))
