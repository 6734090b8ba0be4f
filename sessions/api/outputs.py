"""How the records of a session look from outside. Read only: every change is a verb."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from sessions.models import (
    Acknowledgement,
    AdverseEvent,
    Clearance,
    Discharge,
    DosingSession,
    DrugEvent,
    DueSet,
    Effect,
    EquipmentCheck,
    GateDecision,
    Order,
    Override,
    PreDoseCheck,
    VitalSigns,
)
from sessions.models.vital_signs import NUMBERS

OWN: list[str] = ["id", "session", "patient", "site"]


class DosingSessionSerializer(serializers.ModelSerializer[DosingSession]):
    class Meta:
        model = DosingSession
        fields: ClassVar = [
            "id",
            "appointment",
            "course",
            "patient",
            "site",
            "route",
            "status",
            "number",
            "policy_version",
            "opened_at",
            "held_at",
            "held_because",
            "recheck_at",
            "first_drug_at",
            "last_drug_at",
            "planned_stop_at",
            "given_mg",
            "kg",
            "stopped_because",
            "left_at",
            "left_by",
            "left_note",
            "cancelled_at",
            "cancelled_because",
            "closed_at",
            "closed_by",
            "version",
        ]


class PreDoseCheckSerializer(serializers.ModelSerializer[PreDoseCheck]):
    class Meta:
        model = PreDoseCheck
        fields: ClassVar = [
            *OWN,
            "kind",
            "values",
            "recorded_at",
            "recorded_by",
            "voided_at",
            "voided_by",
            "voided_because",
        ]


class EquipmentCheckSerializer(serializers.ModelSerializer[EquipmentCheck]):
    complete = serializers.BooleanField(read_only=True)

    class Meta:
        model = EquipmentCheck
        fields: ClassVar = [
            "id",
            "site",
            "checked_at",
            "checked_by",
            "complete",
            "note",
            *EquipmentCheck.ITEMS,
        ]


class OrderSerializer(serializers.ModelSerializer[Order]):
    class Meta:
        model = Order
        fields: ClassVar = [
            *OWN,
            "kind",
            "route",
            "product",
            "weight_check",
            "kg",
            "mg_per_kg",
            "ordered_mg",
            "volume",
            "actual_mg",
            "minutes",
            "diluent_ml",
            "rate_ml_per_h",
            "note",
            "signed_at",
            "prescriber",
        ]


class ClearanceSerializer(serializers.ModelSerializer[Clearance]):
    class Meta:
        model = Clearance
        fields: ClassVar = [*OWN, "order", "decision", "signed_at", "prescriber"]


class OverrideSerializer(serializers.ModelSerializer[Override]):
    class Meta:
        model = Override
        fields: ClassVar = [
            *OWN,
            "guard",
            "finding",
            "sentence",
            "reason",
            "prescriber",
            "given_at",
        ]


class AcknowledgementSerializer(serializers.ModelSerializer[Acknowledgement]):
    class Meta:
        model = Acknowledgement
        fields: ClassVar = [*OWN, "guard", "finding", "sentence", "user", "given_at"]


class GateDecisionSerializer(serializers.ModelSerializer[GateDecision]):
    class Meta:
        model = GateDecision
        fields: ClassVar = [
            *OWN,
            "stage",
            "passed",
            "verdicts",
            "policy_version",
            "judged_at",
            "judged_for",
            "holds_until",
        ]


class DrugEventSerializer(serializers.ModelSerializer[DrugEvent]):
    class Meta:
        model = DrugEvent
        fields: ClassVar = [
            *OWN,
            "kind",
            "happened_at",
            "client_id",
            "decision",
            "order",
            "lot",
            "mg",
            "volume",
            "bag_ml",
            "rate_ml_per_h",
            "raises_rate",
            "body_site",
            "medicine",
            "note",
            "given_by",
            "supersedes",
            "corrected_by",
        ]


class DueSetSerializer(serializers.ModelSerializer[DueSet]):
    class Meta:
        model = DueSet
        fields: ClassVar = [*OWN, "kind", "minute", "due_at", "dropped_at"]


class VitalSignsSerializer(serializers.ModelSerializer[VitalSigns]):
    class Meta:
        model = VitalSigns
        fields: ClassVar = [
            *OWN,
            "phase",
            "taken_at",
            "due",
            "client_id",
            *NUMBERS,
            "signs",
            "alerts",
            "entry",
            "device",
            "observer",
            "supersedes",
            "correction",
        ]


class EffectSerializer(serializers.ModelSerializer[Effect]):
    class Meta:
        model = Effect
        fields: ClassVar = [
            *OWN,
            "code",
            "words",
            "intensity",
            "started_at",
            "ended_at",
            "observer",
            "client_id",
            "struck_at",
            "struck_by",
            "struck_because",
            "supersedes",
        ]


class AdverseEventSerializer(serializers.ModelSerializer[AdverseEvent]):
    class Meta:
        model = AdverseEvent
        fields: ClassVar = [
            *OWN,
            "term",
            "verbatim",
            "onset_at",
            "ended_at",
            "phase",
            "grade",
            "ctcae_version",
            "serious",
            "expected",
            "transient_expected",
            "relatedness",
            "action",
            "treatment",
            "outcome",
            "elicitation",
            "reported_to",
            "recorded_by",
            "supersedes",
            "correction",
        ]


class DischargeSerializer(serializers.ModelSerializer[Discharge]):
    class Meta:
        model = Discharge
        fields: ClassVar = [
            *OWN,
            "vital_signs",
            "recorded_at",
            "aldrete",
            "padss",
            "oriented",
            "steady_gait",
            "nausea_controlled",
            "can_drink",
            "no_suicidal_intent",
            "escort",
            "escort_matched",
            "instructions_given",
            "no_driving_acknowledged",
            "monitor",
            "monitor_signed_at",
            "therapist",
            "therapist_signed_at",
        ]
