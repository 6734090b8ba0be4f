"""What a caller types, by verb. Shape only: the rules stand in the actions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from sessions.dosing.reading import Sign
from sessions.models import AdverseEvent, CheckKind, Effect, EffectCode, EquipmentCheck, Term

Input = serializers.Serializer[Any]


class Sent(Input):
    """A row a device sends: with its own id, so that a retry is the same row."""

    client_id = serializers.UUIDField()


class OpenInput(Input):
    appointment = serializers.UUIDField()


class HoldInput(Input):
    because = serializers.CharField(max_length=240)
    recheck_minutes = serializers.IntegerField(min_value=1, max_value=240, required=False)


class BecauseInput(Input):
    because = serializers.CharField(max_length=240)


class CheckInput(Input):
    kind = serializers.ChoiceField(choices=CheckKind.choices)
    values = serializers.DictField(help_text="By kind; names ending in _at are instants.")


class EquipmentInput(Input):
    site = serializers.UUIDField()
    missing = serializers.ListField(
        child=serializers.ChoiceField(choices=EquipmentCheck.ITEMS), required=False
    )
    note = serializers.CharField(max_length=240, required=False, allow_blank=True)


class OrderInput(Input):
    product = serializers.UUIDField()
    mg_per_kg = serializers.DecimalField(max_digits=6, decimal_places=3, required=False)
    mg = serializers.DecimalField(max_digits=8, decimal_places=2, required=False)
    minutes = serializers.IntegerField(min_value=1, max_value=240, required=False)
    diluent_ml = serializers.DecimalField(max_digits=6, decimal_places=1, required=False)
    supplemental = serializers.BooleanField(required=False)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class OverrideInput(Input):
    guard = serializers.CharField(max_length=8)
    finding = serializers.CharField(max_length=32)
    reason = serializers.CharField(max_length=2000)
    password = serializers.CharField(max_length=200, write_only=True)


class AcknowledgeInput(Input):
    guard = serializers.CharField(max_length=8)
    finding = serializers.CharField(max_length=32)


class LotAmountInput(Input):
    lot = serializers.UUIDField()
    quantity = serializers.DecimalField(max_digits=9, decimal_places=2)


class WasteInput(LotAmountInput):
    reason = serializers.CharField(max_length=240)


class GiveInput(Sent):
    lot = serializers.UUIDField()
    body_site = serializers.CharField(max_length=80, required=False, allow_blank=True)


class RateInput(Sent):
    rate_ml_per_h = serializers.DecimalField(max_digits=6, decimal_places=1)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class PauseInput(Sent):
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class StopInput(Sent):
    because = serializers.CharField(max_length=240, required=False, allow_blank=True)


class LozengeInput(Sent):
    kind = serializers.ChoiceField(choices=["LOZENGE_SPIT", "LOZENGE_SWALLOWED"])


class RescueInput(Sent):
    medicine = serializers.CharField(max_length=120)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class CorrectDrugInput(Sent):
    because = serializers.CharField(max_length=500)
    happened_at = serializers.DateTimeField(required=False)
    body_site = serializers.CharField(max_length=80, required=False, allow_blank=True)


class VitalsInput(Sent):
    taken_at = serializers.DateTimeField(required=False)
    device = serializers.CharField(max_length=80, required=False, allow_blank=True)
    signs = serializers.ListField(
        child=serializers.ChoiceField(choices=[sign.value for sign in Sign]),
        required=False,
        allow_null=True,
        help_text="An empty list says that somebody asked and there were none.",
    )
    sbp = serializers.IntegerField(required=False, allow_null=True)
    dbp = serializers.IntegerField(required=False, allow_null=True)
    hr = serializers.IntegerField(required=False, allow_null=True)
    spo2 = serializers.IntegerField(required=False, allow_null=True)
    oxygen_l_min = serializers.DecimalField(
        max_digits=3, decimal_places=1, required=False, allow_null=True
    )
    rr = serializers.IntegerField(required=False, allow_null=True)
    temperature = serializers.DecimalField(
        max_digits=3, decimal_places=1, required=False, allow_null=True
    )
    moaas = serializers.IntegerField(required=False, allow_null=True)
    rass = serializers.IntegerField(required=False, allow_null=True)
    dissociation = serializers.IntegerField(required=False, allow_null=True)
    nausea = serializers.IntegerField(required=False, allow_null=True)
    anxiety = serializers.IntegerField(required=False, allow_null=True)
    pain = serializers.IntegerField(required=False, allow_null=True)
    vomited = serializers.IntegerField(required=False, allow_null=True)


class CorrectVitalsInput(VitalsInput):
    because = serializers.CharField(max_length=240)


class EffectInput(Sent):
    code = serializers.ChoiceField(choices=EffectCode.choices)
    intensity = serializers.ChoiceField(choices=Effect.Intensity.choices, required=False)
    words = serializers.CharField(max_length=120, required=False, allow_blank=True)


class CorrectEffectInput(Sent):
    because = serializers.CharField(max_length=240)
    never = serializers.BooleanField(required=False)
    intensity = serializers.ChoiceField(choices=Effect.Intensity.choices, required=False)
    started_at = serializers.DateTimeField(required=False)
    ended_at = serializers.DateTimeField(required=False)


class AdverseEventInput(Sent):
    term = serializers.ChoiceField(choices=Term.choices)
    grade = serializers.IntegerField(min_value=1, max_value=5)
    onset_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(required=False)
    serious = serializers.BooleanField(required=False)
    expected = serializers.BooleanField(required=False)
    transient_expected = serializers.BooleanField(required=False)
    relatedness = serializers.ChoiceField(choices=AdverseEvent.Relatedness.choices, required=False)
    action_taken = serializers.ChoiceField(choices=AdverseEvent.Action.choices, required=False)
    outcome = serializers.ChoiceField(choices=AdverseEvent.Outcome.choices, required=False)
    elicitation = serializers.ChoiceField(choices=AdverseEvent.Elicitation.choices, required=False)
    phase = serializers.ChoiceField(choices=AdverseEvent.Phase.choices, required=False)
    verbatim = serializers.CharField(max_length=500, required=False, allow_blank=True)
    treatment = serializers.CharField(max_length=500, required=False, allow_blank=True)


class FollowInput(Sent):
    outcome = serializers.ChoiceField(choices=AdverseEvent.Outcome.choices)
    because = serializers.CharField(max_length=240)
    ended_at = serializers.DateTimeField(required=False)
    treatment = serializers.CharField(max_length=500, required=False)
    reported_to = serializers.CharField(max_length=240, required=False)
    transient_expected = serializers.BooleanField(required=False)


class DischargeInput(Input):
    vital_signs = serializers.UUIDField()
    aldrete = serializers.ListField(child=serializers.IntegerField())
    padss = serializers.ListField(child=serializers.IntegerField())
    oriented = serializers.BooleanField()
    steady_gait = serializers.BooleanField()
    nausea_controlled = serializers.BooleanField()
    can_drink = serializers.BooleanField()
    no_suicidal_intent = serializers.BooleanField()
    escort = serializers.UUIDField(required=False, allow_null=True)
    escort_matched = serializers.BooleanField()
    instructions_given = serializers.BooleanField()
    no_driving_acknowledged = serializers.BooleanField()


class LeftEarlyInput(Input):
    note = serializers.CharField(max_length=500)
    prescriber_called = serializers.BooleanField()


class TransferInput(Input):
    note = serializers.CharField(max_length=500)
