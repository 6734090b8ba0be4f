"""Whether a screening may be signed, and by whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.models import Licence, User
from clinic.core.errors import DomainError
from clinic.policy.terms import ClinicalPolicy
from clinic.sites.models import Site
from patients.eligibility.assessment import Assessment, EligibilityPolicy, assess
from patients.eligibility.known import Known
from patients.models import Referral, ReferralFact, Screening
from patients.models.finding_clash import FindingClash
from patients.policies import suggestion as suggestions

# A federal registration is written down with the nation or with the state it is for.
NATION = "US"


class SignerNotValid(DomainError):
    """Who signs must hold a licence for the place of treatment and a DEA registration, that day."""

    code = "signer-not-valid"


class ScreeningBlocked(DomainError):
    """Something in the findings stands against it. ``details["codes"]`` lists the rows."""

    code = "screening-blocked"


class NewsNotRead(DomainError):
    """Something came on record that the signer has not read. ``details["sources"]`` lists it."""

    code = "news-not-read"


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


def require_one_version(screening: Screening) -> None:
    """Nobody's words wait beside a row. Raises ``ScreeningBlocked``."""
    waiting = screening.clashes.waiting().order_by("code").values_list("code", flat=True)
    codes = list(dict.fromkeys(waiting))
    if codes:
        named = [_("summary") if code == FindingClash.SUMMARY else code for code in codes]
        raise ScreeningBlocked(
            _("Two people wrote different things. Choose in: %s.") % ", ".join(named), codes=codes
        )


def unread_letters(screening: Screening) -> list[tuple[UUID, int]]:
    """Referrals of this patient with lines nobody has confirmed or set aside: which, and how many."""
    waiting = ReferralFact.objects.pending().filter(
        referral__patient_id=screening.patient_id, referral__status=Referral.Status.OPEN
    )
    counted: dict[UUID, int] = {}
    for referral_id in waiting.order_by("referral__received_at").values_list(
        "referral_id", flat=True
    ):
        counted[referral_id] = counted.get(referral_id, 0) + 1
    return list(counted.items())


def require_letters_read(screening: Screening) -> None:
    """What the referring practice said was read. Raises ``ScreeningBlocked``: unread is not absent."""
    waiting = sum(count for _referral, count in unread_letters(screening))
    if waiting:
        raise ScreeningBlocked(
            ngettext(
                "%d line of the referral waits. Confirm it or set it aside.",
                "%d lines of the referral wait. Confirm them or set them aside.",
                waiting,
            )
            % waiting,
            codes=[],
        )


def require_suggestions_answered(screening: Screening, known: Known) -> None:
    """What is on record was taken up or dismissed with a reason. Raises ``ScreeningBlocked``."""
    standings = suggestions.standings(screening, known)
    codes = list(dict.fromkeys(one.suggestion.code for one in standings if one.is_open))
    if codes:
        raise ScreeningBlocked(
            _("Something on record may be about %s. Take it up, or say why it is not so.")
            % ", ".join(codes),
            codes=codes,
        )


def require_read(
    screening: Screening, known: Known, read: Collection[str]
) -> tuple[suggestions.NewSince, ...]:
    """What is new, all of it read. Raises ``NewsNotRead``."""
    news = suggestions.new_since(screening, known)
    unread = [one for one in news if one.source not in read]
    if unread:
        raise NewsNotRead(
            _("Read what is new first. %s.") % "; ".join(one.what for one in unread),
            sources=[one.source for one in unread],
        )
    return news
