"""Every resource under /api/v1/, one line each, sorted."""

from __future__ import annotations

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from clinic.accounts.api.site import SiteViewSet
from clinic.accounts.api.staff import LicenceViewSet, MembershipViewSet, StaffViewSet
from clinic.drug_log.api.ledger import LedgerViewSet, LotViewSet, ProductViewSet
from clinic.fhir.api.referral import ReferralViewSet
from clinic.outbox.api.message import ContactPointViewSet, MessageViewSet
from clinic.policy.api.version import PolicyViewSet
from clinic.printing.api.downtime_pack import DowntimePackViewSet
from clinic.printing.api.outward_letter import OutwardLetterViewSet
from clinic.scheduling.api.appointment import AppointmentViewSet
from clinic.scheduling.api.calendar_feed import CalendarFeedViewSet
from clinic.scheduling.api.change import ChangeViewSet
from clinic.scheduling.api.escort import EscortViewSet
from clinic.scheduling.api.free_time import FreeTimeViewSet
from clinic.scheduling.api.group_visit import GroupVisitViewSet
from clinic.scheduling.api.leave import LeaveViewSet
from clinic.scheduling.api.opening_exception import OpeningExceptionViewSet
from clinic.scheduling.api.opening_hours import OpeningHoursViewSet
from clinic.scheduling.api.room import RoomViewSet
from clinic.scheduling.api.roster_shift import RosterShiftViewSet
from clinic.scheduling.api.visit_kind import VisitKindViewSet
from clinic.scheduling.api.waitlist import (
    FreedTimeViewSet,
    OfferViewSet,
    SkipViewSet,
    WaitlistViewSet,
)
from clinic.scheduling.api.working_pattern import WorkingPatternViewSet
from clinic.tasks.api.task import TaskViewSet
from consent.api.consent import ConsentViewSet
from consent.api.form import ConsentFormViewSet
from integration.api.goal import GoalViewSet
from integration.api.note import ProgressNoteViewSet
from integration.api.therapy_session import TherapySessionViewSet, TopicViewSet, WindowViewSet
from patients.api.care_team import CareTeamViewSet
from patients.api.contact import ContactViewSet
from patients.api.course import CourseMoveViewSet, CourseStepViewSet, CourseViewSet
from patients.api.fact import AllergyViewSet, ConditionViewSet, MedicationViewSet
from patients.api.finding_clash import FindingClashViewSet
from patients.api.interaction import (
    InteractionCheckViewSet,
    InteractionNoteViewSet,
    InteractionRulesViewSet,
    MedicationHoldViewSet,
)
from patients.api.measure import InstrumentViewSet, MeasureViewSet
from patients.api.measure_due import MeasureDueViewSet
from patients.api.patient import PatientViewSet
from patients.api.protocol import ProtocolViewSet, SiteProtocolViewSet
from patients.api.referral_fact import ReferralFactViewSet
from patients.api.registration import RegistrationViewSet
from patients.api.safety_alert import SafetyAlertViewSet
from patients.api.safety_plan import SafetyPlanViewSet
from patients.api.safety_times import SafetyTimesViewSet
from patients.api.screening import ScreeningViewSet
from patients.api.screening_signature import ScreeningSignatureViewSet
from patients.api.workup.illness import IllnessViewSet
from patients.api.workup.pregnancy import PregnancyAnswerViewSet
from patients.api.workup.result import TestResultViewSet
from patients.api.workup.substance import SubstanceUseViewSet
from patients.api.workup.text import ScreeningTextViewSet
from patients.api.workup.trial import TrialViewSet
from sessions.api.dosing_session import DosingSessionViewSet
from sessions.api.exposure import EarlierTreatmentViewSet, UseConcernViewSet
from sessions.api.progress import CourseProgressViewSet
from sessions.api.review import CourseReviewViewSet
from sessions.api.rows import (
    AdverseEventViewSet,
    DischargeViewSet,
    DrugEventViewSet,
    DueSetViewSet,
    EffectViewSet,
    EquipmentCheckViewSet,
    GateDecisionViewSet,
    OrderViewSet,
    PreDoseCheckViewSet,
    VitalSignsViewSet,
)

