"""The people of the suite: a clinic with a desk, a nurse, a prescriber, a therapist, and one at another site.

Everything is made through the real actions. `at` is a Tuesday morning in Denver, 2026-11-24 09:00 MST.
"""

from datetime import UTC, date, datetime, timedelta

from clinic.accounts.actions import site as sites
from clinic.accounts.actions import staff
from clinic.accounts.models import Licence, User
from clinic.accounts.roles import Capability, Role
from clinic.accounts.system import SETUP
from clinic.policy.actions import version as policy_actions
from tests.harness.house import kept

AT = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
PASSWORD = "correct horse battery 9"


@kept
def at() -> datetime:
    return AT


def open_site(slug="thistledown", timezone="America/Denver", jurisdiction="US-NM"):
    return sites.open_site(
        name=f"{slug.title()} Test Clinic",
        neutral_name=slug.title(),
        slug=slug,
        timezone=timezone,
        jurisdiction=jurisdiction,
        phone="505-555-0100",
        address="1 Nowhere Lane",
        by=SETUP,
        at=AT - timedelta(days=400),
    )


def hire(site, role, name, *, capabilities=(), credentials="", password=False) -> User:
    """A person with that role since long ago. `password=True` only where a test signs in: hashing is slow."""
    start = AT - timedelta(days=400)
    email = f"{name.lower().replace(' ', '.')}@{site.slug}.example"
    user = staff.invite(
        site,
        email=email,
        name=name,
        role=role,
        capabilities=capabilities,
        credentials=credentials,
        by=SETUP,
        at=start,
    )
    if password:
        user = staff.set_password(user, password=PASSWORD, by=SETUP, at=start)
    return user


_numbers = iter(range(1000, 10**6))


def license(user, site, kind, *, by, jurisdiction=None, until=date(2027, 12, 31)) -> Licence:  # noqa: A001
    start = AT - timedelta(days=399)
    n = next(_numbers)
    number = f"T-{n}"
    if kind == Licence.Kind.DEA:
        digits = f"{n:06d}"
        d = [int(c) for c in digits]
        number = f"AB{digits}{(d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10}"
    licence = staff.record_licence(
        user,
        site=site,
        kind=kind,
        number=number,
        jurisdiction=jurisdiction or site.jurisdiction,
        issued_on=date(2025, 1, 1),
        expires_on=until,
        by=SETUP,
        at=start,
    )
    return staff.verify_licence(licence, site=site, by=by, at=start)


@kept
def site(db):
    return open_site()


@kept
def other_site(db):
    return open_site("elsewhere", "America/New_York", "US-NY")


@kept
def manager(site):
    return hire(site, Role.MANAGER, "Maya Fabricated", password=True)


@kept
def desk(site):
    return hire(site, Role.FRONT_DESK, "Dana Demo", password=True)


@kept
def prescriber(site, manager):
    """A prescriber with every licence; not the medical director."""
    user = hire(site, Role.PRESCRIBER, "Ima Imaginary", credentials="MD", password=True)
    license(user, site, Licence.Kind.PRESCRIBER, by=manager)
    license(user, site, Licence.Kind.DEA, by=manager)
    license(user, site, Licence.Kind.ACLS, by=manager, jurisdiction="US")
    return user


@kept
def director(site, manager):
    """A prescriber who is also the medical director."""
    user = hire(
        site,
        Role.PRESCRIBER,
        "Mara Makebelieve",
        credentials="MD",
        capabilities=[Capability.MEDICAL_DIRECTOR],
        password=True,
    )
    license(user, site, Licence.Kind.PRESCRIBER, by=manager)
    license(user, site, Licence.Kind.DEA, by=manager)
    license(user, site, Licence.Kind.ACLS, by=manager, jurisdiction="US")
    return user


@kept
def nurse(site, manager):
    user = hire(
        site,
        Role.NURSE,
        "Pat Standin",
        credentials="RN",
        capabilities=[Capability.WITNESS],
        password=True,
    )
    license(user, site, Licence.Kind.NURSE, by=manager)
    license(user, site, Licence.Kind.BLS, by=manager, jurisdiction="US")
    license(user, site, Licence.Kind.ACLS, by=manager, jurisdiction="US")
    return user


@kept
def second_nurse(site, manager):
    user = hire(
        site,
        Role.NURSE,
        "Quinn Understudy",
        credentials="RN",
        capabilities=[Capability.WITNESS],
        password=True,
    )
    license(user, site, Licence.Kind.NURSE, by=manager)
    license(user, site, Licence.Kind.BLS, by=manager, jurisdiction="US")
    return user


@kept
def therapist(site, manager):
    user = hire(site, Role.THERAPIST, "Theo Faux", credentials="LPCC", password=True)
    license(user, site, Licence.Kind.THERAPIST, by=manager)
    return user


@kept
def auditor(site):
    return hire(site, Role.AUDITOR, "Ada Checkfield", password=True)


@kept
def other_desk(other_site):
    """The front desk of another site: must see nothing here."""
    return hire(other_site, Role.FRONT_DESK, "Olive Otherplace", password=True)


@kept
def other_prescriber(other_site):
    colleague = hire(other_site, Role.MANAGER, "Otto Elsewhere")
    user = hire(other_site, Role.PRESCRIBER, "Orin Elsewhere", credentials="MD", password=True)
    license(user, other_site, Licence.Kind.PRESCRIBER, by=colleague)
    license(user, other_site, Licence.Kind.DEA, by=colleague)
    return user


def sign_policy(site, director, at=AT - timedelta(days=300), **changes):
    """Put the shipped terms in force at `site`, adjusted by `changes` (a dict of parts)."""
    version = policy_actions.draft(site, by=director, at=at)
    if changes:
        terms = dict(version.terms)
        for part, values in changes.items():
            terms[part] = {**terms[part], **values}
        version = policy_actions.adjust(
            version, terms=terms, note="for a test", by=director, at=at
        )
    return policy_actions.sign(version, by=director, at=at, authenticated_at=at)


@kept
def signed_policy(site, director):
    return sign_policy(site, director)
