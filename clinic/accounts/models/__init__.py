from clinic.accounts.models.licence import Licence, LicenceQuerySet
from clinic.accounts.models.membership import Membership, MembershipQuerySet
from clinic.accounts.models.user import User, UserQuerySet

__all__ = [
    "Licence",
    "LicenceQuerySet",
    "Membership",
    "MembershipQuerySet",
    "User",
    "UserQuerySet",
]