router = SimpleRouter(use_regex_path=False)
router.register("adverse-events", AdverseEventViewSet, "adverse-event")
router.register("allergies", AllergyViewSet, "allergy")
router.register("appointments", AppointmentViewSet, "appointment")
router.register("calendar-feeds", CalendarFeedViewSet, "calendar-feed")
router.register("care-team", CareTeamViewSet, "care-team")
router.register("changes", ChangeViewSet, "change")
router.register("conditions", ConditionViewSet, "condition")
router.register("consent-forms", ConsentFormViewSet, "consent-form")
router.register("consents", ConsentViewSet, "consent")
router.register("contact-points", ContactPointViewSet, "contact-point")
router.register("contacts", ContactViewSet, "contact")
router.register("course-moves", CourseMoveViewSet, "course-move")
router.register("course-progress", CourseProgressViewSet, "course-progress")
router.register("course-reviews", CourseReviewViewSet, "course-review")
router.register("course-steps", CourseStepViewSet, "course-step")
router.register("courses", CourseViewSet, "course")
router.register("discharges", DischargeViewSet, "discharge")
router.register("dosing-sessions", DosingSessionViewSet, "dosing-session")
router.register("downtime-packs", DowntimePackViewSet, "downtime-pack")
router.register("drug-events", DrugEventViewSet, "drug-event")
router.register("drug-ledger", LedgerViewSet, "drug-ledger")
router.register("drug-lots", LotViewSet, "drug-lot")
router.register("drug-products", ProductViewSet, "drug-product")
router.register("due-sets", DueSetViewSet, "due-set")
router.register("earlier-treatments", EarlierTreatmentViewSet, "earlier-treatment")
router.register("effects", EffectViewSet, "effect")
router.register("equipment-checks", EquipmentCheckViewSet, "equipment-check")
router.register("escorts", EscortViewSet, "escort")
router.register("finding-clashes", FindingClashViewSet, "finding-clash")
router.register("free-times", FreeTimeViewSet, "free-time")
router.register("freed-times", FreedTimeViewSet, "freed-time")
router.register("gate-decisions", GateDecisionViewSet, "gate-decision")
router.register("goals", GoalViewSet, "goal")
router.register("group-visits", GroupVisitViewSet, "group-visit")
router.register("illnesses", IllnessViewSet, "illness")
router.register("instruments", InstrumentViewSet, "instrument")
router.register("integration-windows", WindowViewSet, "integration-window")
router.register("interaction-checks", InteractionCheckViewSet, "interaction-check")
router.register("interaction-notes", InteractionNoteViewSet, "interaction-note")
router.register("interaction-rules", InteractionRulesViewSet, "interaction-rules")
router.register("leaves", LeaveViewSet, "leave")
router.register("licences", LicenceViewSet, "licence")
router.register("measures", MeasureViewSet, "measure")
router.register("measures-due", MeasureDueViewSet, "measure-due")
router.register("medication-holds", MedicationHoldViewSet, "medication-hold")
router.register("medications", MedicationViewSet, "medication")
router.register("memberships", MembershipViewSet, "membership")
router.register("messages", MessageViewSet, "message")
router.register("offers", OfferViewSet, "offer")
router.register("opening-exceptions", OpeningExceptionViewSet, "opening-exception")
router.register("opening-hours", OpeningHoursViewSet, "opening-hours")
router.register("orders", OrderViewSet, "order")
router.register("outward-letters", OutwardLetterViewSet, "outward-letter")
router.register("patients", PatientViewSet, "patient")
router.register("policies", PolicyViewSet, "policy")
router.register("pre-dose-checks", PreDoseCheckViewSet, "pre-dose-check")
router.register("preparation-topics", TopicViewSet, "preparation-topic")
router.register("pregnancy-answers", PregnancyAnswerViewSet, "pregnancy-answer")
router.register("progress-notes", ProgressNoteViewSet, "progress-note")
router.register("protocols", ProtocolViewSet, "protocol")
router.register("referral-facts", ReferralFactViewSet, "referral-fact")
router.register("referrals", ReferralViewSet, "referral")
router.register("registrations", RegistrationViewSet, "registration")
router.register("rooms", RoomViewSet, "room")
router.register("safety-alerts", SafetyAlertViewSet, "safety-alert")
router.register("safety-plans", SafetyPlanViewSet, "safety-plan")
router.register("screening-signatures", ScreeningSignatureViewSet, "screening-signature")
router.register("screening-texts", ScreeningTextViewSet, "screening-text")
router.register("screenings", ScreeningViewSet, "screening")
router.register("shifts", RosterShiftViewSet, "shift")
router.register("site-protocols", SiteProtocolViewSet, "site-protocol")
router.register("sites", SiteViewSet, "site")
router.register("skips", SkipViewSet, "skip")
router.register("staff", StaffViewSet, "staff")
router.register("substance-uses", SubstanceUseViewSet, "substance-use")
router.register("tasks", TaskViewSet, "task")
router.register("test-results", TestResultViewSet, "test-result")
router.register("therapy-sessions", TherapySessionViewSet, "therapy-session")
router.register("treatment-trials", TrialViewSet, "treatment-trial")
router.register("use-concerns", UseConcernViewSet, "use-concern")
router.register("visit-kinds", VisitKindViewSet, "visit-kind")
router.register("vital-signs", VitalSignsViewSet, "vital-signs")
router.register("waitlist", WaitlistViewSet, "waitlist-entry")
router.register("working-patterns", WorkingPatternViewSet, "working-pattern")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "courses/<uuid:pk>/progress/",
        CourseProgressViewSet.as_view({"get": "retrieve"}, detail=True),
        name="progress-of-course",
    ),
    path(
        "sites/<uuid:pk>/safety-times/",
        SafetyTimesViewSet.as_view({"get": "retrieve"}, detail=True),
        name="safety-times",
    ),
    path("", include(router.urls)),
]
