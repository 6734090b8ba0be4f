"""The named parts of the program that write on nobody's behalf. "Anonymous" never writes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clinic.accounts.permissions import Permission as P


@dataclass(frozen=True)
class SystemActor:
    """A part of the system and the few verbs it needs, at every site."""

    name: str
    label: str
    verbs: frozenset[P]

    @property
    def actor_id(self) -> str:
        return f"system:{self.name}"

    @property
    def actor_label(self) -> str:
        return self.label

    def may(self, permission: str, site_id: UUID | None) -> bool:
        return permission in self.verbs

    def sites_with(self, permission: str) -> frozenset[UUID] | None:
        return None if permission in self.verbs else frozenset()

    def patient_id(self) -> UUID | None:
        return None


MIGRATION = SystemActor("migration", "Migration", frozenset(P))
SETUP = SystemActor("setup", "First set-up", frozenset(P))
DEMO = SystemActor("demo", "Demo clinic", frozenset(P))
BEAT = SystemActor(
    "beat",
    "Clock",
    frozenset(
        {
            P.SITE_VIEW,
            P.TASK_RAISE,
            P.TASK_VIEW,
            P.TASK_DO,
            P.MESSAGE_VIEW,
            P.MESSAGE_RETRY,
            P.MESSAGE_SEND,
            P.APPOINTMENT_VIEW,
            P.APPOINTMENT_CANCEL,
            P.ROSTER_EXPAND,
            P.PATIENT_VIEW,
            P.COURSE_VIEW,
            P.COURSE_CLOSE,
            P.COURSE_COMPUTE,
            P.SAFETY_ALERT_ESCALATE,
            P.WAITLIST_OFFER,
        }
    ),
)
PRINTER = SystemActor(
    "printer",
    "Nightly print",
    frozenset(
        {
            P.APPOINTMENT_VIEW,
            P.CHART_VIEW,
            P.DOSING_VIEW,
            P.DOWNTIME_MAKE,
            P.PATIENT_VIEW,
            P.SITE_VIEW,
            P.TASK_DO,
            P.TASK_RAISE,
        }
    ),
)
PROVIDER = SystemActor(
    "message-provider",
    "Message provider",
    frozenset({P.MESSAGE_SEND, P.TASK_RAISE, P.CONTACT_POINT_EDIT}),
)
SIGN_IN = SystemActor("sign-in", "Sign-in", frozenset({P.STAFF_MANAGE}))
PATIENT_LINK = SystemActor(
    "patient-link",
    "Patient's link",
    frozenset({P.PATIENT_REGISTER, P.COURSE_OPEN, P.TASK_RAISE, P.ESCORT_EDIT, P.MEASURE_ENTER}),
)
ALL = (MIGRATION, SETUP, DEMO, BEAT, PRINTER, PROVIDER, SIGN_IN, PATIENT_LINK)
