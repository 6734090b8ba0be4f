"""What each verb of a course is told. Shape only: the rules are the verbs'."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from patients.models import ContactAttempt, PauseReason, StopReason

Input = serializers.Serializer[Any]


class Nothing(Input):
    pass


class Note(Input):
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class Open(Input):
    patient = serializers.UUIDField()
    site = serializers.UUIDField(required=False)
    protocol = serializers.UUIDField(required=False)
    previous = serializers.UUIDField(required=False)


class ChooseProtocol(Input):
    protocol = serializers.UUIDField()


class Attempt(Input):
    means = serializers.ChoiceField(choices=ContactAttempt.Means.choices)
    reached = serializers.BooleanField(required=False)
    note = serializers.CharField(max_length=240, required=False, allow_blank=True)


class Defer(Input):
    note = serializers.CharField(max_length=1000)
    review_on = serializers.DateField()


class Decline(Input):
    reasons = serializers.ListField(child=serializers.CharField(max_length=40), allow_empty=False)
    note = serializers.CharField(max_length=1000)


class Pause(Input):
    reason = serializers.ChoiceField(choices=PauseReason.choices)
    owner = serializers.UUIDField()
    review_on = serializers.DateField()
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class Discontinue(Input):
    reason = serializers.ChoiceField(choices=StopReason.choices)
    also = serializers.ListField(
        child=serializers.ChoiceField(choices=StopReason.choices), required=False
    )
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class Complete(Input):
    refused_measures = serializers.CharField(max_length=500, required=False, allow_blank=True)
    note = serializers.CharField(max_length=400, required=False, allow_blank=True)


class CloseFollowUp(Input):
    opted_out = serializers.BooleanField(required=False)
