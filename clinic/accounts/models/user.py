from __future__ import annotations

import json
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import connection, models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from clinic.accounts.roles import GRANTS, Capability, Role
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor


class UserQuerySet(RecordQuerySet["User"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("staff.view")
        if sites is None:
            return self
        from clinic.accounts.models.membership import Membership  # noqa: PLC0415

        here = Membership.objects.filter(site_id__in=sites)
        return self.filter(pk__in=here.values("user_id"))

    def active(self) -> Self:
        return self.filter(is_active=True)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)  # type: ignore[no-any-return]


class User(AbstractBaseUser, Record):
    """A person who can sign in. Never deleted: deactivated, so that history keeps its author."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(max_length=120)
    credentials = models.CharField(
        max_length=60, blank=True, help_text=_("As printed after a signature, such as MD or LPCC.")
    )
    phone_extension = models.CharField(max_length=12, blank=True)
    is_active = models.BooleanField(default=True)
    single_keys = models.BooleanField(
        default=True, help_text=_("Single-letter keyboard shortcuts (WCAG 2.1.4).")
    )

    HISTORY_LEAVES_OUT = ("password",)
    last_login = None  # sign-ins are in the access log, not in the record
    is_staff = False
    is_superuser = False

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[Any] = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(models.functions.Lower("email"), name="one_account_per_email"),
        ]

    def __str__(self) -> str:
        return f"user:{self.pk}"

    def get_full_name(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """As Django's, without rewriting the hash: a sign-in changes no record."""
        return check_password(raw_password, self.password)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False  # Django's model permissions are not used: see roles.py

    def has_module_perms(self, app_label: str) -> bool:
        return False

    # --- Actor -----------------------------------------------------------------------------------

    @property
    def actor_id(self) -> str:
        return f"user:{self.pk}"

    @property
    def actor_label(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @cached_property
    def _current(self) -> list[tuple[UUID, str, tuple[str, ...]]]:
        """Current memberships, read once per request: (site, role, capabilities)."""
        from clinic.accounts.models.membership import CURRENT_OF_ONE  # noqa: PLC0415
        from clinic.core import clock  # noqa: PLC0415

        if not self.is_active:
            return []
        if (
            read := self.__dict__.pop("memberships_held", None)
        ) is not None:  # came with the session's user
            return [
                (UUID(m["site_id"]), m["role"], tuple(m["capabilities"])) for m in json.loads(read)
            ]
        with connection.cursor() as cursor:
            cursor.execute(CURRENT_OF_ONE, {"user": self.pk, "at": clock.now()})
            rows = cursor.fetchall()
        return [(site_id, role, tuple(capabilities)) for site_id, role, capabilities in rows]

    def may(self, permission: str, site_id: UUID | None) -> bool:
        return any(
            permission in GRANTS[Role(role)]
            for site, role, _capabilities in self._current
            if site_id is None or site == site_id
        )

    def sites_with(self, permission: str) -> frozenset[UUID]:
        return frozenset(
            site for site, role, _capabilities in self._current if permission in GRANTS[Role(role)]
        )

    def roles_at(self, site_id: UUID | None = None) -> frozenset[Role]:
        return frozenset(Role(role) for site, role, _c in self._current if site_id in (None, site))

    def has_capability(self, capability: Capability, site_id: UUID | None) -> bool:
        return any(
            capability in held
            for site, _role, held in self._current
            if site_id is None or site == site_id
        )

    def forget_roles(self) -> None:
        """Read the memberships anew: called after they changed."""
        self.__dict__.pop("memberships_held", None)
        self.__dict__.pop("_current", None)

    @cached_property
    def _patient_id(self) -> UUID | None:
        if not any(role == Role.PATIENT for _site, role, _c in self._current):
            return None
        # A plain query: accounts stand below patients and may not import them.
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM patients_patient WHERE account_id = %s", [self.pk])
            row = cursor.fetchone()
        return row[0] if row else None

    def patient_id(self) -> UUID | None:
        return self._patient_id
