"""What stands in the top bar, for whom. A person with two roles sees both homes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission as P
from clinic.accounts.roles import Role


@dataclass(frozen=True)
class Item:
    """One page of the bar or the menu: shown to these roles, if they also hold the verb."""

    label: Any
    route: str
    roles: frozenset[Role]
    verb: P
    go: str = ""
    icon: str = "arrow-right"


DESK = frozenset({Role.FRONT_DESK})
OFFICE = frozenset({Role.FRONT_DESK, Role.MANAGER})
BEDSIDE = frozenset({Role.PRESCRIBER, Role.NURSE})
CARE = frozenset({Role.PRESCRIBER, Role.NURSE, Role.THERAPIST})
STAFF = frozenset(Role) - {Role.PATIENT, Role.SYSTEM}

BAR = [
    Item(_("Chairs"), "web:chairs", BEDSIDE, P.DOSING_VIEW, go="c"),
    Item(_("Today"), "web:today", OFFICE, P.APPOINTMENT_VIEW, go="t"),
    Item(_("My people"), "web:people", frozenset({Role.THERAPIST}), P.THERAPY_VIEW, go="p"),
    Item(_("Visits"), "scheduling:day", DESK | CARE, P.APPOINTMENT_VIEW, go="v"),
    Item(_("Waitlist"), "scheduling:waitlist", DESK, P.WAITLIST_EDIT, go="w"),
    Item(_("Referrals"), "patients:referrals", DESK | BEDSIDE, P.REFERRAL_VIEW, go="r"),
    Item(_("Drug log"), "drug_log:cupboard", BEDSIDE, P.DRUG_LOG_VIEW, icon="capsule"),
]

MENU: list[Item] = [
    Item(
        _("To sign"),
        "integration:to-sign",
        frozenset({Role.THERAPIST, Role.PRESCRIBER}),
        P.NOTE_WRITE,
        icon="pencil-square",
    ),
    Item(
        _("Consent forms"),
        "consent:forms",
        frozenset({Role.MANAGER, Role.PRESCRIBER}),
        P.CONSENT_FORM_PUBLISH,
        icon="file-earmark-text",
    ),
    Item(
        _("Who is getting better"), "web:people-progress", CARE, P.MEASURE_VIEW, icon="graph-down"
    ),
    Item(
        _("Questionnaires due"),
        "patients:measures-due",
        DESK | CARE,
        P.PATIENT_VIEW,
        icon="clipboard2-pulse",
    ),
    Item(_("Downtime pack"), "printing:downtime", CARE, P.CHART_VIEW, icon="printer"),
    Item(_("Set-up"), "setup:home", frozenset({Role.MANAGER}), P.SITE_MANAGE, icon="gear"),
    Item(
        _("Clinical policy"),
        "setup:policy",
        frozenset({Role.PRESCRIBER, Role.NURSE, Role.THERAPIST, Role.MANAGER}),
        P.POLICY_VIEW,
        icon="clipboard2-check",
    ),
    Item(
        _("Safety alerts"),
        "patients:safety-times",
        CARE | {Role.MANAGER},
        P.SAFETY_TIMES_VIEW,
        icon="life-preserver",
    ),
    Item(_("To do"), "tasks:mine", STAFF, P.TASK_VIEW, icon="list-check"),
    Item(_("Messages"), "reminders:outbox", OFFICE, P.MESSAGE_VIEW, icon="envelope-fill"),
    Item(
        _("Audit log"),
        "web:audit-log",
        frozenset({Role.AUDITOR, Role.MANAGER}),
        P.AUDIT_VIEW,
        icon="clock-history",
    ),
]


def shown(items: list[Item], request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """The items this person sees, with the page being looked at marked."""
    roles = user.roles_at()
    return [
        {
            "label": item.label,
            "url": url,
            "go": item.go,
            "icon": item.icon,
            "current": request.path.startswith(url),
        }
        for item in items
        if item.roles & roles and user.may(item.verb, None)
        for url in [reverse(item.route)]
    ]
