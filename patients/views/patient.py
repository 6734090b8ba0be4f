"""The patient's record on one page, and correcting who they are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from clinic.accounts.models import User
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.actions import patient as actions
from patients.instruments.catalogue import INSTRUMENTS
from patients.models import (
    Allergy,
    AllergyCheck,
    CareTeamMember,
    Condition,
    Contact,
    Course,
    InstrumentDefinition,
    InteractionCheck,
    MeasureResponse,
    Medication,
    Patient,
    SafetyAlert,
)
from patients.views.header import find, header_of
from patients.views.medication_card import card_of

SCORES_SHOWN = 12
# One click away; the other questionnaires are under a fold.
ASKED_OFTEN = ("PHQ-9", "GAD-7", "SUICIDE_SCREEN", "URINARY-1")


class PatientForm(forms.Form):
    """Who somebody is and how to reach them."""

    given_name = forms.CharField(max_length=120, label=lazy("Given name"))
    family_name = forms.CharField(max_length=120, label=lazy("Family name"))
    preferred_name = forms.CharField(max_length=120, required=False, label=lazy("Called"))
    pronouns = forms.CharField(max_length=40, required=False, label=lazy("Pronouns"))
    birth_date = forms.DateField(
        label=lazy("Born"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    phone = forms.CharField(max_length=32, required=False, label=lazy("Phone"))
    email = forms.EmailField(required=False, label=lazy("E-mail"))
    address = forms.CharField(max_length=240, required=False, label=lazy("Street"))
    city = forms.CharField(max_length=80, required=False, label=lazy("City"))
    postal_code = forms.CharField(max_length=20, required=False, label=lazy("Postal code"))
    jurisdiction = forms.CharField(
        max_length=10, required=False, label=lazy("State"), help_text=lazy("Such as US-NM.")
    )
    language = forms.CharField(max_length=35, label=lazy("Language"))


class ChartForm(PatientForm):
    """The same, with what only clinical roles write."""

    sex = forms.ChoiceField(choices=Patient.Sex.choices, label=lazy("Recorded sex"))
    can_become_pregnant = forms.ChoiceField(
        choices=Patient.Pregnancy.choices, label=lazy("Pregnancy")
    )


@allow(Permission.PATIENT_VIEW)
def record(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What is known of one person: what is missing first, then facts, people and scores."""
    patient = find(request, pk)
    shown: dict[str, Any] = {"head": header_of(request, patient), "place": patient.site}
    shown |= _people(request, patient)
    if request.user.may(Permission.CHART_VIEW, patient.site_id):
        shown |= _chart(request, patient)
    shown["gaps"] = _gaps(patient, shown)
    return render(request, "patients/record.html", shown)


def _people(request: SignedInRequest, patient: Patient) -> dict[str, Any]:
    user = request.user
    team = CareTeamMember.objects.visible_to(user).current(clock.now()).filter(patient=patient)
    courses = Course.objects.visible_to(user).filter(patient=patient).select_related("protocol")
    return {
        "contacts": list(
            Contact.objects.visible_to(user).current().filter(patient=patient).order_by("name")
        ),
        "team": list(team.select_related("user").order_by("started_at")),
        "courses": list(courses.order_by("-opened_at")),
        "edits": user.may(Permission.PATIENT_EDIT, patient.site_id),
        "edits_team": user.may(Permission.CARE_TEAM_EDIT, patient.site_id),
        "opens_course": user.may(Permission.COURSE_OPEN, patient.site_id),
    }


def _chart(request: SignedInRequest, patient: Patient) -> dict[str, Any]:
    user = request.user
    mine = {"patient": patient}
    checks = InteractionCheck.objects.visible_to(user).filter(**mine)
    scores = MeasureResponse.objects.visible_to(user).filter(**mine).select_related("instrument")
    alerts = SafetyAlert.objects.visible_to(user).of_person(patient.pk)
    return {
        "sees_chart": True,
        "medication_card": card_of(user, patient, checks.newest().first()),
        "edits_chart": user.may(Permission.CHART_EDIT, patient.site_id),
        "facts": [
            (_("Conditions"), "condition", list(_facts(Condition, request, patient))),
            (_("Medications"), "medication", list(_facts(Medication, request, patient))),
            (_("Allergies"), "allergy", list(_facts(Allergy, request, patient))),
        ],
        "no_allergies": AllergyCheck.objects.visible_to(user).filter(**mine).exists(),
        "scores": list(
            scores.exclude(status="VOIDED").order_by("-answered_on", "-id")[:SCORES_SHOWN]
        ),
        **_to_ask(user),
        "ask_again": list(alerts.to_ask_again()),
        "alerts": list(alerts.unanswered().longest_waiting_first()),
    }


def _to_ask(user: User) -> dict[str, Any]:
    """Questionnaires in the order of the catalogue: those asked often, and the others."""
    known = InstrumentDefinition.objects.visible_to(user).filter(language="en").current()
    rows = {row.code: row for row in known}
    ordered = [rows[each.code] for each in INSTRUMENTS if each.code in rows]
    return {
        "asked_often": [row for row in ordered if row.code in ASKED_OFTEN],
        "asked_sometimes": [row for row in ordered if row.code not in ASKED_OFTEN],
    }


def _facts(model: Any, request: SignedInRequest, patient: Patient) -> Any:
    """Everything once confirmed, what holds now first, mistakes struck through at the end."""
    rows = model.objects.visible_to(request.user).filter(patient=patient)
    return rows.select_related("confirmed_by").order_by(
        "mistaken_at", "is_past", "ended_on", "name"
    )


def _gaps(patient: Patient, shown: dict[str, Any]) -> list[str]:
    """What is missing, as sentences; the first is the page's heading."""
    gaps = []
    if shown.get("alerts"):
        gaps.append(_("A safety alert is waiting for an answer."))
    if not any(contact.is_emergency for contact in shown["contacts"]):
        gaps.append(_("There is nobody to call in an emergency."))
    if not patient.phone:
        gaps.append(_("There is no phone number."))
    if not any(member.role == CareTeamMember.Role.THERAPIST for member in shown["team"]):
        gaps.append(_("No therapist is assigned."))
    if shown.get("sees_chart") and shown["head"].allergies_not_asked:
        gaps.append(_("Allergies were not asked about."))
    if shown.get("sees_chart") and patient.can_become_pregnant == Patient.Pregnancy.UNKNOWN:
        gaps.append(_("It is not recorded whether this person can become pregnant."))
    return gaps


@allow(Permission.PATIENT_EDIT)
def edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Correct or complete who somebody is."""
    patient = find(request, pk)
    sees_chart = request.user.may(Permission.CHART_VIEW, patient.site_id)
    form_class = ChartForm if sees_chart else PatientForm
    known = {name: getattr(patient, name) for name in form_class.base_fields}
    form = form_class(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        if attempt(request, actions.edit, patient, form=form, **changes):
            return redirect("patients:record", pk=pk)
    return render(
        request,
        "patients/edit.html",
        {"form": form, "head": header_of(request, patient)},
        status=422 if form.errors else 200,
    )
