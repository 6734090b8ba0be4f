"""Every verb there is. Who gets which stands in roles.py; when it may happen, in each app's policies."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    # the building
    AUDIT_VIEW = "audit.view"
    DOWNTIME_MAKE = "downtime.make"
    DRUG_LOG_COUNT = "drug_log.count"
    DRUG_LOG_RECEIVE = "drug_log.receive"
    DRUG_LOG_VIEW = "drug_log.view"
    DRUG_LOG_WITNESS = "drug_log.witness"
    MESSAGE_RETRY = "message.retry"
    MESSAGE_SEND = "message.send"
    MESSAGE_VIEW = "message.view"
    CONTACT_POINT_EDIT = "contact_point.edit"
    POLICY_DRAFT = "policy.draft"
    POLICY_SIGN = "policy.sign"
    POLICY_VIEW = "policy.view"
    SITE_MANAGE = "site.manage"
    SITE_VIEW = "site.view"
    STAFF_MANAGE = "staff.manage"
    STAFF_VIEW = "staff.view"
    TASK_DO = "task.do"
    TASK_RAISE = "task.raise"
    TASK_VIEW = "task.view"
    # the calendar
    APPOINTMENT_ARRIVE = "appointment.arrive"
    APPOINTMENT_BOOK = "appointment.book"
    APPOINTMENT_CANCEL = "appointment.cancel"
    APPOINTMENT_VIEW = "appointment.view"
    CHANGE_UNDO = "change.undo"
    CHANGE_UNDO_OF_OTHERS = "change.undo_of_others"
    ESCORT_EDIT = "escort.edit"
    FEED_KEEP = "feed.keep"  # of one's own visits
    FEED_REVOKE = "feed.revoke"  # of anybody at the site
    FEED_VIEW = "feed.view"
    ROSTER_EXPAND = "roster.expand"  # the clock makes shifts of weekly rules: no person holds it
    ROSTER_MANAGE = "roster.manage"
    WAITLIST_EDIT = "waitlist.edit"
    WAITLIST_OFFER = "waitlist.offer"
    # the patient
    PATIENT_VIEW = "patient.view"
    PATIENT_REGISTER = "patient.register"
    PATIENT_EDIT = "patient.edit"
    PATIENT_MERGE = "patient.merge"
    CHART_VIEW = "chart.view"
    CHART_EDIT = "chart.edit"
    CARE_TEAM_EDIT = "care_team.edit"
    REFERRAL_IMPORT = "referral.import"
    REFERRAL_CONFIRM = "referral.confirm"
    REFERRAL_VIEW = "referral.view"
    COURSE_VIEW = "course.view"
    COURSE_OPEN = "course.open"
    COURSE_SCREEN = "course.screen"
    COURSE_DECIDE = "course.decide"
    COURSE_PREPARE = "course.prepare"
    COURSE_PAUSE = "course.pause"
    COURSE_CLOSE = "course.close"
    COURSE_COMPUTE = "course.compute"  # moved by what was recorded: no person holds it
    COURSE_NO_CONTACT = "course.no_contact"
    COURSE_OPINION = "course.opinion"
    EXPOSURE_EDIT = "exposure.edit"
    PROTOCOL_CHOOSE = "protocol.choose"
    SAFETY_ALERT_ANSWER = "safety_alert.answer"
    SAFETY_ALERT_ESCALATE = (
        "safety_alert.escalate"  # the clock tells the next in line: no person holds it
    )
    SAFETY_PLAN_WRITE = "safety_plan.write"
    SAFETY_TIMES_VIEW = "safety_times.view"  # how fast alerts are taken on, without a name
    SCREENING_EDIT = "screening.edit"
    SCREENING_SIGN = "screening.sign"
    SCREENING_VIEW = "screening.view"
    INTERACTION_ANSWER = "interaction.answer"
    MEASURE_ENTER = "measure.enter"
    MEASURE_VIEW = "measure.view"
    WORDING_LOAD = "wording.load"  # licensed words of questionnaires
    # consent
    CONSENT_FORM_PUBLISH = "consent_form.publish"
    CONSENT_ISSUE = "consent.issue"
    CONSENT_SIGN = "consent.sign"
    CONSENT_ATTEST = "consent.attest"
    CONSENT_VIEW = "consent.view"
    CONSENT_WITHDRAW = "consent.withdraw"
    # therapy
    THERAPY_RECORD = "therapy.record"
    THERAPY_VIEW = "therapy.view"
    NOTE_VIEW = "note.view"
    NOTE_WRITE = "note.write"
    # dosing
    DOSING_VIEW = "dosing.view"
    DOSING_CHECK = "dosing.check"
    DOSING_ORDER = "dosing.order"
    DOSING_CLEAR = "dosing.clear"
    DOSING_OVERRIDE = "dosing.override"
    DOSING_GIVE = "dosing.give"
    DOSING_MONITOR = "dosing.monitor"
    DOSING_DISCHARGE = "dosing.discharge"
    DOSING_CLOSE = "dosing.close"
    # the patient's own pages
    PORTAL = "portal.own"
