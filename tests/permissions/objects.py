"""Which row stands for each placeholder of a route: real ones of the world, so that 404 means "not yours"."""

from typing import Any

from django.urls import get_resolver

from clinic.accounts.models import Licence, Membership, User
from clinic.drug_log.models import LedgerLine, Lot
from clinic.outbox.models import ContactPoint, Message
from clinic.policy.models import PolicyVersion
from clinic.printing.models import DowntimePack, OutwardLetter
from clinic.scheduling.models import (
    Appointment,
    CalendarFeed,
    Change,
    Escort,
    FreedTime,
    GroupVisit,
    Leave,
    Offer,
    OpeningException,
    Room,
    WaitlistEntry,
)
from clinic.tasks.models import Task
from consent.models import Consent, ConsentForm
from integration.models import Goal, ProgressNote, TherapySession
from patients.models import (
    CareTeamMember,
    Condition,
    Contact,
    Course,
    FindingClash,
    InteractionCheck,
    InteractionNote,
    MeasureResponse,
    Medication,
    MedicationHold,
    Patient,
    Protocol,
    Referral,
    ReferralFact,
    SafetyAlert,
    SafetyPlan,
    Screening,
    ScreeningSignature,
    SiteProtocol,
    TreatmentTrial,
)
from sessions.models import (
    AdverseEvent,
    Discharge,
    DosingSession,
    DrugEvent,
    EarlierTreatment,
    Effect,
    PreDoseCheck,
    VitalSigns,
)
from tests.permissions.walk import _walk
from tests.permissions.world import World

# The longest prefix wins. Values: a model, whose first fitting row is taken.
BY_PREFIX: dict[str, Any] = {
    "adverse-events/": AdverseEvent,
    "care-team/": CareTeamMember,
    "changes/": Change,
    "consent-forms/": ConsentForm,
    "consents/": Consent,
    "consents/course/": Course,
    "contact-points/": ContactPoint,
    "contacts/": Contact,
    "courses/": Course,
    "discharges/": Discharge,
    "earlier-treatments/": EarlierTreatment,
    "downtime/": DowntimePack,
    "drug-events/": DrugEvent,
    "drug-log/lots/": Lot,
    "drug-log/waste/": LedgerLine,
    "effects/": Effect,
    "escorts/": Escort,
    "facts/": Condition,
    "here/feeds/": CalendarFeed,
    "hooks/messages/": Message,
    "interaction-checks/": InteractionCheck,
    "interaction-notes/": InteractionNote,
    "letters/": OutwardLetter,
    "measures/": MeasureResponse,
    "medication-holds/": MedicationHold,
    "medications/": Medication,
    "messages/": Message,
    "patients/": Patient,
    "pre-dose-checks/": PreDoseCheck,
    "protocols/": Protocol,
    "referral-lines/": ReferralFact,
    "referrals/": Referral,
    "safety-alerts/": SafetyAlert,
    "safety-plans/": SafetyPlan,
    "screening-clashes/": FindingClash,
    "screening-signatures/": ScreeningSignature,
    "screenings/": Screening,
    "sessions/": DosingSession,
    "setup/days/": OpeningException,
    "setup/leave/": Leave,
    "setup/feeds/": CalendarFeed,
    "setup/licences/": Licence,
    "setup/memberships/": Membership,
    "setup/policy/": PolicyVersion,
    "setup/protocols/": Protocol,
    "setup/rooms/": Room,
    "setup/staff/": User,
    "tasks/": Task,
    "therapy/": TherapySession,
    "therapy/course/": Course,
    "therapy/notes/": ProgressNote,
    "therapy/visits/": Appointment,
    "vital-signs/": VitalSigns,
    "today/": Appointment,
    "setup/weeks/": User,
    "visits/": Appointment,
    "waitlist/entries/": WaitlistEntry,
    "waitlist/offers/": Offer,
    "waitlist/times/": FreedTime,
    "workup/": TreatmentTrial,
    "visits/groups/": GroupVisit,
    "history/": Patient,
    "me/calendar/": CalendarFeed,
    "me/consents/": Consent,
    "me/questions/": MeasureResponse,
    "me/offers/": Offer,
    "me/visits/": Appointment,
    "me/waitlist/": WaitlistEntry,
}
WORDS = {
    "<slug:entry>": "trial",
    "<slug:panel>": "vitals",
    "<str:about>": "HISTORY",
    "<str:label>": "patients.patient",
    "<slug:role>": "NURSE",
    "<slug:slug>": "thistledown",
    "<slug:code>": "PHQ-9",
    "<str:code>": "PHQ-9",
    "<str:secret>": "nobody-has-it",
    "<slug:name>": "pause",
    "<slug:kind>": "condition",
    "<str:kind>": "LOZENGE_SPIT",
    "<slug:part>": "grid",
    "<slug:guard>": "G21",
    "<slug:finding>": "solids",
}
SPECIAL_WORDS = {
    "<slug:entry>": "trial",
    "<slug:panel>": "vitals",
    "<str:about>": "HISTORY",
    "setup/visit-kinds/<slug:code>/": {"<slug:code>": "SCREENING"},
    "sessions/<uuid:pk>/checks/<slug:kind>/": {"<slug:kind>": "WEIGHT"},
    "sessions/<uuid:pk>/drug/<slug:name>/": {"<slug:name>": "pause"},
}


