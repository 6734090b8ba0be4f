"""Whether a person may practise here today: what a signature stands on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from clinic.accounts.models import Licence, User
from clinic.core.errors import DomainError
from clinic.sites.models import Site


class NotLicensed(DomainError):
    """Whoever signs must hold a verified licence for the place of treatment that is valid that day."""

    code = "not-licensed"


def licence_for(user: User, site: Site, kinds: Collection[str], day: date) -> Licence | None:
    """A licence of one of the kinds, valid on ``day`` where the site is (domain/08 section 8.6)."""
    return (
        Licence.objects.valid_on(day)
        .filter(user=user, kind__in=kinds, jurisdiction=site.jurisdiction)
        .order_by("kind")
        .first()
    )


def require_licence(user: User, site: Site, kinds: Collection[str], day: date) -> Licence:
    """As ``licence_for``. Raises ``NotLicensed`` with what is missing."""
    found = licence_for(user, site, kinds, day)
    if found is None:
        names = str(_(" or ")).join(str(Licence.Kind(kind).label).lower() for kind in kinds)
        raise NotLicensed(
            _("You have no verified %(licence)s for %(place)s that is valid today.")
            % {"licence": names, "place": site.jurisdiction}
        )
    return found
