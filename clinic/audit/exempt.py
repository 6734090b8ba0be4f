"""Tables whose rows need no acting person, each with its reason. None holds patient data.

A test walks every table of the database and fails when one has neither the trigger nor a line here.
"""

from __future__ import annotations

EXEMPT: dict[str, str] = {
    "account_emailaddress": "staff e-mail addresses, written by the sign-in library",
    "account_emailconfirmation": "short-lived confirmation keys of staff",
    "auth_group": "Django's own, unused: roles are code",
    "auth_group_permissions": "Django's own, unused: roles are code",
    "auth_permission": "Django's own list of model permissions, unused",
    "django_cache": "counters of the sign-in library's limits",
    "django_content_type": "Django's own list of models",
    "django_migrations": "which migrations have run",
    "django_session": "signed-in browsers; rows come and go by themselves",
    "mfa_authenticator": "second factors of staff, secrets; written by the sign-in library",
    "outbox_heartbeat": "signs of life of the workers, every half minute",
    "outbox_providerhealth": "which carrier is failing; one row a channel",
    "scheduling_feedfetch": "when a calendar last asked for a feed; one row a feed",
}

# Columns whose value must not stand in the audit in clear: {table: columns}.
HIDDEN: dict[str, tuple[str, ...]] = {
    "accounts_user": ("password",),
    "core_idempotencykey": ("response",),
    "scheduling_calendarfeed": ("token_hash",),
}