def api_models() -> dict[str, Any]:
    """`{route: the model its view serves}`, from the views themselves."""
    found = {}
    for route, pattern in _walk(get_resolver().url_patterns, ""):
        view = getattr(pattern.callback, "cls", None)
        if view is not None and getattr(view, "model", None) is not None:
            found[route] = view.model
    return found


def address(route: str, world: World, models: dict[str, Any]) -> str:
    """The route with real rows of the world in its placeholders."""
    path = route
    if "<uuid:pk>" in path:
        prefixes = [prefix for prefix in BY_PREFIX if route.startswith(prefix)]
        if route not in models and not prefixes:
            raise LookupError(f"nothing says which row stands in {route}")
        model = models.get(route) or BY_PREFIX[max(prefixes, key=len)]
        path = path.replace("<uuid:pk>", str(_row(model, world, route).pk))
    if "<uuid:ref>" in path:
        path = path.replace("<uuid:ref>", str(Message.objects.first().ref))
    if "<uuid:patient_id>" in path:
        path = path.replace("<uuid:patient_id>", str(world.running.patient_id))
    if "<uuid:other>" in path:
        path = path.replace("<uuid:other>", str(world.mine.pk))
    if "<uuid:line>" in path:
        line = LedgerLine.objects.filter(session_id=world.running.pk).first()
        path = path.replace("<uuid:line>", str(line.pk))
    if "<uuid:goal>" in path:
        path = path.replace("<uuid:goal>", str(_row(Goal, world, route).pk))
    for placeholder, word in {**WORDS, **SPECIAL_WORDS.get(route, {})}.items():
        path = path.replace(placeholder, word)
    return f"/{path}"


def _row(model: Any, world: World, route: str) -> Any:
    """The first row of the patient in the chair, else of the site, else of all."""
    rows = model._base_manager.order_by("pk")
    names = {field.name for field in model._meta.fields}
    attnames = {field.attname for field in model._meta.fields}
    if model is DosingSession:
        return world.running
    if model is Patient:
        return Patient.objects.get(pk=world.running.patient_id)
    if model is User:
        return world.people["N"]
    if model is Membership:
        return Membership.objects.get(user=world.people["N"])
    if model is Licence:
        return Licence.objects.filter(user=world.people["N"]).first()
    if model is CalendarFeed:
        owner = world.people["X" if route.startswith("me/") else "N"]
        return rows.filter(owner=owner).first()
    if model is LedgerLine:
        return rows.filter(kind="WASTE").first()
    if route.startswith(("me/", "api/v1/consents", "api/v1/course-steps")):
        return rows.filter(patient=world.mine).first()
    if route.startswith("therapy/visits"):
        return rows.filter(kind="INTEGRATION", patient=world.mine).first()
    if model is SiteProtocol:
        return rows.filter(site=world.house.site).first()
    if "patient_id" in attnames:
        mine = rows.filter(patient_id=world.running.patient_id).first()
        if mine is not None:
            return mine
    if "site" in names:
        here = rows.filter(site=world.house.site).first()
        if here is not None:
            return here
    row = rows.first()
    if row is None:
        raise LookupError(f"the world has no {model.__name__} for {route}")
    return row
