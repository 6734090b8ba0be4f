"""Who may do what, readable in a minute. The matrix test holds the same table written by hand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission as P


class Role(models.TextChoices):
    FRONT_DESK = "FRONT_DESK", _("Front desk")
    PRESCRIBER = "PRESCRIBER", _("Prescriber")
    NURSE = "NURSE", _("Nurse")
    THERAPIST = "THERAPIST", _("Therapist")
    MANAGER = "MANAGER", _("Manager")
    AUDITOR = "AUDITOR", _("Auditor")
    PATIENT = "PATIENT", _("Patient")
    SYSTEM = "SYSTEM", _("System")


class Capability(models.TextChoices):
    """A named duty on a membership, besides the role."""

    MEDICAL_DIRECTOR = "MEDICAL_DIRECTOR", _("Medical director")
    PRIVACY_OFFICER = "PRIVACY_OFFICER", _("Privacy officer")
    DRUG_CUSTODIAN = "DRUG_CUSTODIAN", _("Drug custodian")
    WITNESS = "WITNESS", _("Witness")
    SUPERVISOR = "SUPERVISOR", _("Supervisor")
    ON_DUTY = "ON_DUTY", _("On duty")


CLINICAL_ROLES = frozenset({Role.PRESCRIBER, Role.NURSE, Role.THERAPIST})

_EVERYONE = {P.SITE_VIEW, P.STAFF_VIEW, P.TASK_VIEW, P.TASK_DO, P.TASK_RAISE, P.APPOINTMENT_VIEW}

_DESK = {
    P.PATIENT_VIEW,
    P.PATIENT_REGISTER,
    P.PATIENT_EDIT,
    P.PATIENT_MERGE,
    P.CARE_TEAM_EDIT,
    P.CONTACT_POINT_EDIT,
    P.REFERRAL_IMPORT,
    P.REFERRAL_VIEW,
    P.COURSE_OPEN,
    P.COURSE_NO_CONTACT,
    P.APPOINTMENT_ARRIVE,
    P.APPOINTMENT_BOOK,
    P.APPOINTMENT_CANCEL,
    P.CHANGE_UNDO,
    P.ESCORT_EDIT,
    P.CONSENT_ISSUE,
    P.MESSAGE_VIEW,
    P.MESSAGE_RETRY,
    P.WAITLIST_EDIT,
    P.WAITLIST_OFFER,
}

_CLINICAL = {
    P.PATIENT_VIEW,
    P.PATIENT_EDIT,
    P.PATIENT_REGISTER,
    P.CHART_VIEW,
    P.REFERRAL_VIEW,
    P.REFERRAL_IMPORT,
    P.COURSE_VIEW,
    P.COURSE_OPEN,
    P.COURSE_OPINION,
    P.COURSE_SCREEN,
    P.COURSE_PAUSE,
    P.EXPOSURE_EDIT,
    P.SCREENING_VIEW,
    P.SCREENING_EDIT,
    P.MEASURE_VIEW,
    P.MEASURE_ENTER,
    P.SAFETY_ALERT_ANSWER,
    P.SAFETY_PLAN_WRITE,
    P.SAFETY_TIMES_VIEW,
    P.CONSENT_ISSUE,
    P.CONSENT_SIGN,
    P.CONSENT_VIEW,
    P.CONSENT_WITHDRAW,
    P.THERAPY_VIEW,
    P.DOSING_VIEW,
    P.CARE_TEAM_EDIT,
    P.APPOINTMENT_BOOK,
    P.APPOINTMENT_ARRIVE,
    P.APPOINTMENT_CANCEL,
    P.CHANGE_UNDO,
    P.DOWNTIME_MAKE,
    P.ESCORT_EDIT,
    P.FEED_KEEP,
    P.FEED_VIEW,
    P.MESSAGE_VIEW,
    P.POLICY_VIEW,
    P.WAITLIST_EDIT,
    P.WAITLIST_OFFER,
}

_BEDSIDE = {
    P.CHART_EDIT,
    P.DOSING_CHECK,
    P.DOSING_GIVE,
    P.DOSING_MONITOR,
    P.DOSING_DISCHARGE,
    P.DOSING_CLOSE,
    P.DRUG_LOG_VIEW,
    P.DRUG_LOG_RECEIVE,
    P.DRUG_LOG_COUNT,
    P.DRUG_LOG_WITNESS,
    P.REFERRAL_CONFIRM,
}

GRANTS: dict[Role, frozenset[P]] = {
    Role.FRONT_DESK: frozenset(_EVERYONE | _DESK),
    Role.NURSE: frozenset(_EVERYONE | _CLINICAL | _BEDSIDE),
    Role.PRESCRIBER: frozenset(
        _EVERYONE
        | _CLINICAL
        | _BEDSIDE
        | {
            P.INTERACTION_ANSWER,
            P.SCREENING_SIGN,
            P.COURSE_DECIDE,
            P.COURSE_PREPARE,
            P.COURSE_CLOSE,
            P.CONSENT_ATTEST,
            P.DOSING_ORDER,
            P.DOSING_CLEAR,
            P.DOSING_OVERRIDE,
            P.NOTE_VIEW,
            P.NOTE_WRITE,
            P.THERAPY_RECORD,
            P.POLICY_DRAFT,
            P.POLICY_SIGN,
            P.CONSENT_FORM_PUBLISH,
        }
    ),
    Role.THERAPIST: frozenset(
        _EVERYONE
        | _CLINICAL
        | {
            P.COURSE_PREPARE,
            P.COURSE_CLOSE,
            P.THERAPY_RECORD,
            P.NOTE_VIEW,
            P.NOTE_WRITE,
            P.DOSING_MONITOR,
        }
    ),
    Role.MANAGER: frozenset(
        _EVERYONE
        | {
            P.AUDIT_VIEW,
            P.CHANGE_UNDO,
            P.CHANGE_UNDO_OF_OTHERS,
            P.FEED_REVOKE,
            P.FEED_VIEW,
            P.SITE_MANAGE,
            P.STAFF_MANAGE,
            P.ROSTER_MANAGE,
            P.POLICY_VIEW,
            P.POLICY_DRAFT,
            P.PROTOCOL_CHOOSE,
            P.SAFETY_TIMES_VIEW,
            P.CONSENT_FORM_PUBLISH,
            P.MESSAGE_VIEW,
            P.DRUG_LOG_VIEW,
            P.WORDING_LOAD,
        }
    ),
    Role.AUDITOR: frozenset({P.SITE_VIEW, P.STAFF_VIEW, P.AUDIT_VIEW, P.TASK_VIEW, P.TASK_DO}),
    # Of their own records alone: the verbs ask whose it is.
    Role.PATIENT: frozenset(
        {P.PORTAL, P.CONSENT_SIGN, P.CONSENT_WITHDRAW, P.FEED_KEEP, P.FEED_VIEW}
    ),
    Role.SYSTEM: frozenset(P),
}
