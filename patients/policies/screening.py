"""Whether a screening may be signed, and by whom."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from clinic.accounts.models import Licence, User
from clinic.core.errors import DomainError
from clinic.policy.terms import ClinicalPolicy
from clinic.sites.models import Site
from patients.eligibility.assessment import Assessment, EligibilityPolicy, assess
from patients.models import Screening

# A federal registration is written down with the nation or with the state it is for.
NATION = "US"


class SignerNotValid(DomainError):
    """Who signs must hold a licence for the place of treatment and a DEA registration, that day."""

    code = "signer-not-valid"


class ScreeningBlocked(DomainError):
    """Something in the findings stands against it. ``details["codes"]`` lists the rows."""

    code = "screening-blocked"


def rules(policy: ClinicalPolicy) -> EligibilityPolicy:
    """The pure rules' numbers, from the signed clinical policy."""
    return EligibilityPolicy(
        validity_days=policy.gate.screening_valid_days,
        note_min_characters=policy.gate.override_reason_min,
    )


def assess_screening(screening: Screening, policy: EligibilityPolicy) -> Assessment:
    """What is still in the way, read from the stored findings."""
    return assess((row.as_finding() for row in screening.findings.all()), policy)


def licence_of(user: User, site: Site, day: date) -> Licence:
    """The licence a signature stands on. Raises ``SignerNotValid``.

    Treatment happens at the site, so the site's jurisdiction is where the patient is (G02).
    """
    valid = Licence.objects.valid_on(day).filter(user=user)
    licence = valid.filter(kind=Licence.Kind.PRESCRIBER, jurisdiction=site.jurisdiction).first()
    if licence is None:
        raise SignerNotValid(
            _("You have no verified prescriber's licence for %(place)s that is valid today.")
            % {"place": site.jurisdiction}
        )
    registered = valid.filter(kind=Licence.Kind.DEA).filter(
        Q(jurisdiction=site.jurisdiction) | Q(jurisdiction=NATION)
    )
    if not registered.exists():
        raise SignerNotValid(_("You have no verified DEA registration that is valid today."))
    return licence
