"""The shapes of a plan in the API: what is asked for, what is answered, the rows that are accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers

from clinic.accounts.models import User
from clinic.core.errors import InvalidInput
from clinic.scheduling import preview
from clinic.scheduling.models import Appointment
from clinic.scheduling.planner.problem import NoPlan, Place, Plan, Wishes
from clinic.sites.models import Site


class PersonInput(serializers.Serializer[Any]):
    user = serializers.UUIDField()
    role = serializers.CharField(max_length=16)


class PlaceInput(serializers.Serializer[Any]):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    room = serializers.UUIDField(allow_null=True)
    team = PersonInput(many=True)


class RowInput(serializers.Serializer[Any]):
    """A row as a preview gave it. Leave a row out to leave that visit as it is."""

    key = serializers.UUIDField()
    visit = serializers.UUIDField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    step = serializers.UUIDField(allow_null=True)
    to = PlaceInput(allow_null=True)
    reason = serializers.ChoiceField(
        choices=Appointment.Reason.choices, required=False, allow_blank=True
    )
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)
    missed = serializers.BooleanField(required=False)
    drops = serializers.BooleanField(required=False)


class AcceptInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    lines = RowInput(many=True)


class AcceptPlanInput(serializers.Serializer[Any]):
    course = serializers.UUIDField()
    lines = RowInput(many=True)


class AcceptCancelInput(serializers.Serializer[Any]):
    appointment = serializers.UUIDField()
    lines = RowInput(many=True)


class SickDayInput(serializers.Serializer[Any]):
    site = serializers.UUIDField()
    staff = serializers.UUIDField()
    day = serializers.DateField()


class AcceptSickDayInput(SickDayInput):
    lines = RowInput(many=True)


class WishesInput(serializers.Serializer[Any]):
    course = serializers.UUIDField()
    therapist = serializers.UUIDField(required=False)
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), required=False
    )
    not_before = serializers.TimeField(required=False)
    not_after = serializers.TimeField(required=False)
    earliest = serializers.DateField(required=False)
    latest = serializers.DateField(required=False)


class MoveInput(serializers.Serializer[Any]):
    appointment = serializers.UUIDField()
    to = PlaceInput()


class EndingInput(serializers.Serializer[Any]):
    """A visit that falls out: dropped from the course, or planned again from the next day on."""

    appointment = serializers.UUIDField()
    rest = serializers.ChoiceField(choices=["AGAIN", "DROP"])
    reason = serializers.ChoiceField(choices=Appointment.Reason.choices, required=False)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)
    missed = serializers.BooleanField(required=False)


class PreviewLineSerializer(RowInput):
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name, as the page has it
    was = PlaceInput(allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField())


class RelaxationSerializer(serializers.Serializer[Any]):
    sentence = serializers.CharField()
    gives = serializers.CharField()


class PreviewSerializer(serializers.Serializer[Any]):
    """What would change. `rule` is empty where there is a plan; `proven` False where the search stopped early."""

    rule = serializers.CharField()
    relaxations = RelaxationSerializer(many=True)
    proven = serializers.BooleanField()
    notices = serializers.ListField(child=serializers.CharField())
    lines = PreviewLineSerializer(many=True)
    kept = serializers.IntegerField()


def place_of(typed: Mapping[str, Any]) -> Place:
    """Where a visit shall go, from the body of a request."""
    team = tuple((each["user"], each["role"]) for each in typed["team"])
    return Place(typed["starts_at"], typed["ends_at"], typed["room"], team)


def answer(
    found: Plan | NoPlan,
    site: Site,
    actor: User,
    endings: Mapping[UUID, preview.Ending] | None = None,
) -> dict[str, Any]:
    """A plan as the API gives it."""
    if isinstance(found, NoPlan):
        ways = [{"sentence": each.sentence, "gives": each.gives} for each in found.relaxations]
        return {
            "rule": found.rule,
            "relaxations": ways,
            "proven": not found.gave_up,
            "lines": [],
            "kept": 0,
        }
    rows = preview.rows_of(found.lines, site, actor, endings)
    places = {line.key: line.was for line in found.lines}
    lines = [
        {
            **row.data,
            "label": row.label,
            "was": preview.place_data(places[row.key]),
            "reasons": list(row.reasons),
        }
        for row in rows
    ]
    kept = len(found.lines) - len(lines)
    return {
        "rule": "",
        "relaxations": [],
        "proven": found.proven,
        "notices": list(found.notices),
        "lines": lines,
        "kept": kept,
    }


def wishes_of(typed: dict[str, Any]) -> Wishes:
    """From the API's names. Raises InvalidInput for a last day before the first."""
    wishes = Wishes(
        therapist_id=typed.get("therapist"),
        weekdays=frozenset(typed.get("weekdays", ())),
        not_before=typed.get("not_before"),
        not_after=typed.get("not_after"),
        earliest=typed.get("earliest"),
        latest=typed.get("latest"),
    )
    if wishes.earliest and wishes.latest and wishes.latest < wishes.earliest:
        raise InvalidInput(_("The last day comes before the first."), field="latest")
    return wishes
