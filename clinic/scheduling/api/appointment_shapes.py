"""What /api/v1/appointments/ is asked and answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Prefetch, prefetch_related_objects
from rest_framework import serializers

from clinic.policy.terms.booking import SOFT_RULES
from clinic.scheduling.models import Appointment, AppointmentStaff, Kind
from clinic.scheduling.policies.gaps import gap_warnings

# A visit's people with their names: one query for any number of visits.
TEAM = Prefetch("staff", queryset=AppointmentStaff.objects.select_related("user"))


class StaffSerializer(serializers.ModelSerializer[AppointmentStaff]):
    name = serializers.CharField(source="user.name", read_only=True)

    class Meta:
        model = AppointmentStaff
        fields: ClassVar = ["user", "name", "role", "shared"]


class AppointmentSerializer(serializers.ModelSerializer[Appointment]):
    staff = StaffSerializer(many=True, read_only=True)
    replaced_by = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField(
        help_text="Gaps of the protocol that this visit breaks; only where one visit is answered."
    )

    class Meta:
        model = Appointment
        fields: ClassVar = [
            "id",
            "visit_id",
            "site",
            "patient",
            "course",
            "step",
            "kind",
            "route",
            "room",
            "mode",
            "patient_jurisdiction",
            "party",
            "seat",
            "staff",
            "status",
            "starts_at",
            "ends_at",
            "wall_date",
            "wall_time",
            "zone",
            "recovery_minutes",
            "moves",
            "replaces",
            "replaced_by",
            "held_until",
            "confirmed_at",
            "arrived_at",
            "left_at",
            "ended_at",
            "reason",
            "warnings",
            "version",
        ]

    def to_representation(self, instance: Appointment) -> dict[str, Any]:
        prefetch_related_objects([instance], TEAM)  # asks nothing where a list has them already
        return super().to_representation(instance)

    def get_replaced_by(self, appointment: Appointment) -> str | None:
        if appointment.status != Appointment.Status.RESCHEDULED or self._in_a_list():
            return None
        later = Appointment.objects.filter(replaces=appointment).values_list("pk", flat=True)
        return next(map(str, later), None)

    def get_warnings(self, appointment: Appointment) -> list[str]:
        if self._in_a_list() or not appointment.is_standing:
            return []
        return gap_warnings(appointment)

    def _in_a_list(self) -> bool:
        """A list answers in a constant number of queries."""
        return isinstance(getattr(self, "parent", None), serializers.ListSerializer)


class StaffInput(serializers.Serializer[Any]):
    user = serializers.UUIDField()
    role = serializers.CharField(max_length=16)


class OverrideInput(serializers.Serializer[Any]):
    """Rules to put aside on purpose, where the signed clinical policy allows it."""

    codes = serializers.ListField(child=serializers.ChoiceField(choices=SOFT_RULES), min_length=1)
    reason = serializers.CharField(max_length=500)


class MoveInput(serializers.Serializer[Any]):
    starts_at = serializers.CharField(
        max_length=40, help_text="With an offset; without one it is the time on the site's wall."
    )
    turn = serializers.ChoiceField(choices=["FIRST", "SECOND"], required=False)
    room = serializers.UUIDField(required=False)
    staff = StaffInput(many=True, required=False)
    minutes = serializers.IntegerField(min_value=5, max_value=480, required=False)
    mode = serializers.ChoiceField(choices=Appointment.Mode.choices, required=False)
    patient_jurisdiction = serializers.CharField(
        max_length=10,
        required=False,
        help_text="Where the patient is during a video visit: US-NM.",
    )
    share_nurse = serializers.BooleanField(
        required=False, help_text="The nurse watches another chair as well."
    )
    override = OverrideInput(required=False)


class BookInput(MoveInput):
    patient = serializers.UUIDField()
    site = serializers.UUIDField()
    course = serializers.UUIDField(required=False)
    step = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=Kind.choices)
    route = serializers.CharField(max_length=16, required=False)


class CancelInput(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=Appointment.Reason.choices)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class NoShowInput(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)
